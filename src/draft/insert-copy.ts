import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lastEventId, lockThread } from '../thread/thread.store.ts'
import { addDraftFiles, type DraftColumns, draftOf, filesOfDraft, putDraft } from './draft.store.ts'
import { deleteCopy, filesOfCopies } from './draft-copy.store.ts'

export type InsertedCopy =
  | { threadId: number }
  | { refused: 'not-found' }
  | { refused: 'read-only' | 'files-too-large' | 'too-long'; threadId: number }

/**
 * Puts a text that is kept beside into one's draft, beneath what stands there, with its files. One's own copy is
 * then no longer needed; that of whom one took over from stays to be read.
 *
 * @param input.filesLimit all files of a draft together, bytes
 * @param input.bodyLimit characters
 * @param now UTC ms
 */
export async function insertCopy(
  db: Db,
  viewer: Viewer,
  input: { copyId: number; filesLimit: number; bodyLimit: number },
  now: number,
): Promise<InsertedCopy> {
  return transact(db, async (tx) => {
    const copy = await tx
      .selectFrom('draft_copies')
      .selectAll()
      .where('id', '=', input.copyId)
      .where('for_account_id', '=', viewer.accountId)
      .executeTakeFirst()
    const thread = copy ? await lockThread(tx, viewer, copy.thread_id) : null
    if (!copy || !thread) return { refused: 'not-found' }
    const threadId = thread.id
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only', threadId }
    const own = await draftOf(tx, threadId, viewer.accountId)
    const kept = own ? await filesOfDraft(tx, own.id) : []
    const brought = (await filesOfCopies(tx, [copy.id])).filter(
      (file) => !kept.some((one) => one.blob_id === file.blob_id),
    )
    if ([...kept, ...brought].reduce((sum, file) => sum + file.size, 0) > input.filesLimit)
      return { refused: 'files-too-large', threadId }
    const body = joined(own?.body ?? '', copy.body)
    if (body.length > input.bodyLimit) return { refused: 'too-long', threadId }
    const draft = await putDraft(
      tx,
      { threadId, accountId: viewer.accountId },
      { ...textOf(own ?? copy), body, thread_version: await lastEventId(tx, threadId), updated_at: now },
    )
    await addDraftFiles(tx, draft.id, brought)
    if (copy.account_id === viewer.accountId) await deleteCopy(tx, copy.id, now)
    return { threadId }
  })
}

function textOf({ to_text, cc_text, bcc_text, subject }: Omit<DraftColumns, 'body'>) {
  return { to_text, cc_text, bcc_text, subject }
}

/** One text beneath the other. Pressed twice, it is put in once. */
function joined(own: string, brought: string): string {
  if (own.trim() === '') return brought
  return own.includes(brought) ? own : `${own}\n\n${brought}`
}
