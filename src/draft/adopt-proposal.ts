import { loadViewer } from '../access/viewer.store.ts'
import { maySend, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lastEventId, lockThread } from '../thread/thread.store.ts'
import { addDraftFiles, type DraftColumns, draftOf, filesOfDraft, putDraft } from './draft.store.ts'
import { isProposal } from './proposal.store.ts'

export type AdoptedProposal =
  | { threadId: number }
  | { refused: 'not-found' }
  | { refused: 'read-only' | 'assistant' | 'files-too-large'; threadId: number }

/**
 * Takes over what an assistant proposed into one's own draft, with its files. What one has written already
 * stays, and the proposal beneath it; the proposal itself stays its writer's.
 *
 * @param input.filesLimit all files of a draft together, bytes
 * @param now UTC ms
 */
export async function adoptProposal(
  db: Db,
  viewer: Viewer,
  input: { draftId: number; filesLimit: number },
  now: number,
): Promise<AdoptedProposal> {
  return transact(db, async (tx) => {
    const proposal = await tx
      .selectFrom('drafts')
      .selectAll()
      .where('id', '=', input.draftId)
      .executeTakeFirst()
    const thread = proposal ? await lockThread(tx, viewer, proposal.thread_id) : null
    const writer = proposal ? await loadViewer(tx, proposal.account_id) : null
    if (!proposal || !thread || !writer || !isProposal(writer, thread, proposal)) {
      return { refused: 'not-found' }
    }
    if (!maySend(viewer, thread.mailbox_id)) {
      return { refused: mayWork(viewer, thread.mailbox_id) ? 'assistant' : 'read-only', threadId: thread.id }
    }
    const own = await draftOf(tx, thread.id, viewer.accountId)
    const kept = own ? await filesOfDraft(tx, own.id) : []
    const brought = (await filesOfDraft(tx, proposal.id)).filter(
      (file) => !kept.some((one) => one.blob_id === file.blob_id),
    )
    const bytes = [...kept, ...brought].reduce((sum, file) => sum + file.size, 0)
    if (bytes > input.filesLimit) return { refused: 'files-too-large', threadId: thread.id }

    const draft = await putDraft(
      tx,
      { threadId: thread.id, accountId: viewer.accountId },
      {
        ...textOf(own ?? proposal),
        body: joined(own?.body ?? '', proposal.body),
        thread_version: await lastEventId(tx, thread.id),
        updated_at: now,
      },
    )
    await addDraftFiles(tx, draft.id, brought)
    return { threadId: thread.id }
  })
}

export function textOf({ to_text, cc_text, bcc_text, subject }: Omit<DraftColumns, 'body'>) {
  return { to_text, cc_text, bcc_text, subject }
}

/** One text beneath the other. Pressed twice, it is taken over once. */
export function joined(own: string, proposed: string): string {
  if (own.trim() === '') return proposed
  return own.includes(proposed) ? own : `${own}\n\n${proposed}`
}
