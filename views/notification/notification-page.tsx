import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty, When } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'

export type NotificationView = {
  id: number
  kind:
    | 'mention'
    | 'policy_asked'
    | 'policy_set'
    | 'approval_asked'
    | 'approval_given'
    | 'approval_returned'
    | 'assigned'
    | 'customer_wrote'
    | 'escalated'
    | 'escalation_moved'
    | 'call_wanted'
    | 'policy_late'
    | 'wait_due'
    | 'wait_asked'
    | 'wait_answered'
    | 'reply_failed'
    | 'reply_uncertain'
    | 'answered_by_mail'
    | 'answer_held'
    | 'target_warning'
    | 'target_overdue'
  /** Who caused it; empty when a customer or hoshin did. */
  by: string
  at: number
  read: boolean
  /** Where it leads. */
  href: string
  subject: string
  /** The comment's, mail's or policy's first words. */
  excerpt: string
  email: { state: 'none' | 'queued' | 'sending' | 'sent' | 'failed'; at: number | null }
}

export type NotificationPageProps = {
  frame: ShellFrame
  /** Newest first. */
  notifications: readonly NotificationView[]
  unread: number
  /** The next page's address; null at the end. */
  next: string | null
}

export function NotificationPage({ frame, notifications, unread, next }: NotificationPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('notification.title')}>
      <Page
        reader={reader}
        title={t('notification.title')}
        actions={
          unread > 0 && (
            <form method="post" action="/notifications/read">
              <span class="chip chip-ai">{t('notification.unread', { count: unread })}</span>
              <Button icon="check">{t('notification.read_all')}</Button>
            </form>
          )
        }
      >
        {notifications.length === 0 && (
          <Empty title={t('notification.empty')}>{t('notification.empty_next')}</Empty>
        )}
        <ul class="notices">
          {notifications.map((notification) => (
            <NotificationLine reader={reader} notification={notification} />
          ))}
        </ul>
        {next && (
          <nav class="more">
            <a href={next}>{t('notification.more')}</a>
          </nav>
        )}
      </Page>
    </Shell>
  )
}

function NotificationLine({ reader, notification: n }: { reader: Reader; notification: NotificationView }) {
  const { t } = reader
  return (
    <li class={`notice notice-${n.kind}${n.read ? '' : ' unread'}`} id={`notification-${n.id}`}>
      <a href={n.href}>
        <b>{t(`notification.${n.kind}`, { by: n.by || 'hoshin' })}</b>
        <When reader={reader} at={n.at} as="clock" />
        <span class="subj">{n.subject || t('list.no_subject')}</span>
        <span class="snip">{n.excerpt}</span>
        {n.email.state === 'sent' && n.email.at !== null && (
          <small>{t('notification.email_sent', { time: dayAndTime(reader, n.email.at) })}</small>
        )}
        {n.email.state === 'failed' && <small class="bad">{t('notification.email_failed')}</small>}
      </a>
    </li>
  )
}
