import { shownEvents, type ThreadEventView } from '../../views/thread/event-words.tsx'
import type { Db } from '../db/database.ts'

const SHOWN = 80
/** Merged threads whose events are looked through. */
const MERGED = 200

/**
 * The thread's history for its page, newest first, with names and words in place of ids. What happened on
 * threads that were merged into it is part of it: their own pages are gone.
 */
export async function historyOf(db: Db, threadId: number): Promise<ThreadEventView[]> {
  const rows = await db
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.actor_id')
    .select(['events.at', 'events.kind', 'events.facts', 'accounts.name as actor'])
    .where('events.thread_id', 'in', [threadId, ...(await mergedInto(db, threadId))])
    .where('events.kind', 'in', [...shownEvents])
    .orderBy('events.id', 'desc')
    .limit(SHOWN)
    .execute()
  const parsed = rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, unknown> }))
  const names = await namesOf(
    db,
    parsed.flatMap(({ facts }) => [facts.to, facts.of]),
  )
  return parsed.flatMap(({ at, kind, actor, facts }) => {
    const shown = shownEvents.find((known) => known === kind)
    return shown ? [{ at, kind: shown, actor, facts: inWords(shown, facts, names) }] : []
  })
}

/** Merging leads everything that was merged before on to the last thread, so one step finds all of them. */
async function mergedInto(db: Db, threadId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('threads')
    .select('id')
    .where('merged_into_id', '=', threadId)
    .orderBy('id', 'desc')
    .limit(MERGED)
    .execute()
  return rows.map(({ id }) => id)
}

function inWords(
  kind: ThreadEventView['kind'],
  facts: Record<string, unknown>,
  names: ReadonlyMap<number, string>,
): Record<string, string | number> {
  const name = (id: unknown) => (typeof id === 'number' ? (names.get(id) ?? '') : '')
  switch (kind) {
    case 'escalation_raised':
    case 'escalation_call':
    case 'escalation_hand_over':
    case 'escalation_raise':
    case 'escalation_remind':
    case 'escalation_declined':
    case 'escalation_sent_up':
    case 'approval_asked':
    case 'approval_remind':
    case 'approval_hand_over':
    case 'approval_raise':
    case 'approval_next_round':
    case 'assigned':
      return { to: name(facts.to) }
    case 'policy_asked':
    case 'writing_taken_over':
      return { of: name(facts.of) }
    case 'wait_opened':
    case 'wait_ended':
    case 'wait_reminded':
      return { with: plain(facts.party) }
    case 'thread_labelled':
    case 'thread_unlabelled':
    case 'rule_applied':
      return { name: plain(facts.name) }
    case 'thread_restricted':
    case 'restriction_changed':
    case 'restriction_lifted':
    case 'restricted_opened':
      return { people: plain(facts.people), reason: plain(facts.reason) }
    case 'target_warned':
    case 'target_missed':
      return { clock: plain(facts.clock) }
    default:
      return { from: plain(facts.from), to: plain(facts.to), version: plain(facts.version) }
  }
}

function plain(value: unknown): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : ''
}

async function namesOf(db: Db, ids: readonly unknown[]): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id): id is number => typeof id === 'number'))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
