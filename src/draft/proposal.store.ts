import type { ProposalView } from '../../views/reply/proposals.tsx'
import { loadViewers } from '../access/viewer.store.ts'
import { maySend, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Draft, filesOfDraft } from './draft.store.ts'

/**
 * The drafts of those who may not send, offered to one who may. What was written before we last answered
 * has had its time.
 */
export async function proposalsOf(db: Db, viewer: Viewer, thread: Thread): Promise<ProposalView[]> {
  if (!maySend(viewer, thread.mailbox_id)) return []
  const drafts = await db
    .selectFrom('drafts')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .where('account_id', '!=', viewer.accountId)
    .where('updated_at', '>', thread.last_outbound_at ?? 0)
    .orderBy('updated_at', 'desc')
    .execute()
  const writers = await loadViewers(
    db,
    drafts.map((draft) => draft.account_id),
  )
  const proposals: ProposalView[] = []
  for (const draft of drafts) {
    const writer = writers.get(draft.account_id)
    if (!writer || !isProposal(writer, thread, draft)) continue
    const files = await filesOfDraft(db, draft.id)
    proposals.push({
      draftId: draft.id,
      by: writer.name,
      at: draft.updated_at,
      body: draft.body,
      files: files.map((file) => file.filename),
    })
  }
  return proposals
}

/** Written by somebody who works here and may not send; the draft of anybody else is their own. */
export function isProposal(
  writer: Viewer,
  thread: Pick<Thread, 'mailbox_id'>,
  draft: Pick<Draft, 'body'>,
): boolean {
  const { mailbox_id: mailboxId } = thread
  return mayWork(writer, mailboxId) && !maySend(writer, mailboxId) && draft.body.trim() !== ''
}
