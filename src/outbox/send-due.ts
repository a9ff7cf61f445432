import { type Locale, translatorFor } from '../../views/locales/index.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { noteConnection } from '../ingest/connection.store.ts'
import type { Presence } from '../jobs/presence.ts'
import { sideBySide } from '../jobs/side-by-side.ts'
import { type ConnectionProblem, problemSentence } from '../mail/connection-problem.ts'
import type { SmtpOutcome, SmtpWay } from '../mail/smtp.ts'
import { bytesOf } from './bytes-of.store.ts'
import { LeaseLost, noteBodyStart, settleAttempt } from './delivery.store.ts'
import { afterAttempt, type Delivery, uncertain } from './delivery.ts'
import { abandoned, giveBack, type Leased, leaseDue } from './lease.store.ts'
import { HeldBack, obeyPolicy } from './obey-policy.ts'
import { begunWithin, waitForServer, waitForTurn } from './put-off.store.ts'
import { type Rate, roomFor } from './rate.ts'
import { replyRefusalInWords } from './reply-view.ts'
import type { SentCopies } from './sent-copies.ts'

/** How a mailbox sends. `copies` is null where the server itself keeps what is sent. */
export type MailboxWay = {
  smtp: Pick<SmtpWay, 'send'>
  copies: Pick<SentCopies, 'keep'> | null
  /** How much it may send; no limit unless told. */
  rate?: Rate | null
  /** A problem in the words that people are shown. */
  say?: (problem: ConnectionProblem) => string
  /** The language of the other words that people are shown; English unless told. */
  language?: Locale
}

/** By mailbox id. */
export type Ways = ReadonlyMap<number, MailboxWay>

export type SendCounts = { sent: number; queued: number; failed: number; uncertain: number }

/** Taken in one commit. */
const AT_ONCE = 10
/** Side by side, each over a connection of its own. Some providers allow an account three (Exchange Online does). */
const LANES = 2
/** Then others get their turn; the next round goes on. */
const A_ROUND = 200

export type Sender = {
  /** Once aborted, no further mail is begun; those on their way are finished. */
  stop?: AbortSignal
  /** Frees what this process took soon after it dies. */
  presence?: Pick<Presence, 'name' | 'confirm'>
}

/**
 * Sends the replies that are due, and notes every step in a commit of its own: sending, body started,
 * outcome. A reply leaves at most once without a human: whatever is uncertain stays so. Mailboxes send side
 * by side, so that a server that answers slowly holds up only its own.
 *
 * @param clock now, UTC ms: sending takes time, so each step asks anew
 */
export async function sendDueMail(
  db: Db,
  ways: Ways,
  clock: () => number,
  sender: Sender = {},
): Promise<SendCounts> {
  const counts: SendCounts = { sent: 0, queued: 0, failed: 0, uncertain: 0 }
  await settleAbandoned(db, ways, clock, sender.presence?.name)
  const rounds = [...ways].map(([mailboxId, way]) =>
    sendFor(db, { mailboxId, way, clock, sender, counts, isTold: false }),
  )
  const broken = (await Promise.allSettled(rounds)).find((round) => round.status === 'rejected')
  if (broken) throw broken.reason
  return counts
}

type Round = {
  mailboxId: number
  way: MailboxWay
  clock: () => number
  sender: Sender
  counts: SendCounts
  /** Whether this round has told that the way works: once is enough. */
  isTold: boolean
}

async function sendFor(db: Db, round: Round): Promise<void> {
  const { mailboxId, way, clock, sender } = round
  const say = way.say ?? problemSentence
  let closed: ConnectionProblem | null = null
  const mayGoOn = () => closed === null && !sender.stop?.aborted
  const one = async (leased: Leased) => {
    const outcome = await sendOne(db, leased, round)
    if (outcome && 'unreachable' in outcome) closed = outcome.unreachable
  }
  for (let n = 0; n < A_ROUND && mayGoOn(); n += AT_ONCE) {
    const most = await roomIn(db, round)
    if (most === 0) return
    await sender.presence?.confirm()
    const taking = { most, sender: sender.presence?.name ?? null }
    const [first, ...rest] = await leaseDue(db, mailboxId, clock(), taking)
    if (!first) return
    try {
      // Alone, so that a server that is down is asked once and not once for each lane.
      await one(first)
      await sideBySide(rest, { lanes: LANES, mayGoOn }, one)
    } finally {
      if (rest.length > 0) await giveBack(db, rest, clock())
    }
  }
  if (closed) await waitForServer(db, mailboxId, say(closed), clock())
}

/** How many may begin now, of those that are taken in one go. Where none may, those that are due learn their turn. */
async function roomIn(db: Db, { mailboxId, way: { rate = null }, clock }: Round): Promise<number> {
  if (rate === null) return AT_ONCE
  const now = clock()
  const begun = await begunWithin(db, mailboxId, rate, now)
  const room = roomFor(rate, begun, now)
  if (room === 0) await waitForTurn(db, mailboxId, { rate, begun }, now)
  return Math.min(room, AT_ONCE)
}

/** @returns null when nothing was tried */
async function sendOne(db: Db, leased: Leased, round: Round): Promise<SmtpOutcome | null> {
  const { mailboxId, way, clock, counts } = round
  const outcome = await send(db, leased, way, clock).catch(nothingLeft)
  if (outcome === null) return null
  const now = clock()
  const delivery =
    outcome instanceof HeldBack
      ? await held(db, outcome, way.language ?? 'en')
      : afterAttempt(outcome, leased.attempts, now, way.say)
  if (await settleAttempt(db, leased, delivery, { appendSent: way.copies !== null, now })) {
    counts[delivery.state]++
  }
  if (outcome instanceof HeldBack) return null
  const isTrouble = 'unreachable' in outcome || 'uncertain' in outcome
  if (isTrouble || !round.isTold) await noteWay(db, mailboxId, outcome, way.say ?? problemSentence, now)
  round.isTold = !isTrouble
  return outcome
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
export async function settleAbandoned(
  db: Db,
  ways: Ways,
  clock: () => number,
  sender: string | null = null,
): Promise<void> {
  const now = clock()
  for (const row of await abandoned(db, [...ways.keys()], now, sender)) {
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
