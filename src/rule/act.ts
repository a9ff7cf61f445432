import { sightOf } from '../access/sight.store.ts'
import { loadViewer, loadViewers } from '../access/viewer.store.ts'
import { maySeeThread, type Viewer } from '../access/viewer.ts'
import { afterBusinessMinutes } from '../business-time/business-time.ts'
import type { Calendar } from '../business-time/calendar.ts'
import type { Db, Row } from '../db/database.ts'
import { everybodyIn } from '../escalation/around.store.ts'
import { labelThread } from '../label/label-thread.ts'
import { restrictThread } from '../restriction/restrict-thread.ts'
import { assignThread } from '../thread/assign-thread.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { workersOf } from '../thread/people.store.ts'
import { changeThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { beCareful } from './careful.store.ts'
import { raiseByRule } from './raise-by-rule.ts'
import type { KeptRule } from './rule.store.ts'

export const actionWords = ['suggest', 'raise', 'assign', 'label', 'deadline', 'restrict', 'careful'] as const
export type ActionWord = (typeof actionWords)[number]

/** What a rule did on a thread, and what was refused to it. */
export type Acted = { done: ActionWord[]; refused: ActionWord[] }

/** The mail that a rule fires on, with its thread locked. */
export type Fired = { mail: Row<'messages'>; thread: Thread; calendar: Calendar }

/**
 * Does what a rule orders, in its owner's name and by the verbs that people use: what its owner may not do is
 * refused to it as well. Raising comes first, because nothing else may stand in its way.
 */
export async function act(tx: Db, kept: KeptRule, fired: Fired, now: number): Promise<Acted> {
  const { actions } = kept.rule
  const { thread } = fired
  const acted: Acted = { done: [], refused: [] }
  const note = (word: ActionWord, isDone: boolean) => (isDone ? acted.done : acted.refused).push(word)
  const actor = await actorFor(tx, kept, thread)
  if (actions.escalate?.by === 'suggest') note('suggest', true)
  if (actions.escalate?.by === 'raise') {
    const { level } = actions.escalate
    note('raise', actor !== null && (await raiseByRule(tx, actor, kept.rule.name, level, fired, now)))
  }
  if (actions.careful !== null) {
    const hints = actions.careful.hints
    await beCareful(tx, { threadId: thread.id, ruleId: kept.id, hints }, now)
    note('careful', true)
  }
  if (actions.labelId !== null) {
    const input = { threadId: thread.id, labelId: actions.labelId }
    note('label', actor !== null && !('refused' in (await labelThread(tx, actor, input, now))))
  }
  if (actions.assignTo !== null) {
    const input = { threadId: thread.id, to: actions.assignTo }
    note('assign', actor !== null && !('refused' in (await assignThread(tx, actor, input, now))))
  }
  if (actions.deadlineMinutes !== null)
    note('deadline', await setDeadline(tx, fired, actions.deadlineMinutes, now))
  if (actions.restrict)
    note('restrict', actor !== null && (await restrict(tx, actor, kept.rule.name, thread, now)))
  return acted
}

/**
 * In whose name it is done: the owner's, or where they have left or do not see the thread, the first's who decides
 * here and sees it. An alarm must not fail because somebody changed their job.
 */
async function actorFor(tx: Db, kept: KeptRule, thread: Thread): Promise<Viewer | null> {
  const sight = await sightOf(tx, thread)
  const owner = await loadViewer(tx, kept.owner_id)
  if (owner && maySeeThread(owner, sight)) return owner
  const others = await loadViewers(tx, await everybodyIn(tx, thread.mailbox_id))
  return [...others.values()].find((viewer) => maySeeThread(viewer, sight)) ?? null
}

/** An earlier deadline stays. */
async function setDeadline(
  tx: Db,
  { mail, thread, calendar }: Fired,
  minutes: number,
  now: number,
): Promise<boolean> {
  const at = afterBusinessMinutes(calendar, mail.received_at, minutes)
  const standing = await lockWhereItStands(tx, thread.id)
  if (at === null || !standing) return false
  const isOwed =
    standing.deadline_at !== null && (standing.last_outbound_at ?? 0) < (standing.deadline_from ?? 0)
  if (isOwed && (standing.deadline_at ?? 0) <= at) return true
  const moved = { ...standing, deadline_at: at, deadline_from: mail.received_at }
  await changeThread(tx, standing, {
    deadline_at: moved.deadline_at,
    deadline_from: moved.deadline_from,
    ...(await clocksOf(tx, moved, now)),
  })
  return true
}

/** To supervisors, the assignee and whoever acts. One that is restricted already stays as people have set it. */
async function restrict(
  tx: Db,
  actor: Viewer,
  reason: string,
  thread: Thread,
  now: number,
): Promise<boolean> {
  const standing = await lockWhereItStands(tx, thread.id)
  if (!standing) return false
  if (standing.restricted_at !== null) return true
  const { supervisors, workers } = await workersOf(tx, standing.mailbox_id)
  const inside = workers.filter(({ id }) => id === standing.assignee_id || id === actor.accountId)
  const accountIds = [...supervisors, ...inside].map(({ id }) => id)
  const limits = { accountIds, groupIds: [], reason, threadId: standing.id }
  return !('refused' in (await restrictThread(tx, actor, limits, now)))
}
