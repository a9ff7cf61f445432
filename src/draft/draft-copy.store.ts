import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type DraftColumns, draftOf, filesOfDraft } from './draft.store.ts'
import type { Edition } from './edition.ts'
import { loosenBlobs } from './loose-blobs.store.ts'

export type DraftCopy = Row<'draft_copies'>

/**
 * Copies somebody's draft, with its files, for whoever took it over. Taken over again, the copy says what stood
 * there then. Nothing, where nothing is written.
 */
export async function copyDraftFor(
  tx: Db,
  { threadId, accountId, forAccountId }: { threadId: number; accountId: number; forAccountId: number },
): Promise<void> {
  const draft = await draftOf(tx, threadId, accountId)
  const files = draft ? await filesOfDraft(tx, draft.id) : []
  if (!draft || (draft.body.trim() === '' && files.length === 0)) return
  const { to_text, cc_text, bcc_text, subject, body, updated_at } = draft
  const copyId = await putCopy(tx, {
    ...{ thread_id: threadId, account_id: accountId, for_account_id: forAccountId, page: '', edit: 0 },
    ...{ to_text, cc_text, bcc_text, subject, body, written_at: updated_at },
  })
  await tx.deleteFrom('draft_copy_files').where('copy_id', '=', copyId).execute()
  for (const { blob_id, filename, content_type, size } of files) {
    await tx
      .insertInto('draft_copy_files')
      .values({ copy_id: copyId, blob_id, filename, content_type, size })
      .execute()
  }
}

/** Keeps a text beside the draft that it does not go on from: one for each page that brings some. */
export async function keepBeside(
  tx: Db,
  key: { threadId: number; accountId: number },
  { to_text, cc_text, bcc_text, subject, body }: DraftColumns,
  { page, edit }: Pick<Edition, 'page' | 'edit'>,
  writtenAt: number,
): Promise<void> {
  const owner = { account_id: key.accountId, for_account_id: key.accountId }
  const text = { to_text, cc_text, bcc_text, subject, body }
  await putCopy(tx, { thread_id: key.threadId, ...owner, page, edit, ...text, written_at: writtenAt })
}

async function putCopy(tx: Db, copy: Omit<DraftCopy, 'id'>): Promise<number> {
  const { id } = await tx
    .insertInto('draft_copies')
    .values(copy)
    .onConflict((conflict) =>
      conflict.columns(['thread_id', 'account_id', 'for_account_id', 'page']).doUpdateSet(copy),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * The copies that somebody may read on a thread: their own, and those of whom they took it over from. What was
 * written before we last answered has had its time.
 */
export async function copiesFor(db: Db, accountId: number, thread: Pick<Thread, 'id' | 'last_outbound_at'>) {
  const copies = await db
    .selectFrom('draft_copies')
    .innerJoin('accounts', 'accounts.id', 'draft_copies.account_id')
    .selectAll('draft_copies')
    .select('accounts.name as writer')
    .where('draft_copies.thread_id', '=', thread.id)
    .where('draft_copies.for_account_id', '=', accountId)
    .where('draft_copies.written_at', '>', thread.last_outbound_at ?? 0)
    .orderBy('draft_copies.written_at', 'desc')
    .execute()
  const files = await filesOfCopies(
    db,
    copies.map((copy) => copy.id),
  )
  return copies.map((copy) => ({ ...copy, files: files.filter((file) => file.copy_id === copy.id) }))
}

export async function filesOfCopies(db: Db, copyIds: readonly number[]) {
  if (copyIds.length === 0) return []
  return db
    .selectFrom('draft_copy_files')
    .selectAll()
    .where('copy_id', 'in', [...copyIds])
    .orderBy('id')
    .execute()
}

/** Takes a copy away. @param now UTC ms */
export async function deleteCopy(tx: Db, copyId: number, now: number): Promise<void> {
  const files = await filesOfCopies(tx, [copyId])
  await tx.deleteFrom('draft_copies').where('id', '=', copyId).execute()
  await loosenBlobs(
    tx,
    files.map((file) => file.blob_id),
    now,
  )
}

/** The copies that were written before an instant, UTC ms. */
export async function copiesBefore(db: Db, before: number): Promise<number[]> {
  const rows = await db
    .selectFrom('draft_copies')
    .select('id')
    .where('written_at', '<', before)
    .orderBy('written_at')
    .limit(100)
    .execute()
  return rows.map((row) => row.id)
}

/** With a thread that is merged: each keeps a place of its own beside those that stand there already. */
export async function moveCopies(tx: Db, fromThread: number, intoThread: number): Promise<void> {
  await tx
    .updateTable('draft_copies')
    .set({ thread_id: intoThread, page: sql<string>`page || ${` ${fromThread}`}` })
    .where('thread_id', '=', fromThread)
    .execute()
}
