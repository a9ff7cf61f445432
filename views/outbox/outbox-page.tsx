import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Sending, type SendingView } from '../message/sending.tsx'
import { Empty, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { anchorUrl } from '../shown.ts'

export type OutboxView = {
  threadId: number
  messageId: number
  mailbox: string
  subject: string
  /** To whom, as one line. */
  to: string
  by: string
  /** When it was queued. */
  at: number
  excerpt: string
  sending: SendingView
}

export type OutboxPageProps = {
  frame: ShellFrame
  /** What needs a person first, then the rest, newest first. */
  entries: readonly OutboxView[]
}

export function OutboxPage({ frame, entries }: OutboxPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('outbox.title')}>
      <Page reader={reader} title={t('outbox.title')} lead={t('outbox.lead')}>
        {entries.length === 0 && <Empty title={t('outbox.empty')}>{t('outbox.empty_next')}</Empty>}
        {entries.map((entry) => (
          <Entry reader={reader} entry={entry} />
        ))}
      </Page>
    </Shell>
  )
}

function Entry({ reader, entry }: { reader: Reader; entry: OutboxView }) {
  return (
    <article class="mail outbound" id={`outbox-${entry.sending.outboxId}`}>
      <header>
        <b>
          {entry.by}
          <span class="to"> → {entry.to}</span>
        </b>
        <span class="chip">{entry.mailbox}</span>
        <When reader={reader} at={entry.at} as="clock" />
      </header>
      <a class="subj" href={anchorUrl(entry.threadId, {}, `#message-${entry.messageId}`)}>
        {entry.subject || reader.t('list.no_subject')}
      </a>
      <p class="snip">{entry.excerpt}</p>
      <Sending reader={reader} place={{}} sending={entry.sending} />
    </article>
  )
}
