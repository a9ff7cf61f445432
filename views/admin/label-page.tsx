import type { ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { type AdminLabel, LabelFields, type MailboxChoice, usedInWords } from './labels-page.tsx'

export type LabelPageProps = {
  frame: ShellFrame
  label: AdminLabel
  /** Into which it can be merged. */
  others: readonly { id: number; name: string }[]
  mailboxes: readonly MailboxChoice[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** GET /admin/labels/ID: its name, colour and mailbox, and the two ways to be rid of it. */
export function LabelPage({ frame, label, others, mailboxes, typed, errors }: LabelPageProps) {
  const { reader } = frame
  const { t } = reader
  const now = {
    name: label.name,
    colour: label.colour,
    mailbox: label.mailboxId === null ? '' : String(label.mailboxId),
    ...typed,
  }
  const here = `/admin/labels/${label.id}`
  const used = usedInWords(reader, label)
  return (
    <AdminFrame
      frame={frame}
      title={label.name}
      lead={`${t(`label_admin.of_${label.kind}s`)} · ${used}`}
      on="labels"
    >
      <form method="post" action={here} class="panel">
        <ErrorSummary reader={reader} errors={{ name: errors.name, mailbox: errors.mailbox }} />
        <LabelFields reader={reader} mailboxes={mailboxes} typed={now} errors={errors} />
        <p class="acts">
          <Button tone="act">{t('common.save')}</Button>
        </p>
      </form>
      <form method="post" action={`${here}/merges`} class="panel">
        <h2>{t('label_admin.merge')}</h2>
        {others.length === 0 ? (
          <p class="hint">{t('label_admin.nothing_to_merge')}</p>
        ) : (
          <>
            <Field
              within="merge"
              label={t('label_admin.merge_into')}
              name="into"
              value={typed.into}
              hint={t('label_admin.merge_hint')}
              error={errors.into}
              options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <p class="acts">
              <Button>{t('label_admin.merge_act')}</Button>
            </p>
          </>
        )}
      </form>
      <form method="post" action={`${here}/removals`} class="panel">
        <h2>{t('label_admin.remove')}</h2>
        <p class="hint">{t('label_admin.remove_hint', { used })}</p>
        <label class="check">
          <input type="checkbox" name="sure" value="1" required />
          {t('label_admin.remove_sure', { name: label.name })}
        </label>
        {errors.sure && <p class="error">{errors.sure}</p>}
        <p class="acts">
          <Button>{t('label_admin.remove_act')}</Button>
        </p>
      </form>
    </AdminFrame>
  )
}
