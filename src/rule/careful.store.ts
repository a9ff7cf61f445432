import type { Db } from '../db/database.ts'

/** Hints on the tone beside the reply, since when (UTC ms); null: the thread is an ordinary one. */
export async function carefulOf(db: Db, threadId: number): Promise<{ hints: string; since: number } | null> {
  const row = await db
    .selectFrom('careful_threads')
    .select(['hints', 'since'])
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  return row ?? null
}

/** Careful mode from now on; a thread that has it keeps its beginning. */
export async function beCareful(
  tx: Db,
  { threadId, ruleId, hints }: { threadId: number; ruleId: number | null; hints: string },
  now: number,
): Promise<void> {
  await tx
    .insertInto('careful_threads')
    .values({ thread_id: threadId, rule_id: ruleId, hints, since: now })
    .onConflict((conflict) => conflict.column('thread_id').doUpdateSet({ rule_id: ruleId, hints }))
    .execute()
}
