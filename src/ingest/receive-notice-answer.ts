import type { Row, Tx } from '../db/database.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { authenticationOf } from '../mail/authentication.ts'
import { writtenText } from '../mail/quote.ts'
import { intentOf, orders } from '../mail-answer/intent.ts'
import { wasTakenIn } from '../mail-answer/mail-answer.store.ts'
import { type Answer, holdAnswer, type Notified, receiveAnswer } from '../mail-answer/receive-answer.ts'
import { storeBlob } from '../message/blob.store.ts'
import { noteMailBounced } from '../notification/note-mail-bounced.ts'
import { claimsNotification, notificationOfMessageId } from '../notification/notification-ids.ts'
import { changeThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { answeredIds } from './arrival.ts'
import { recordSoFar } from './late-rows.ts'
import { type Incoming, storeUnheard, tallied } from './store-mail.ts'

/**
 * Takes in what comes back for one of hoshin's own notification mails, where these are sent in a shared
 * mailbox's name: a colleague's answer, an absence note, a delivery report. It is never a customer's mail. What a
 * machine sends stands in the notification's thread, among ourselves; a colleague's answer is acted on or held.
 *
 * @returns null for any other mail: one that names no notification, and orders nothing in a colleague's name
 */
export async function receiveNoticeAnswer(
  tx: Tx,
  incoming: Incoming,
  now: number,
): Promise<{ messageId: number | null; threadId: number | null } | null> {
  if (incoming.folder.role !== 'inbox') return null
  const { parsed } = incoming.mail
  const isMachine = parsed.kind === 'bounce' || parsed.kind === 'auto_reply'
  const notice = await noticeAnswered(tx, incoming)
  if (notice) await recordSoFar(tx, incoming.late)
  const thread = notice && (await lockWhereItStands(tx, notice.threadId))
  if (notice && thread && isMachine) return receiveMachine(tx, incoming, notice, thread, now)
  if (isMachine) return null
  if (notice && thread) {
    const answer = await answerIn(tx, incoming, now)
    if (answer === null) return known
    const storeFiles = () => storeWithFiles(tx, incoming, thread, now)
    const { messageId } = await receiveAnswer(tx, { answer, notice, thread }, storeFiles, now)
    return { messageId, threadId: thread.id }
  }
  return holdForged(tx, incoming, now)
}

/** It was taken in before. */
const known = { messageId: null, threadId: null }

/** Characters of a mail in which it is looked for what it orders. */
const BEGINNING = 4000

/**
 * A mail that names a notification which was never sent, or that orders something from a colleague's address
 * without naming one, is a customer's no more than it is an order.
 */
async function holdForged(tx: Tx, incoming: Incoming, now: number): Promise<typeof known | null> {
  const { parsed } = incoming.mail
  const isForged = answeredIds(parsed).some(claimsNotification)
  if (!isForged && !orders(intentOf(writtenText(parsed.text.slice(0, BEGINNING))))) return null
  const sender = parsed.from?.address.toLowerCase() ?? ''
  const colleague = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', sender)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (!isForged && !colleague) return null
  await recordSoFar(tx, incoming.late)
  const answer = await answerIn(tx, incoming, now)
  if (answer !== null) {
    const about = { answer, notice: null, thread: null }
    await holdAnswer(tx, about, isForged ? 'wrong-token' : 'no-token', now, colleague?.id ?? null)
  }
  return known
}

/** What an answer says, and what speaks for its sender; null when it was taken in before. */
async function answerIn(tx: Tx, incoming: Incoming, now: number): Promise<Answer | null> {
  const { mailbox, mail, packed, blobId } = incoming
  const { parsed } = mail
  if (await wasTakenIn(tx, mailbox.id, packed.sha256)) return null
  const text = writtenText(parsed.text)
  const fromAddress = parsed.from?.address ?? ''
  return {
    mail: {
      mailboxId: mailbox.id,
      fromName: parsed.from?.name ?? '',
      fromAddress,
      subject: parsed.subject,
      text,
      rawBlobId: blobId ?? (await storeBlob(tx, packed, now)),
      rawSha256: packed.sha256,
      receivedAt: mail.receivedAt,
    },
    intent: intentOf(text),
    isBroken: parsed.kind === 'broken',
    authentication: authenticationOf(parsed.authenticationResults, mailbox.authservId ?? null, fromAddress),
  }
}

/** Files that came with an answer stand with the mail itself, among ourselves. */
async function storeWithFiles(
  tx: Tx,
  incoming: Incoming,
  thread: Thread,
  now: number,
): Promise<number | null> {
  if (!incoming.mail.parsed.attachments.some((file) => !file.inline)) return null
  const messageId = await storeUnheard(tx, incoming, thread, 'internal', 'notification', now)
  await changeThread(tx, thread, tallied(thread, incoming))
  return messageId
}

async function receiveMachine(
  tx: Tx,
  incoming: Incoming,
  notice: Found,
  thread: Thread,
  now: number,
): Promise<{ messageId: number; threadId: number }> {
  const { parsed } = incoming.mail
  const messageId = await storeUnheard(tx, incoming, thread, 'internal', 'notification', now)
  await changeThread(tx, thread, tallied(thread, incoming))
  await recordEvent(tx, {
    at: now,
    kind: told[parsed.kind],
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: notice.account_id,
    facts: {
      message: messageId,
      kind: parsed.kind,
      notification: notice.id,
      from: parsed.from?.address ?? '',
    },
  })
  if (parsed.kind === 'bounce') await noteMailBounced(tx, notice, parsed.excerpt || parsed.subject, now)
  return { messageId, threadId: thread.id }
}

const told: Record<Row<'messages'>['kind'], EventKind> = {
  mail: 'notice_answered',
  broken: 'notice_answered',
  bounce: 'notice_bounced',
  auto_reply: 'notice_auto_replied',
}

type Found = Notified & { threadId: number }

async function noticeAnswered(tx: Tx, { mail, secret }: Incoming): Promise<Found | null> {
  for (const id of answeredIds(mail.parsed)) {
    const notificationId = notificationOfMessageId(id, secret)
    if (notificationId === null) continue
    const row = await tx
      .selectFrom('notifications')
      .innerJoin('accounts', 'accounts.id', 'notifications.account_id')
      .selectAll('notifications')
      .select('accounts.email')
      .where('notifications.id', '=', notificationId)
      .executeTakeFirst()
    if (row && row.thread_id !== null)
      return { ...row, threadId: row.thread_id, email: row.email.toLowerCase() }
  }
  return null
}
