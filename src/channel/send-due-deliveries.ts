import { chatMessage } from '../../views/channel/chat-message.ts'
import { anchorUrl } from '../../views/shown.ts'
import type { Db } from '../db/database.ts'
import { reportOf } from '../escalation/escalation.store.ts'
import { routeById } from '../escalation/route.store.ts'
import { type Leased, leaseDeliveries, settleDelivery } from './delivery.store.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type ChatMessage, requestFor } from './payload.ts'
import { type PostOptions, postSafely } from './post.ts'

export type ChannelSender = {
  post: PostOptions
  /** Where people reach hoshin; no slash at its end. */
  publicUrl: string
  /** Now, UTC ms. */
  clock: () => number
  stop?: AbortSignal
}

export type SentDeliveries = { sent: number; failed: number; needless: number }

/** Side by side, so that a server that answers slowly holds up no other. */
const AT_ONCE = 10
const ROUNDS = 10

/**
 * Writes what is due to chats and gateways, each at least once, outside any transaction. The mail of the same call
 * has gone its own way: nothing here holds the alarm up.
 */
export async function sendDueDeliveries(db: Db, sender: ChannelSender): Promise<SentDeliveries> {
  const total: SentDeliveries = { sent: 0, failed: 0, needless: 0 }
  for (let round = 0; round < ROUNDS && !sender.stop?.aborted; round++) {
    const leased = await leaseDeliveries(db, AT_ONCE, sender.clock())
    if (leased.length === 0) break
    const outcomes = await Promise.all(leased.map((one) => deliver(db, one, sender)))
    for (const outcome of outcomes) total[outcome]++
  }
  return total
}

async function deliver(db: Db, leased: Leased, sender: ChannelSender): Promise<keyof SentDeliveries> {
  const outcome = await attempt(db, leased, sender).catch(
    // One that cannot be written must not hold up the others.
    (error: unknown): Outcome => ({
      ...{ is: 'failed', problem: 'unreachable', isFinal: false },
      words: error instanceof Error ? error.name : '',
    }),
  )
  await settleDelivery(db, leased, outcome, sender.clock())
  return outcome.is
}

async function attempt(db: Db, leased: Leased, sender: ChannelSender): Promise<Outcome | { is: 'needless' }> {
  const now = sender.clock()
  const channel = await db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', leased.channel_id)
    .executeTakeFirstOrThrow()
  if (channel.removed_at !== null) return { is: 'failed', problem: 'removed', words: '', isFinal: true }
  if (leased.worth_until < now) return { is: 'failed', problem: 'late', words: '', isFinal: true }
  const message = await messageFor(db, leased, channel.locale, sender)
  if (message === null) return { is: 'needless' }
  if (channel.kind === 'telephone' && message.call === null) {
    return { is: 'failed', problem: 'no-number', words: '', isFinal: true }
  }
  return outcomeOf(await postSafely(requestFor(channel, message, now), sender.post), channel)
}

/** @returns null when nobody is called any more: it was accepted or is over */
async function messageFor(
  db: Db,
  leased: Leased,
  locale: 'ja' | 'en',
  { publicUrl, clock }: ChannelSender,
): Promise<ChatMessage | null> {
  const row = await db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'threads.mailbox_id')
    .innerJoin('escalation_steps as step', (join) =>
      join.onRef('step.escalation_id', '=', 'escalations.id').on('step.seq', '=', leased.seq),
    )
    .leftJoin('accounts', 'accounts.id', 'step.account_id')
    .select(['escalations.state', 'escalations.report', 'escalations.urgent', 'escalations.route_id'])
    .select(['step.level', 'step.until_at', 'accounts.name', 'accounts.phone'])
    .select(['threads.id as threadId', 'threads.subject', 'threads.restricted_at', 'mailboxes.time_zone'])
    .where('escalations.id', '=', leased.escalation_id)
    .executeTakeFirstOrThrow()
  if (row.state !== 'waiting') return null
  const route = await routeById(db, row.route_id)
  const level = [...route.ladder, ...(route.outside ?? [])].find((rung) => rung.level === row.level)?.title
  return chatMessage({
    id: String(leased.id),
    locale,
    timeZone: row.time_zone,
    now: clock(),
    url: publicUrl + anchorUrl(row.threadId, {}, '#escalation'),
    called: row.name === null ? null : { name: row.name, level: level ?? '', number: row.phone ?? '' },
    said: row.restricted_at === null ? { subject: row.subject, wanted: reportOf(row).wanted } : null,
    acceptBy: row.until_at,
    isUrgent: row.urgent === 1,
  })
}
