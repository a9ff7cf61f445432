import { z } from 'zod'
import { type Locale, translatorFor } from '../../views/locales/index.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { noteConnection } from '../ingest/connection.store.ts'
import { type ConnectionProblem, problemSentence } from '../mail/connection-problem.ts'
import type { Envelope, SmtpOutcome, SmtpWay } from '../mail/smtp.ts'
import { readBlob } from '../message/blob.store.ts'
import {
  abandoned,
  type Leased,
  LeaseLost,
  leaseDue,
  noteBodyStart,
  settleAttempt,
} from './delivery.store.ts'
import { afterAttempt, type Delivery, uncertain } from './delivery.ts'
import { HeldBack, obeyPolicy } from './obey-policy.ts'
import { replyRefusalInWords } from './reply-view.ts'
import type { SentCopies } from './sent-copies.ts'

/** How a mailbox sends. `copies` is null where the server itself keeps what is sent. */
export type MailboxWay = {
  smtp: Pick<SmtpWay, 'send'>
  copies: SentCopies | null
  /** A problem in the words that people are shown. */
  say?: (problem: ConnectionProblem) => string
  /** The language of the other words that people are shown; English unless told. */
  language?: Locale
}

/** By mailbox id. */
export type Ways = ReadonlyMap<number, MailboxWay>

export type SendCounts = { sent: number; queued: number; failed: number; uncertain: number }

/** Then others get their turn; the next round goes on. */
const AT_ONCE = 50

/**
 * Sends the replies that are due, and notes every step in a commit of its own: sending, body started,
 * outcome. A reply leaves at most once without a human: whatever is uncertain stays so. Mailboxes send side
 * by side, so that a server that answers slowly holds up only its own.
 *
 * @param clock now, UTC ms: sending takes time, so each step asks anew
 * @param stop once aborted, no further mail is begun; those on their way are finished
 */
export async function sendDueMail(
  db: Db,
  ways: Ways,
  clock: () => number,
  stop?: AbortSignal,
): Promise<SendCounts> {
  const counts: SendCounts = { sent: 0, queued: 0, failed: 0, uncertain: 0 }
  await settleAbandoned(db, ways, clock)
  const rounds = [...ways].map(([mailboxId, way]) => sendFor(db, mailboxId, way, { clock, stop, counts }))
  const broken = (await Promise.allSettled(rounds)).find((round) => round.status === 'rejected')
  if (broken) throw broken.reason
  return counts
}

async function sendFor(
  db: Db,
  mailboxId: number,
  way: MailboxWay,
  { clock, stop, counts }: { clock: () => number; stop: AbortSignal | undefined; counts: SendCounts },
): Promise<void> {
  for (let n = 0; n < AT_ONCE && !stop?.aborted; n++) {
    const leased = await leaseDue(db, mailboxId, clock())
    if (!leased) return
    const outcome = await send(db, leased, way, clock).catch(nothingLeft)
    if (outcome === null) continue
    const now = clock()
    const delivery =
      outcome instanceof HeldBack
        ? await held(db, outcome, way.language ?? 'en')
        : afterAttempt(outcome, leased.attempts, now, way.say)
    if (await settleAttempt(db, leased, delivery, { appendSent: way.copies !== null, now })) {
      counts[delivery.state]++
    }
    if (outcome instanceof HeldBack) continue
    await noteWay(db, mailboxId, outcome, way.say ?? problemSentence, now)
  }
}

/** A policy holds it back, or somebody else decides over the row by now. Any other error is the database's, and is told. */
function nothingLeft(error: unknown): HeldBack | null {
  if (error instanceof HeldBack) return error
  if (error instanceof LeaseLost) return null
  throw error
}

async function held(db: Db, { thread, refusal }: HeldBack, language: Locale): Promise<Delivery> {
  const t = translatorFor(language)
  const why = await replyRefusalInWords(db, { t }, thread, refusal)
  return { state: 'failed', words: t('refusal.reply_held_back', { why }) }
}

/** A sender died, or lost its database: what it had begun is uncertain, the rest is tried again. */
export async function settleAbandoned(db: Db, ways: Ways, clock: () => number): Promise<void> {
  const now = clock()
  for (const row of await abandoned(db, [...ways.keys()], now)) {
    const delivery: Delivery =
      row.body_started_at === null
        ? { state: 'queued', words: row.server_reply ?? '', nextTryAt: now }
        : uncertain('the sending was cut off after it had begun')
    const appendSent = Boolean(ways.get(row.mailbox_id)?.copies)
    await settleAttempt(db, row, delivery, { appendSent, now, seenStarted: row.body_started_at })
  }
}

async function send(db: Db, leased: Leased, way: MailboxWay, clock: () => number): Promise<SmtpOutcome> {
  // Asked again when the body starts; a server need not be reached for what may not leave.
  await transact(db, (tx) => obeyPolicy(tx, leased))
  const mail = await bytesOf(db, leased)
  if ('refused' in mail) return mail
  return way.smtp.send({ ...mail, onBodyStart: () => noteBodyStart(db, leased, clock()) })
}

/** A mail that cannot be read must not hold up the others for ever. */
async function bytesOf(
  db: Db,
  leased: Leased,
): Promise<{ envelope: Envelope; raw: Uint8Array } | Extract<SmtpOutcome, { refused: unknown }>> {
  try {
    const message = await db
      .selectFrom('messages')
      .select('raw_blob_id')
      .where('id', '=', leased.message_id)
      .executeTakeFirstOrThrow()
    if (message.raw_blob_id === null) throw new Error('it has none')
    return { envelope: envelopeOf(leased.envelope), raw: await readBlob(db, message.raw_blob_id) }
  } catch (error) {
    const reply = `the mail's bytes could not be read: ${error instanceof Error ? error.message : error}`
    return { refused: { permanent: false, reply } }
  }
}

const envelope = z.object({ from: z.string(), to: z.array(z.string()).min(1) })

function envelopeOf(json: string): Envelope {
  return envelope.parse(JSON.parse(json))
}

/** The connection's state in the UI. A refusal is the mail's matter: the connection worked. */
async function noteWay(
  db: Db,
  mailboxId: number,
  outcome: SmtpOutcome,
  say: (problem: ConnectionProblem) => string,
  now: number,
): Promise<void> {
  const key = { mailboxId, way: 'smtp' as const, folder: '' }
  const trouble =
    'unreachable' in outcome ? say(outcome.unreachable) : 'uncertain' in outcome ? outcome.uncertain : null
  const change =
    trouble === null
      ? ({ state: 'connected', ok_at: now, last_mail_at: now, error: null, error_at: null } as const)
      : ({ state: 'failed', error: trouble, error_at: now } as const)
  await noteConnection(db, key, change, now)
}
