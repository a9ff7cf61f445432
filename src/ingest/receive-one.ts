import { hasFailed } from '../bounce/bounce.ts'
import { noteBounce } from '../bounce/note-bounce.ts'
import type { Tx } from '../db/database.ts'
import type { ThreadEvent } from '../event/event.ts'
import type { ParsedMail } from '../mail/parsed-mail.ts'
import { notificationOfMessageId } from '../notification/notification-ids.ts'
import { answersSomething, type PlacedBy, placeMail } from '../thread/placing.ts'
import { afterInbound, afterTaking } from '../thread/status.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import { answeredByMail } from '../wait/answered-by-mail.ts'
import { answeredIds } from './arrival.ts'
import { findCandidates } from './candidates.store.ts'
import { changesNoClock, clocksAfter, startClocks } from './clocks-after.ts'
import { asksOutside, standingThread, stands } from './foresee.store.ts'
import { recordSoFar } from './late-rows.ts'
import { receiveNoticeAnswer } from './receive-notice-answer.ts'
import {
  counted,
  type Incoming,
  indexable,
  isAutomatic,
  openThread,
  storeMessage,
  storeUnheard,
} from './store-mail.ts'
import { tellOfMail } from './tell-of-mail.ts'

/**
 * The thread is null when the mail was known: hoshin's own copy, found again in a folder. A notification's
 * copy is not even a message.
 */
type Received = { messageId: number | null; threadId: number | null }

/** Stores one mail that is not stored yet and does what follows from it. */
export async function receiveOne(tx: Tx, incoming: Incoming, now: number): Promise<Received> {
  const own = mayBeOwn(incoming) ? await ownCopy(tx, incoming) : null
  if (own !== null) return { messageId: own, threadId: null }
  if (mayBeOwn(incoming) && isOwnNotice(incoming)) return { messageId: null, threadId: null }
  const noticed = await receiveNoticeAnswer(tx, incoming, now)
  if (noticed !== null) return standsElsewhere(tx, incoming, noticed)

  const { mailbox, folder, mail, foreseen } = incoming
  const found = await findCandidates(tx, mailbox, mail.parsed, incoming, now)
  const placing = placeMail(found, answersSomething(mail.parsed.subject), mail.receivedAt)
  const standing = placing.threadId === null ? null : await standingThread(tx, foreseen, placing.threadId)
  return folder.role === 'sent'
    ? receiveSent(tx, incoming, standing, placing.by, now)
    : receiveInbound(tx, incoming, standing, placing.by, now)
}

/** What was done about a notification's answer may have changed any thread. */
async function standsElsewhere(tx: Tx, { mailbox, mail, foreseen }: Incoming, received: Received) {
  foreseen.threads.clear()
  const thread = received.threadId === null ? null : await standingThread(tx, foreseen, received.threadId)
  if (thread?.mailbox_id === mailbox.id) stands(foreseen, thread, indexable(mail.parsed.messageId))
  return received
}

/**
 * A mail that hoshin sent comes back in Sent (or by a Bcc to itself); its Message-ID tells. In an inbox the
 * sender must be the mailbox too: a stranger's mail that repeats one of our ids is still a mail to read.
 */
export function mayBeOwn({ mailbox, folder, mail }: Pick<Incoming, 'mailbox' | 'folder' | 'mail'>): boolean {
  const fromUs = mail.parsed.from?.address.toLowerCase() === mailbox.address.toLowerCase()
  return Boolean(mail.parsed.messageId) && (folder.role === 'sent' || fromUs)
}

/** Some servers keep a copy of all that is sent through them, notifications too. */
function isOwnNotice({ mail, secret }: Incoming): boolean {
  return notificationOfMessageId(mail.parsed.messageId ?? '', secret) !== null
}

async function ownCopy(tx: Tx, { mailbox, mail, late }: Incoming): Promise<number | null> {
  if (late.messages.some((row) => row.message_id === mail.parsed.messageId)) await recordSoFar(tx, late)
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('message_id', '=', mail.parsed.messageId)
    .where('mailbox_id', '=', mailbox.id)
    // A question to a partner stands among ourselves.
    .where('direction', '!=', 'inbound')
    .executeTakeFirst()
  return row?.id ?? null
}

