import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import { forgetWriting } from '../writing/writing.store.ts'
import { loosenBlobs } from './loose-blobs.store.ts'

export type Draft = Row<'drafts'>
export type DraftFile = Row<'draft_files'>
/** What a mail of a draft will say, as columns. */
export type DraftColumns = Pick<Draft, 'to_text' | 'cc_text' | 'bcc_text' | 'subject' | 'body'>

export async function draftOf(db: Db, threadId: number, accountId: number): Promise<Draft | null> {
  const draft = await db
    .selectFrom('drafts')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return draft ?? null
}

/**
 * Writes the one draft of a person on a thread and raises its version, so that pages that go on from an earlier
 * one notice.
 *
 * @param by the page that it comes from; none where hoshin put the text together
 */
export async function putDraft(
  tx: Db,
  key: { threadId: number; accountId: number },
  columns: DraftColumns & { thread_version: number; updated_at: number },
  by: { page: string; edit: number } = { page: '', edit: 0 },
): Promise<Draft> {
  const written = { ...columns, page: by.page, edit: by.edit }
  return tx
    .insertInto('drafts')
    .values({ thread_id: key.threadId, account_id: key.accountId, ...written })
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'account_id'])
        .doUpdateSet({ ...written, version: sql<number>`drafts.version + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function filesOfDraft(db: Db, draftId: number): Promise<DraftFile[]> {
  return db.selectFrom('draft_files').selectAll().where('draft_id', '=', draftId).orderBy('id').execute()
}

/** Puts files under a draft whose bytes are kept already. */
export async function addDraftFiles(
  tx: Db,
  draftId: number,
  files: readonly Pick<DraftFile, 'blob_id' | 'filename' | 'content_type' | 'size'>[],
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('draft_files')
    .values(
      files.map(({ blob_id, filename, content_type, size }) => ({
        ...{ draft_id: draftId, blob_id, filename, content_type, size },
      })),
    )
    .execute()
}

export async function removeDraftFiles(
  tx: Db,
  draftId: number,
  fileIds: readonly number[],
  now: number,
): Promise<void> {
  if (fileIds.length === 0) return
  const removed = await tx
    .deleteFrom('draft_files')
    .where('draft_id', '=', draftId)
    .where('id', 'in', [...fileIds])
    .returning('blob_id')
    .execute()
  await loosenBlobs(
    tx,
    removed.map((file) => file.blob_id),
    now,
  )
}

/**
 * Takes the draft away with its files, whose bytes are tidied away once no mail that may come back needs them.
 * Its writer has handed it on, and no longer counts as writing.
 */
export async function deleteDraft(tx: Db, threadId: number, accountId: number): Promise<void> {
  await forgetWriting(tx, threadId, accountId)
  const draft = await draftOf(tx, threadId, accountId)
  if (!draft) return
  const files = await filesOfDraft(tx, draft.id)
  await tx.deleteFrom('drafts').where('id', '=', draft.id).execute()
  await loosenBlobs(
    tx,
    files.map((file) => file.blob_id),
    draft.updated_at,
  )
}
