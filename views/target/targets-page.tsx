import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty, ErrorSummary, type Errors, Field, Icon } from '../parts.tsx'
import { exactDue, type Reader } from '../reader.ts'
import { AudiencesForm, type AudienceWords } from './audiences-form.tsx'
import type { ClockKind } from './due-chip.tsx'

/** As typed: spans in words, label ids or empty. */
export type TargetForm = {
  values: Partial<
    Record<'first_reply' | 'next_reply' | 'done' | 'warn_before' | 'label' | 'customer_label', string>
  >
  errors: Errors
}

export type TargetView = {
  id: number
  /** Names of the labels that narrow it; null: any. */
  label: string | null
  customerLabel: string | null
  form: TargetForm
  /** When a mail that comes now would be due. UTC ms; null: never. */
  examples: readonly { kind: ClockKind; dueAt: number | null; warnAt: number | null }[]
}

type LabelChoice = { id: number; name: string }

export type TargetsPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  targets: readonly TargetView[]
  /** A new one that was refused. */
  fresh: TargetForm | null
  labels: readonly LabelChoice[]
  customerLabels: readonly LabelChoice[]
  audiences: AudienceWords
  /** Open threads are still being reckoned anew. */
  isCounting: boolean
}

export function TargetsPage(props: TargetsPageProps) {
  const { frame, mailbox, targets, fresh, isCounting } = props
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('target_page.title', { mailbox: mailbox.name })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('target_page.lead')}>
        <p class="target-ways">
          {viewer.isAdmin && (
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('target_page.back')}
            </a>
          )}
          <a href={`/mailboxes/${mailbox.id}/hours`}>
            <Icon name="clock" /> {t('target_page.hours')}
          </a>
        </p>
        {isCounting && <p class="hint">{t('target_page.counting')}</p>}
        {targets.length === 0 && <Empty title={t('target_page.empty')}>{t('target_page.empty_next')}</Empty>}
        {targets.map((target) => (
          <Target {...props} target={target} />
        ))}
        {targets.length > 1 && <p class="hint">{t('target_page.rule')}</p>}
        <NewTarget {...props} fresh={fresh} />
        <AudiencesForm reader={reader} mailboxId={mailbox.id} audiences={props.audiences} />
      </Page>
    </Shell>
  )
}

function Target({ frame, mailbox, targets, target }: TargetsPageProps & { target: TargetView }) {
  const { reader } = frame
  const { t } = reader
  const within = `t${target.id}`
  const url = `/mailboxes/${mailbox.id}/targets/${target.id}`
  return (
    <section class="panel target" id={`target-${target.id}`}>
      <h2>{conditionsInWords(reader, target, targets.length === 1)}</h2>
      <Examples reader={reader} examples={target.examples} />
      <form method="post" action={url}>
        <ErrorSummary reader={reader} errors={target.form.errors} within={within} />
        <SpanFields reader={reader} within={within} form={target.form} />
        <p class="acts">
          <Button>{t('target_page.save')}</Button>
        </p>
      </form>
      <details class="removal">
        <summary>{t('target_page.remove')}</summary>
        <form method="post" action={`${url}/removal`}>
          <p class="hint">{t('target_page.remove_sure')}</p>
          <p class="acts">
            <Button>{t('target_page.remove')}</Button>
          </p>
        </form>
      </details>
    </section>
  )
}

function conditionsInWords({ t }: Reader, target: TargetView, isOnly: boolean): string {
  const { label, customerLabel } = target
  const conditions = [
    ...(label === null ? [] : [t('target_page.with_label', { label })]),
    ...(customerLabel === null ? [] : [t('target_page.with_customer', { label: customerLabel })]),
  ]
  if (conditions.length > 0) return conditions.join(t('target_page.and'))
  return t(isOnly ? 'target_page.all_only' : 'target_page.all')
}

/** いま（11/20 14:30）届いたメールの場合: 初回返信の期限: 11月24日(火) 11:00（10:30 に予告）. */
function Examples({ reader, examples }: { reader: Reader; examples: TargetView['examples'] }) {
  const { t, now } = reader
  if (examples.length === 0) return null
  return (
    <div class="examples">
      <p>{t('target_page.example', { time: exactDue(reader, now) })}</p>
      <ul>
        {examples.map(({ kind, dueAt, warnAt }) => (
          <li>
            {dueAt === null
              ? t('target_page.example_never', { kind: t(`target.${kind}`) })
              : t('target_page.example_due', { kind: t(`target.${kind}`), time: exactDue(reader, dueAt) })}
            {dueAt !== null && warnAt !== null && (
              <small> {t('target_page.example_warn', { time: exactDue(reader, warnAt) })}</small>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function NewTarget(props: TargetsPageProps) {
  const { frame, mailbox, targets, fresh, labels, customerLabels } = props
  const { reader } = frame
  const { t } = reader
  const form = fresh ?? { values: {}, errors: {} }
  const isFirst = targets.length === 0
  return (
    <details class="panel target new-target" id="new-target" open={isFirst || fresh !== null}>
      <summary>
        <Icon name="plus" /> {t(isFirst ? 'target_page.add_first' : 'target_page.add')}
      </summary>
      <form method="post" action={`/mailboxes/${mailbox.id}/targets`}>
        <ErrorSummary reader={reader} errors={form.errors} within="new" />
        <div class="fields">
          <LabelField reader={reader} name="label" labels={labels} form={form} />
          <LabelField reader={reader} name="customer_label" labels={customerLabels} form={form} />
        </div>
        <SpanFields reader={reader} within="new" form={form} />
        <p class="acts">
          <Button tone="act">{t('target_page.add_act')}</Button>
        </p>
      </form>
    </details>
  )
}

type FormProps = { reader: Reader; form: TargetForm }

function LabelField({
  reader,
  name,
  labels,
  form,
}: FormProps & { name: 'label' | 'customer_label'; labels: readonly LabelChoice[] }) {
  const { t } = reader
  // Without labels there is nothing to narrow it by.
  if (labels.length === 0 && !form.errors[name]) return null
  return (
    <Field
      within="new"
      name={name}
      label={t(`target_page.${name}`)}
      value={form.values[name]}
      error={form.errors[name]}
      options={[
        { value: '', label: t('target_page.any') },
        ...labels.map((label) => ({ value: String(label.id), label: label.name })),
      ]}
    />
  )
}

function SpanFields({ reader, within, form }: FormProps & { within: string }) {
  const { t } = reader
  return (
    <div class="fields spans">
      {(['first_reply', 'next_reply', 'done', 'warn_before'] as const).map((name) => (
        <Field
          within={within}
          name={name}
          label={t(`target_page.${name}`)}
          value={form.values[name]}
          error={form.errors[name]}
          hint={
            name === 'first_reply'
              ? t('target_page.span_hint')
              : name === 'warn_before'
                ? t('target_page.warn_hint')
                : undefined
          }
          autocomplete="off"
        />
      ))}
    </div>
  )
}