async function receiveInbound(
  tx: Tx,
  incoming: Incoming,
  standing: Thread | null,
  placedBy: PlacedBy,
  now: number,
): Promise<Received> {
  const { mailbox, mail, foreseen, late } = incoming
  const { parsed } = mail
  const failed = parsed.bounce !== null && hasFailed(parsed.bounce)
  const sender = parsed.from?.address.toLowerCase() ?? ''
  // "I am away until Monday" answers nothing.
  const answers = parsed.kind === 'mail' || parsed.kind === 'broken'
  const asks = standing !== null && answers && (await asksOutside(tx, foreseen, standing.id))
  if (asks) await recordSoFar(tx, late)
  const words = { sender, ids: answeredIds(parsed), excerpt: parsed.excerpt }
  const answered = asks ? await answeredByMail(tx, standing, words, now) : null
  // A department's or partner's answer is not the customer's mail.
  const internal = answered !== null
  const before = answered?.thread ?? standing
  // An absence note opens no work; it is kept, and whoever looks for it finds it.
  const thread = before ?? (await openThread(tx, incoming, answersByItself(parsed) ? 'done' : 'new', now))
  // Whoever reports a failure takes part in nothing.
  const store = parsed.kind === 'bounce' ? storeUnheard : storeMessage
  const messageId = await store(tx, incoming, thread, internal ? 'internal' : 'inbound', placedBy, now)

  const move =
    standing && !internal
      ? afterInbound(
          { status: standing.status, assigned: standing.assignee_id !== null },
          // A mail that is only late may still arrive.
          parsed.kind === 'bounce' && !failed ? 'auto_reply' : parsed.kind,
        )
      : { status: thread.status, customerWrote: false }
  const moved: Thread = { ...thread, status: move.status }
  const changed =
    before === null
      ? await startClocks(tx, incoming, thread, now)
      : await changeThread(
          tx,
          before,
          {
            ...counted(before, incoming),
            status: move.status,
            last_inbound_at: internal
              ? before.last_inbound_at
              : later(before.last_inbound_at, mail.receivedAt),
            customer_wrote_at: move.customerWrote
              ? later(before.customer_wrote_at, mail.receivedAt)
              : before.customer_wrote_at,
            ...(changesNoClock(thread, moved, incoming) ? {} : await clocksAfter(tx, incoming, moved, now)),
          },
          late,
        )
  stands(foreseen, changed, indexable(mail.parsed.messageId))
  if (before === null && parsed.answerable)
    late.acknowledgeable.push({ messageId, receivedAt: mail.receivedAt })
  late.events.push(
    {
      at: now,
      kind: parsed.kind === 'broken' ? 'message_set_aside' : 'message_received',
      mailboxId: mailbox.id,
      threadId: thread.id,
      actorId: null,
      facts: { message: messageId, kind: parsed.kind, placedBy, from: sender },
    },
    ...statusEvent(thread, changed.status, parsed.kind, now),
  )
  if (parsed.bounce || answered?.more || changed.assignee_id !== null) await recordSoFar(tx, late)
  const returned = parsed.bounce
    ? await noteBounce(
        tx,
        { report: parsed.bounce, ids: answeredIds(parsed), reportId: messageId },
        changed,
        now,
      )
    : null
  if (returned) foreseen.threads.delete(changed.id)
  const told = { id: messageId, wrote: move.customerWrote, failed, returned, more: answered?.more ?? null }
  await tellOfMail(tx, changed, told, now)
  return { messageId, threadId: thread.id }
}

/** An answer that somebody of the team wrote in another mail program. */
async function receiveSent(
  tx: Tx,
  incoming: Incoming,
  standing: Thread | null,
  placedBy: PlacedBy,
  now: number,
): Promise<Received> {
  const { mailbox, mail, foreseen, late } = incoming
  // A new matter begun elsewhere waits for nobody here until the customer answers.
  const thread = standing ?? (await openThread(tx, incoming, 'done', now))
  const messageId = await storeMessage(
    tx,
    incoming,
    thread,
    'outbound',
    standing ? placedBy : 'sent_folder',
    now,
  )
  // Sent is read after the inbox: what the customer wrote since is not answered by it.
  const isLatest = mail.receivedAt >= (thread.last_inbound_at ?? 0)
  const moved: Thread = {
    ...thread,
    status: standing && isLatest ? afterTaking(thread.status) : thread.status,
    // "We have received your mail" answers nobody.
    last_outbound_at: isAutomatic(mail.parsed)
      ? thread.last_outbound_at
      : later(thread.last_outbound_at, mail.receivedAt),
  }
  const changed = standing
    ? await changeThread(
        tx,
        standing,
        {
          ...counted(standing, incoming),
          status: moved.status,
          last_outbound_at: moved.last_outbound_at,
          customer_wrote_at: isLatest ? null : standing.customer_wrote_at,
          ...(await clocksAfter(tx, incoming, moved, now)),
        },
        late,
      )
    : thread
  stands(foreseen, changed, indexable(mail.parsed.messageId))
  late.events.push(
    {
      at: now,
      kind: 'sent_elsewhere',
      mailboxId: mailbox.id,
      threadId: thread.id,
      actorId: null,
      facts: { message: messageId, from: mail.parsed.from?.address ?? '' },
    },
    ...statusEvent(thread, moved.status, 'sent_elsewhere', now),
  )
  return { messageId, threadId: thread.id }
}

/** What a machine sent of its own accord (an order from a shop) is work; what it answers with is none. */
function answersByItself({ kind, autoSubmitted }: ParsedMail): boolean {
  return kind === 'auto_reply' && autoSubmitted !== 'auto-generated'
}

function statusEvent(thread: Thread, to: Thread['status'], because: string, now: number): ThreadEvent[] {
  if (thread.status === to) return []
  const facts = { from: thread.status, to, because }
  const { mailbox_id: mailboxId, id: threadId } = thread
  return [{ at: now, kind: 'status_changed', mailboxId, threadId, actorId: null, facts }]
}

function later(known: number | null, at: number): number {
  return Math.max(known ?? at, at)
}
