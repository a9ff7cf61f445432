import type { Db, Row } from '../db/database.ts'

export type Draft = Row<'drafts'>
export type DraftFile = Row<'draft_files'>

export async function draftOf(db: Db, threadId: number, accountId: number): Promise<Draft | null> {
  const draft = await db
    .selectFrom('drafts')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return draft ?? null
}

export async function filesOfDraft(db: Db, draftId: number): Promise<DraftFile[]> {
  return db.selectFrom('draft_files').selectAll().where('draft_id', '=', draftId).orderBy('id').execute()
}

/** Who else has a draft on a thread, latest first. Times in UTC ms. */
export async function otherWriters(
  db: Db,
  threadId: number,
  accountId: number,
): Promise<{ accountId: number; name: string; at: number }[]> {
  const rows = await db
    .selectFrom('drafts')
    .innerJoin('accounts', 'accounts.id', 'drafts.account_id')
    .select(['accounts.id', 'accounts.name', 'drafts.updated_at'])
    .where('drafts.thread_id', '=', threadId)
    .where('drafts.account_id', '!=', accountId)
    .where('drafts.body', '!=', '')
    .orderBy('drafts.updated_at', 'desc')
    .execute()
  return rows.map((row) => ({ accountId: row.id, name: row.name, at: row.updated_at }))
}

/** Takes the draft away with its files; the blobs stay, the sent mail may use them. */
export async function deleteDraft(tx: Db, threadId: number, accountId: number): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .execute()
}
