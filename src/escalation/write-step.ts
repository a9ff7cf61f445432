import { sightOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import { callByChannel } from '../channel/call-by-channel.ts'
import type { Db } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import { everybodyIn } from './around.store.ts'
import { columnsOf, type Escalation } from './escalation.store.ts'
import type { Standing } from './escalation.ts'
import { indexEscalation } from './index-escalation.store.ts'
import { type Around, acceptBy, nextStep } from './next-step.ts'
import type { Channel, Route } from './route.ts'
import { channelOf } from './step-channel.ts'

/** What happened, as the history of an escalation keeps it. */
export type Action =
  | 'raised'
  /** After the fact: nobody is called. */
  | 'reported'
  | 'call'
  | 'hand_over'
  | 'raise'
  | 'call_everybody'
  | 'remind'
  | 'accepted'
  | 'declined'
  | 'sent_up'
  | 'stepped_down'
  | 'decided'
  | 'withdrawn'
  /** It goes on by another version of its route. */
  | 'route_changed'
  /** Somebody wrote down what came of a call by telephone. */
  | 'phoned'

export type Happened = {
  action: Action
  /** Who did it; null: hoshin, because time passed. */
  actorId: number | null
  channel?: Channel
  words?: string
}

/** Somebody is called by each of these: they are owed an answer, whatever they chose to be told of. */
const calling: readonly Action[] = [
  'raised',
  'call',
  'hand_over',
  'raise',
  'call_everybody',
  'declined',
  'sent_up',
  'stepped_down',
  'remind',
]

/** What changes nothing for anybody yet stands in the history, and is told to nobody. */
const quiet: readonly Action[] = ['raised', 'reported', 'call', 'route_changed', 'phoned']

/** What gives an escalation words by which the record finds it. */
const speaking: readonly Action[] = ['raised', 'reported', 'decided', 'stepped_down']

/**
 * Writes one step of an escalation in the transaction that decided it: how it stands now, when it goes on by
 * itself, the step in its history, who is told, and the event. The step's number makes it happen once.
 *
 * @param change further columns that this step fills
 * @param now UTC ms
 */
export async function writeStep(
  tx: Db,
  {
    escalation,
    thread,
    route,
    around,
  }: { escalation: Escalation; thread: Thread; route: Route; around: Around },
  standing: Standing,
  happened: Happened,
  now: number,
  change: Partial<Escalation> = {},
): Promise<Escalation> {
  const next = nextStep(route, standing, now, around)
  const seq = escalation.seq + 1
  const moved = { ...columnsOf(standing), ...change, seq, next_at: next?.at ?? null }
  await tx.updateTable('escalations').set(moved).where('id', '=', escalation.id).execute()
  const waits = standing.state === 'waiting' && standing.stage !== 'everybody'
  const until = waits ? acceptBy(route, standing, around.hours) : null
  const given = happened.channel ?? null
  const channel = channelOf(happened.action, standing, { route, hours: around.hours, given })
  await tx
    .insertInto('escalation_steps')
    .values({
      escalation_id: escalation.id,
      seq,
      at: now,
      action: happened.action,
      level: standing.level,
      stage: standing.stage,
      account_id: standing.holderId,
      actor_id: happened.actorId,
      channel,
      until_at: until,
      words: happened.words ?? null,
    })
    .execute()
  if (speaking.includes(happened.action)) await indexEscalation(tx, escalation.id)
  await letIn(tx, thread, await calledBy(tx, standing, thread), now)
  await markThread(tx, thread, standing, now)
  // A policy's own mail tells of it, and so does the answer to a wait.
  if (change.decision !== 'policy' && standing.kind !== 'other_dept')
    await tell(tx, { escalation, thread, standing, happened, seq }, now)
  // What was written down of a call orders none.
  if (happened.action !== 'phoned' && standing.state === 'waiting') {
    const called = { escalation, thread, seq, channel, accountId: standing.holderId }
    await callByChannel(tx, { ...called, until: until ?? next?.at ?? null }, now)
  }
  await recordEvent(tx, {
    at: now,
    kind: `escalation_${happened.action}`,
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: happened.actorId,
    facts: { escalation: escalation.id, seq, level: standing.level, to: standing.holderId },
  })
  return { ...escalation, ...moved }
}

/**
 * An alarm that its addressee may not read is no alarm: whoever is called sees a restricted thread from then
 * on. The form for raising says so.
 */
async function letIn(tx: Db, thread: Thread, called: readonly number[], now: number): Promise<void> {
  if (thread.restricted_at === null) return
  const sight = await sightOf(tx, thread)
  const viewers = await loadViewers(tx, called)
  const outside = [...viewers.values()].filter((viewer) => !maySeeThread(viewer, sight))
  if (outside.length === 0) return
  await tx
    .insertInto('thread_viewers')
    .values(
      outside.map(({ accountId }) => ({
        thread_id: thread.id,
        account_id: accountId,
        group_id: null,
        added_by: null,
        added_at: now,
      })),
    )
    .execute()
  await recordEvent(tx, {
    at: now,
    kind: 'restriction_changed',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: null,
    facts: { joined: outside.map(({ accountId }) => accountId).join(' '), because: 'escalation' },
  })
}

/** Lists show whose decision is awaited; the mark goes when it is over. */
async function markThread(tx: Db, thread: Thread, standing: Standing, now: number): Promise<void> {
  // Neither of these calls a superior: somebody else's decision may be awaited beside them.
  if (standing.kind === 'other_dept' || standing.state === 'reported') return
  const isOwed = standing.state === 'waiting' || standing.state === 'accepted'
  await changeThread(
    tx,
    thread,
    isOwed
      ? { policy_asked_at: thread.policy_asked_at ?? now, policy_asked_of: standing.holderId }
      : { policy_asked_at: null, policy_asked_of: null },
  )
}

type Told = { escalation: Escalation; thread: Thread; standing: Standing; happened: Happened; seq: number }

/**
 * Whoever is called is told by mail, always. Everybody whose matter it is (reporter, assignee, who accepted,
 * and on a handover the one who no longer decides) hears what became of it.
 */
async function tell(
  tx: Db,
  { escalation, thread, standing, happened, seq }: Told,
  now: number,
): Promise<void> {
  const about = {
    threadId: thread.id,
    mailboxId: thread.mailbox_id,
    escalationId: escalation.id,
    actorId: happened.actorId,
    cause: `escalation:${escalation.id}:${seq}`,
  }
  const calls = calling.includes(happened.action) && standing.state !== 'decided'
  const called = calls ? await calledBy(tx, standing, thread) : []
  if (called.length > 0) await notify(tx, called, { ...about, kind: 'escalated' }, now)
  if (quiet.includes(happened.action)) return
  const concerned = [escalation.raised_by, thread.assignee_id, escalation.holder_id, escalation.accepted_by]
  const others = concerned.filter((id) => id !== null).filter((id) => !called.includes(id))
  await notify(tx, others, { ...about, kind: 'escalation_moved' }, now)
}

async function calledBy(tx: Db, standing: Standing, thread: Thread): Promise<number[]> {
  if (standing.holderId !== null) return [standing.holderId]
  return standing.stage === 'everybody' ? everybodyIn(tx, thread.mailbox_id) : []
}
