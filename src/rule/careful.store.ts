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

/** The same with who or which rule began it and why, as the thread's page says it. */
export async function carefulWords(
  db: Db,
  threadId: number,
): Promise<{
  hints: string
  since: number
  reason: string
  by: string | null
  ruleId: number | null
} | null> {
  const row = await db
    .selectFrom('careful_threads')
    .leftJoin('accounts', 'accounts.id', 'careful_threads.set_by')
    .select(['hints', 'since', 'reason', 'rule_id', 'accounts.name'])
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  return row ? { ...row, by: row.name, ruleId: row.rule_id } : null
}

/** What orders careful mode: a rule, or a supervisor with a reason. */
export type CarefulOrder = {
  threadId: number
  ruleId: number | null
  hints: string
  byId?: number
  reason?: string
}

/** Careful mode from now on; a thread that has it keeps its beginning, and what a person said of it. */
export async function beCareful(
  tx: Db,
  { threadId, ruleId, hints, byId, reason = '' }: CarefulOrder,
  now: number,
): Promise<void> {
  const said = { rule_id: ruleId, hints, set_by: byId ?? null, reason }
  await tx
    .insertInto('careful_threads')
    .values({ thread_id: threadId, ...said, since: now })
    .onConflict((conflict) => {
      const kept = conflict.column('thread_id').doUpdateSet(said)
      return byId === undefined ? kept.where('careful_threads.set_by', 'is', null) : kept
    })
    .execute()
}
