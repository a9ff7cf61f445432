import { LabelChip, type LabelColour, type LabelView } from '../label/label-chip.tsx'
import type { ShellFrame } from '../layout.tsx'
import { Button, Empty, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { countInWords } from '../shown.ts'
import { AdminFrame } from './admin-frame.tsx'

/** A mailbox that a label can be kept to. */
export type MailboxChoice = { id: number; name: string }

export type AdminLabel = LabelView & {
  kind: 'thread' | 'customer'
  mailboxId: number | null
  /** Threads or customers that have it, up to a limit. */
  used: number
}

const palette: readonly LabelColour[] = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'indigo',
  'purple',
  'pink',
  'grey',
]

export type LabelsPageProps = {
  frame: ShellFrame
  labels: readonly AdminLabel[]
  mailboxes: readonly MailboxChoice[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** GET /admin/labels: all labels with their use, and a form for one more. */
export function LabelsPage({ frame, labels, mailboxes, typed, errors }: LabelsPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={t('label_admin.title')} lead={t('label_admin.lead')} on="labels">
      <section>
        <h2>{t('label_admin.of_threads')}</h2>
        <Labels reader={reader} kind="thread" labels={labels} mailboxes={mailboxes} />
      </section>
      <section>
        <h2>{t('label_admin.of_customers')}</h2>
        <Labels reader={reader} kind="customer" labels={labels} mailboxes={mailboxes} />
      </section>
      <form method="post" action="/admin/labels" class="panel">
        <h2>{t('label_admin.create')}</h2>
        <ErrorSummary reader={reader} errors={errors} />
        <Field
          label={t('label_admin.kind')}
          name="kind"
          value={typed.kind ?? 'thread'}
          options={[
            { value: 'thread', label: t('label_admin.kind_thread') },
            { value: 'customer', label: t('label_admin.kind_customer') },
          ]}
        />
        <LabelFields reader={reader} mailboxes={mailboxes} typed={typed} errors={errors} />
        <p class="acts">
          <Button tone="act">{t('label_admin.create_act')}</Button>
        </p>
      </form>
    </AdminFrame>
  )
}

type FieldsProps = {
  reader: Reader
  mailboxes: readonly MailboxChoice[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** Name, mailbox and colour, of a new label or an old one. */
export function LabelFields({ reader, mailboxes, typed, errors }: FieldsProps) {
  const { t } = reader
  return (
    <>
      <div class="fields">
        <Field
          label={t('label_admin.name')}
          name="name"
          value={typed.name}
          error={errors.name}
          autocomplete="off"
          required
        />
        <Field
          label={t('label_admin.mailbox')}
          name="mailbox"
          value={typed.mailbox}
          error={errors.mailbox}
          options={[
            { value: '', label: t('label_admin.every_mailbox') },
            ...mailboxes.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      </div>
      <fieldset class="palette">
        <legend>{t('label_admin.colour')}</legend>
        {palette.map((colour) => (
          <label class={`label label-${colour}`}>
            <input type="radio" name="colour" value={colour} checked={colour === (typed.colour ?? 'blue')} />
            {t(`colour.${colour}`)}
          </label>
        ))}
      </fieldset>
    </>
  )
}

function Labels({
  reader,
  kind,
  labels,
  mailboxes,
}: {
  reader: Reader
  kind: AdminLabel['kind']
  labels: readonly AdminLabel[]
  mailboxes: readonly MailboxChoice[]
}) {
  const { t } = reader
  const own = labels.filter((label) => label.kind === kind)
  if (own.length === 0) {
    const which = kind === 'thread' ? 'no_threads' : 'no_customers'
    return <Empty title={t(`label_admin.${which}`)}>{t(`label_admin.${which}_next`)}</Empty>
  }
  return (
    <ul class="rows">
      {own.map((label) => (
        <li>
          <div class="row-words">
            <a href={`/admin/labels/${label.id}`}>
              <LabelChip label={label} />
            </a>
            {label.mailboxId !== null && (
              <small>{mailboxes.find(({ id }) => id === label.mailboxId)?.name}</small>
            )}
          </div>
          <small class="num">{usedInWords(reader, label)}</small>
        </li>
      ))}
    </ul>
  )
}

/** 案件 12 件, 顧客 999+ 件. */
export function usedInWords({ t }: Reader, { kind, used }: Pick<AdminLabel, 'kind' | 'used'>): string {
  return t(kind === 'thread' ? 'label_admin.used_threads' : 'label_admin.used_customers', {
    count: countInWords(used),
  })
}
