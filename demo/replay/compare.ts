import type { Db } from '../../src/db/database.ts'
import { outcomeOf } from '../outcome.ts'
import { found, type Office } from './office.ts'
import { idOf, type ToldThread } from './told-thread.ts'

/** Holds a thread against where its story ends. @throws with the thread's key and what differs */
export async function compare(db: Db, office: Office, told: ToldThread): Promise<void> {
  const expected = expectedOf(office, told)
  const actual = await actualOf(db, told)
  if (JSON.stringify(actual) === JSON.stringify(expected)) return
  throw new Error(
    `${told.thread.key} does not end as its story says.\n  story:  ${JSON.stringify(expected)}\n  hoshin: ${JSON.stringify(actual)}`,
  )
}

type Ending = {
  status: string
  assignee: number | null
  messages: number
  comments: number
  policies: string[]
  acknowledged: boolean
  decisionAwaited: boolean
  openWaits: string[]
}

function expectedOf(office: Office, { thread }: ToldThread): Ending {
  const outcome = outcomeOf(thread.story)
  const count = (...kinds: string[]) => thread.story.filter(({ kind }) => kinds.includes(kind)).length
  return {
    status: outcome.status,
    assignee: outcome.assignee === undefined ? null : found(office.people, outcome.assignee).accountId,
    messages: count('mail', 'reply', 'matter'),
    // Asking for a policy is a comment as well.
    comments: count('comment', 'askPolicy'),
    policies: outcome.policies.map(({ instruction }) => instruction),
    acknowledged: outcome.acknowledged,
    decisionAwaited: outcome.decisionAwaited,
    openWaits: outcome.openWaits.map(({ question }) => question),
  }
}

async function actualOf(db: Db, told: ToldThread): Promise<Ending> {
  const id = idOf(told)
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const policies = await db
    .selectFrom('policies')
    .selectAll()
    .where('thread_id', '=', id)
    .orderBy('version')
    .execute()
  const acknowledged = await db
    .selectFrom('policy_acknowledgements')
    .select('at')
    .where('policy_id', '=', thread.policy_id ?? 0)
    .execute()
  const waits = await db
    .selectFrom('waits')
    .select('question')
    .where('thread_id', '=', id)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return {
    status: thread.status,
    assignee: thread.assignee_id,
    messages: thread.message_count,
    comments: thread.comment_count,
    policies: policies.map(({ instruction }) => instruction),
    acknowledged: acknowledged.length > 0,
    decisionAwaited: thread.policy_asked_at !== null,
    openWaits: waits.map(({ question }) => question),
  }
}
