import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'

export type InternalPageProps = {
  frame: ShellFrame
  /** In which the viewer works. */
  mailboxes: readonly { id: number; name: string }[]
  values: { mailbox: string; subject: string; text: string }
  errors: Errors
}

/** GET /internal-threads/new: a matter of our own, which no customer ever hears of. */
export function InternalPage({ frame, mailboxes, values, errors }: InternalPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('internal.title')}>
      <Page reader={reader} title={t('internal.title')} lead={t('internal.lead')}>
        <form method="post" action="/internal-threads" class="panel">
          <ErrorSummary reader={reader} errors={errors} within="internal" />
          <Field
            within="internal"
            name="mailbox"
            label={t('internal.mailbox')}
            hint={t('internal.mailbox_hint')}
            value={values.mailbox}
            error={errors.mailbox}
            options={mailboxes.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <Field
            within="internal"
            name="subject"
            label={t('record.subject')}
            value={values.subject}
            error={errors.subject}
            required
            autofocus
          />
          <Field
            within="internal"
            name="text"
            label={t('internal.text')}
            value={values.text}
            error={errors.text}
            rows={8}
            required
          />
          <div class="acts">
            <Button tone="act">{t('internal.open')}</Button>
            <Button tone="seal" name="then" value="escalate" icon="raise">
              {t('internal.open_escalate')}
            </Button>
          </div>
        </form>
      </Page>
    </Shell>
  )
}
