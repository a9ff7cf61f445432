import type { CopyView } from '../../views/reply/copies.tsx'
import type { WriterView } from '../../views/reply/writers.tsx'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { copiesFor } from '../draft/draft-copy.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { keptWordsOf } from './kept-words.store.ts'
import type { KeptForm } from './kept-words.ts'
import { othersWriting } from './writing.store.ts'

/** Who else is writing on a thread. @param now UTC ms */
export async function writersInView(
  db: Db,
  viewer: Viewer,
  threadId: number,
  now: number,
): Promise<WriterView[]> {
  const writers = await othersWriting(db, [threadId], viewer.accountId, now)
  return (writers.get(threadId) ?? []).map(({ name, since }) => ({ name, since }))
}

/** The texts kept beside this person's draft. */
export async function copiesInView(db: Db, viewer: Viewer, thread: Thread): Promise<CopyView[]> {
  if (!mayWork(viewer, thread.mailbox_id)) return []
  const copies = await copiesFor(db, viewer.accountId, thread)
  return copies.map((copy) => ({
    copyId: copy.id,
    of: copy.account_id === viewer.accountId ? null : copy.writer,
    at: copy.written_at,
    body: copy.body,
    files: copy.files.map((file) => file.filename),
  }))
}

/** The words that this person has typed into the forms of a thread, by form. */
export async function keepingInView(db: Db, viewer: Viewer, thread: Thread): Promise<Map<string, KeptForm>> {
  return mayWork(viewer, thread.mailbox_id) ? keptWordsOf(db, thread.id, viewer.accountId) : new Map()
}
