import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import type { Row, Tx } from '../db/database.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { noteMailBounced } from '../notification/note-mail-bounced.ts'
import { notificationOfMessageId } from '../notification/notification-ids.ts'
import { notify } from '../notification/notify.ts'
import { changeThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { answeredIds } from './arrival.ts'
import { stands } from './foresee.store.ts'
import { recordSoFar } from './late-rows.ts'
import { type Incoming, indexable, storeUnheard, tallied } from './store-mail.ts'

/**
 * Takes in what comes back for one of hoshin's own notification mails, where these are sent in a shared
 * mailbox's name: a colleague's answer, an absence note, a delivery report. It is never a customer's mail and
 * moves nothing: it stands in the notification's thread, among ourselves. Only a colleague's own answer is
 * told, to the assignee and to whoever had called them.
 *
 * @returns null for any other mail. The id in the notification must be ours, and a person's answer must come
 *   from the address that was notified: whoever else has got hold of the id writes as anybody does. So does
 *   somebody whose account is disabled by now, or who no longer sees the thread.
 */
export async function receiveNoticeAnswer(
  tx: Tx,
  incoming: Incoming,
  now: number,
): Promise<{ messageId: number; threadId: number } | null> {
  const { mailbox, foreseen, late } = incoming
  const { parsed } = incoming.mail
  const notice = incoming.folder.role === 'inbox' ? await noticeAnswered(tx, incoming) : null
  const isMachine = parsed.kind === 'bounce' || parsed.kind === 'auto_reply'
  const sender = parsed.from?.address.toLowerCase() ?? ''
  if (!notice || !(isMachine || sender === notice.email)) return null
  const thread = await lockWhereItStands(tx, notice.threadId)
  if (!thread || !(isMachine || (await stillSees(tx, notice.account_id, thread)))) return null

  const messageId = await storeUnheard(tx, incoming, thread, 'internal', 'notification', now)
  const changed = await changeThread(tx, thread, tallied(thread, incoming))
  if (thread.mailbox_id === mailbox.id) stands(foreseen, changed, indexable(parsed.messageId))
  await recordSoFar(tx, late)
  await recordEvent(tx, {
    at: now,
    kind: told[parsed.kind],
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: notice.account_id,
    facts: { message: messageId, kind: parsed.kind, notification: notice.id, from: sender },
  })
  if (parsed.kind === 'bounce') await noteMailBounced(tx, notice, parsed.excerpt || parsed.subject, now)
  else if (!isMachine) await tell(tx, thread, notice, messageId, now)
  return { messageId, threadId: thread.id }
}

async function stillSees(tx: Tx, accountId: number, thread: Thread): Promise<boolean> {
  const viewer = await loadViewer(tx, accountId)
  return viewer !== null && maySeeThread(viewer, await sightOf(tx, thread))
}

const told: Record<Row<'messages'>['kind'], EventKind> = {
  mail: 'notice_answered',
  broken: 'notice_answered',
  bounce: 'notice_bounced',
  auto_reply: 'notice_auto_replied',
}

type Notice = Pick<Row<'notifications'>, 'id' | 'account_id' | 'actor_id'> & {
  threadId: number
  email: string
}

async function noticeAnswered(tx: Tx, { mail, secret }: Incoming): Promise<Notice | null> {
  for (const id of answeredIds(mail.parsed)) {
    const notificationId = notificationOfMessageId(id, secret)
    if (notificationId === null) continue
    const row = await tx
      .selectFrom('notifications')
      .innerJoin('accounts', 'accounts.id', 'notifications.account_id')
      .select(['notifications.id', 'notifications.account_id', 'notifications.actor_id'])
      .select(['notifications.thread_id', 'accounts.email'])
      .where('notifications.id', '=', notificationId)
      .executeTakeFirst()
    if (row && row.thread_id !== null)
      return { ...row, threadId: row.thread_id, email: row.email.toLowerCase() }
  }
  return null
}

async function tell(tx: Tx, thread: Thread, notice: Notice, messageId: number, now: number): Promise<void> {
  const waiting = [thread.assignee_id, notice.actor_id].filter((id) => id !== null)
  if (waiting.length === 0) return
  await notify(
    tx,
    waiting,
    {
      kind: 'answered_by_mail',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      messageId,
      actorId: notice.account_id,
      cause: `answered_by_mail:${messageId}`,
    },
    now,
  )
}
