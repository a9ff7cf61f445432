import type { Db } from '../db/database.ts'
import { tellBrowsers } from './tell-browsers.ts'

/**
 * Tells people, on screen and by mail, of something that belongs to no thread: a backup, a route, a rule.
 * Nobody is told twice of one cause.
 *
 * @param told.cause begins with its kind and names what is told of, so that its mail finds it
 * @param now UTC ms
 * @returns how many were told now
 */
export async function tellPeople(
  tx: Db,
  people: readonly number[],
  { kind, cause }: { kind: string; cause: string },
  now: number,
): Promise<number> {
  if (people.length === 0) return 0
  const told = await tx
    .insertInto('notifications')
    .values(
      people.map((accountId) => ({
        account_id: accountId,
        kind,
        thread_id: null,
        comment_id: null,
        message_id: null,
        policy_id: null,
        wait_id: null,
        actor_id: null,
        cause,
        created_at: now,
        read_at: null,
        email_state: 'queued' as const,
        email_next_at: now,
        email_sent_at: null,
        email_error: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'cause']).doNothing())
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    told.map(({ account_id }) => account_id),
    now,
  )
  return told.length
}
