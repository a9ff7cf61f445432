import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, Field, Icon, When } from '../parts.tsx'

export type AcknowledgementDraft = { isOn: boolean; ja: string; en: string }

type Props = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  draft: AcknowledgementDraft
  error: string | null
  changed: { at: number; by: string | null } | null
}

/** Whether a mailbox says by itself that a mail has come in, and in which words. */
export function AcknowledgementPage({ frame, mailbox, draft, error, changed }: Props) {
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('acknowledgement.title_of', { mailbox: mailbox.name })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('acknowledgement.lead')}>
        {viewer.isAdmin && (
          <p>
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('hours.back')}
            </a>
          </p>
        )}
        {error && <ErrorSummary reader={reader} errors={{ ja: error }} />}
        <form method="post" action={`/mailboxes/${mailbox.id}/acknowledgement`} class="panel">
          <label class="check">
            <input type="checkbox" name="on" value="1" checked={draft.isOn} />
            <span>{t('acknowledgement.on')}</span>
          </label>
          <Field
            label={t('acknowledgement.ja')}
            name="ja"
            rows={8}
            value={draft.ja}
            hint={t('acknowledgement.text_hint')}
            error={error ?? undefined}
          />
          <Field label={t('acknowledgement.en')} name="en" rows={8} value={draft.en} />
          <p class="acts">
            <Button tone="act">{t('common.save')}</Button>
          </p>
          {changed && (
            <p class="hint">
              {t('hours.changed_by', { name: changed.by ?? '–' })} ·{' '}
              <When reader={reader} at={changed.at} as="clock" />
            </p>
          )}
        </form>
        <section class="panel">
          <h2>{t('acknowledgement.never_title')}</h2>
          <p>{t('acknowledgement.never')}</p>
        </section>
      </Page>
    </Shell>
  )
}
