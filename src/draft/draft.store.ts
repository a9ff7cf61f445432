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

/** Takes the draft away with its files; the blobs stay, the sent mail may use them. */
export async function deleteDraft(tx: Db, threadId: number, accountId: number): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .execute()
}
