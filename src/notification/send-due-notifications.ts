import { anchorUrl } from '../../views/shown.ts'
import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import { isOwnAddress } from '../auto-mail/allow-auto-mail.ts'
import { ALARM } from '../backup/alarm.store.ts'
import type { Db, Row } from '../db/database.ts'
import type { Presence } from '../jobs/presence.ts'
import { composeMail } from '../mail/compose.ts'
import { problemSentence } from '../mail/connection-problem.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import type { Envelope, SmtpOutcome, SmtpTimeouts } from '../mail/smtp.ts'
import { OUTBOX_STUCK } from '../outbox/tell-of-stuck.ts'
import { ROUTE_TROUBLE } from '../route/examine-routes.ts'
import { RULE_REVIEW, RULE_SHOWN } from '../rule/rule-notice.ts'
import { alarmMail } from './mail-alarm.ts'
import { factsOf } from './mail-facts.store.ts'
import {
  giveBack,
  type Leased,
  leaseDue,
  recordFailedTry,
  recordMailed,
  recordNeedless,
} from './mail-lease.store.ts'
import { outboxStuckMail } from './mail-outbox-stuck.ts'
import { routeTroubleMail } from './mail-route-trouble.ts'
import { ruleNoticeMail } from './mail-rule.ts'
import { isNotificationKind, type NoMail, type NotificationKind, whyNoMail } from './notification.ts'
import { wasToldBefore } from './told-before.store.ts'
import { writeMail } from './write-mail.ts'

export type NotificationSender = {
  transport: {
    send(mail: {
      envelope: Envelope
      raw: Uint8Array
      onBodyStart: () => Promise<void>
    }): Promise<SmtpOutcome>
  }
  /** Whom the mails come from, such as hoshin <support@example.jp>. */
  from: MailAddress
  /** Where people reach hoshin; no slash at its end. */
  publicUrl: string
  /** Signs Message-IDs. */
  secret: string
  /** Now, UTC ms: sending takes time, so each step asks anew. */
  clock: () => number
  /** Once aborted, no further mail is begun. */
  stop?: AbortSignal
  /** Frees what this process took soon after it dies. */
  presence?: Pick<Presence, 'name' | 'confirm'>
}

/** How many were mailed, failed (now or for good), and need no mail. */
export type SentNotifications = { mailed: number; failed: number; needless: number }

/** Ms. A way out for notifications gives up sooner than a lease ends: trying again costs nothing. */
export const notificationTimeouts: SmtpTimeouts = { connect: 20_000, silence: 60_000 }

/** Taken in one commit. */
const AT_ONCE = 20
/** Then others get their turn; the next round goes on. */
const A_ROUND = 400

/**
 * Mails the notifications that are due, one after the other, each outside any transaction and each at least
 * once: a mail of which nobody knows whether it arrived goes again under the same Message-ID. Several
 * processes may do this at the same time. A server that cannot be reached ends the round.
 */
export async function sendDueNotifications(db: Db, sender: NotificationSender): Promise<SentNotifications> {
  const total: SentNotifications = { mailed: 0, failed: 0, needless: 0 }
  let isReached = true
  for (let n = 0; n < A_ROUND && isReached && !sender.stop?.aborted; n += AT_ONCE) {
    await sender.presence?.confirm()
    const taking = { most: AT_ONCE, sender: sender.presence?.name ?? null }
    const taken = await leaseDue(db, sender.clock(), taking)
    if (taken.length === 0) break
    while (isReached && !sender.stop?.aborted) {
      const leased = taken.shift()
      if (!leased) break
      const outcome = await deliver(db, leased, sender)
      await record(db, leased, outcome, sender.clock())
      if (outcome.is === 'mailed') total.mailed++
      else if (outcome.is === 'needless') total.needless++
      else total.failed++
      isReached = outcome.is !== 'unreachable'
    }
    await giveBack(db, taken)
  }
  return total
}

type Outcome =
  | { is: 'mailed' | 'needless' }
  | { is: 'failed'; words: string; isFinal: boolean }
  | { is: 'unreachable'; words: string }

async function record(db: Db, leased: Leased, outcome: Outcome, now: number): Promise<void> {
  switch (outcome.is) {
    case 'mailed':
      return recordMailed(db, leased, now)
    case 'needless':
      return recordNeedless(db, leased, now)
    case 'failed':
      return recordFailedTry(db, leased, outcome, now)
    case 'unreachable':
      return recordFailedTry(db, leased, { words: outcome.words, isFinal: false }, now)
  }
}

async function deliver(db: Db, leased: Leased, sender: NotificationSender): Promise<Outcome> {
  const { kind } = leased
  if (kind === ALARM) return deliverAlarm(db, leased, sender, alarmMail)
  if (kind === OUTBOX_STUCK) return deliverAlarm(db, leased, sender, outboxStuckMail)
  if (kind === ROUTE_TROUBLE) return deliverAlarm(db, leased, sender, routeTroubleMail)
  if (kind === RULE_REVIEW || kind === RULE_SHOWN) return deliverAlarm(db, leased, sender, ruleNoticeMail)
  if (!isNotificationKind(kind)) return { is: 'needless' }
  try {
    const addressed = await addresseeOf(db, leased, kind, sender.from)
    if ('no' in addressed) return withoutMail(addressed.no)
    return await mail(db, leased, kind, addressed, sender)
  } catch (error) {
    // One that can't be written must not hold up the others; its words show where it was caused.
    return { is: 'failed', words: error instanceof Error ? error.message : String(error), isFinal: false }
  }
}

/** It belongs to no thread, and so to no mailbox whose address it could collide with. */
async function deliverAlarm(
  db: Db,
  leased: Leased,
  sender: NotificationSender,
  write: typeof alarmMail,
): Promise<Outcome> {
  try {
    const mail = await write(db, leased, { ...sender, now: sender.clock() })
    return mail === null ? { is: 'needless' } : await send(sender, mail.to, mail.raw)
  } catch (error) {
    return { is: 'failed', words: error instanceof Error ? error.message : String(error), isFinal: false }
  }
}

type Addressed = {
  thread: Row<'threads'>
  to: MailAddress
  reader: { locale: 'ja' | 'en'; timeZone: string }
}

/** Asks again who may be told: between cause and mail, people leave and rights change. */
async function addresseeOf(
  db: Db,
  leased: Leased,
  kind: NotificationKind,
  from: MailAddress,
): Promise<Addressed | { no: NoMail }> {
  const viewer = await loadViewer(db, leased.account_id)
  const thread =
    leased.thread_id === null
      ? undefined
      : await db.selectFrom('threads').selectAll().where('id', '=', leased.thread_id).executeTakeFirst()
  if (!viewer || !thread) return { no: { needless: 'no-access' } }
  const customer =
    thread.customer_id === null
      ? undefined
      : await db
          .selectFrom('customers')
          .select('address')
          .where('id', '=', thread.customer_id)
          .executeTakeFirst()
  const mailboxes = await db.selectFrom('mailboxes').select('address').execute()
  const no = whyNoMail({
    kind,
    address: viewer.email.toLowerCase(),
    readAt: leased.read_at,
    toldBefore: await wasToldBefore(db, leased.message_id),
    maySee: maySeeThread(viewer, await sightOf(db, thread)),
    customerAddress: customer?.address.toLowerCase() ?? null,
    ownAddresses: new Set([from, ...mailboxes].map(({ address }) => address.toLowerCase())),
  })
  const to = { name: viewer.name, address: viewer.email }
  return no ? { no } : { thread, to, reader: { locale: viewer.locale, timeZone: viewer.timeZone } }
}

function withoutMail(no: NoMail): Outcome {
  if ('needless' in no) return { is: 'needless' }
  const words =
    no.refused === 'customer-address'
      ? "not sent: the account's address is that of this thread's customer"
      : "not sent: the account's address is one of hoshin's own"
  return { is: 'failed', words, isFinal: true }
}

async function mail(
  db: Db,
  leased: Leased,
  kind: NotificationKind,
  { thread, to, reader }: Addressed,
  sender: NotificationSender,
): Promise<Outcome> {
  const about = await factsOf(db, leased, kind, thread, sender)
  const now = sender.clock()
  const url = sender.publicUrl + anchorUrl(thread.id, {}, anchor(leased))
  const written = writeMail(
    { kind, at: leased.created_at, now, reader, url, answersRead: await isRead(db, sender), ...about },
    { id: leased.id, threadId: thread.id, to },
    sender,
  )
  return send(sender, to.address, await composeMail(written))
}

/** An answer acts only where it comes back into a mailbox that is read. */
function isRead(db: Db, { from }: NotificationSender): Promise<boolean> {
  return isOwnAddress(db, from.address.toLowerCase())
}

async function send({ transport, from }: NotificationSender, to: string, raw: Uint8Array): Promise<Outcome> {
  const outcome = await transport.send({
    envelope: { from: from.address, to: [to] },
    raw,
    onBodyStart: async () => {},
  })
  if ('accepted' in outcome) return { is: 'mailed' }
  // A refusal "for good" is often a wrong sender or password on our side, which somebody mends within the day.
  if ('refused' in outcome) return { is: 'failed', words: outcome.refused.reply, isFinal: false }
  if ('uncertain' in outcome) return { is: 'failed', words: outcome.uncertain, isFinal: false }
  return { is: 'unreachable', words: problemSentence(outcome.unreachable) }
}

/** Where on the thread's page it stands. */
function anchor(leased: Leased): string {
  const { comment_id: comment, wait_id: wait, message_id: message, approval_id: approval } = leased
  if (approval !== null) return `#approval-${approval}`
  if (comment !== null) return `#comment-${comment}`
  if (wait !== null) return `#wait-${wait}`
  return message === null ? '' : `#message-${message}`
}
