import { sql } from 'kysely'
import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { deleteDraft, draftOf } from '../draft/draft.store.ts'
import { moveCopies } from '../draft/draft-copy.store.ts'
import { recordEvents } from '../event/record-event.ts'
import { copyThreadLabels } from '../label/thread-labels.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { arrangeRefusal, type Held } from '../policy/policy.ts'
import { copyThreadViewers } from '../restriction/thread-viewers.store.ts'
import { restrictionOfUnion } from '../restriction/union.ts'
import { moveAllEntries } from '../search/search.store.ts'
import { dropClocks } from '../target/keep-clocks.ts'
import { clocksOf } from './clocks.store.ts'
import { changeThread, lockThisThread, type Thread } from './thread.store.ts'
import { sumsOf } from './thread-sums.store.ts'

export type MergedThread =
  | { threadId: number }
  | { refused: 'not-found' | 'read-only' | 'unknown-target' | 'itself' }
  /** One is limited to people to whom the other is not: who may see both together is for a person to decide. */
  | { refused: 'restriction-differs' }
  /** What is internal never stands where an answer to a customer quotes it. */
  | { refused: 'internal-differs' }
  /** By its policy only a supervisor may answer this mail, and by the target's anybody could. */
  | { refused: Held }

/**
 * Puts a whole thread into another one of the same mailbox. Messages, comments, waits and drafts move; labels are put on both. Its
 * policies come along where the target never had one, so that merging frees nobody from a policy; else the
 * target's own binds. The emptied thread leads on to the target.
 *
 * @param now UTC ms
 */
export async function mergeThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; into: number },
  now: number,
): Promise<MergedThread> {
  if (input.threadId === input.into) return { refused: 'itself' }
  return transact(db, async (tx) => {
    // Always the lower id first, so that two merges in opposite directions do not wait for each other.
    const [low, high] = [Math.min(input.threadId, input.into), Math.max(input.threadId, input.into)]
    const locked = [await lockThisThread(tx, viewer, low), await lockThisThread(tx, viewer, high)]
    const from = locked.find((thread) => thread?.id === input.threadId)
    const into = locked.find((thread) => thread?.id === input.into)
    if (!from || from.merged_into_id !== null) return { refused: 'not-found' }
    if (!mayWork(viewer, from.mailbox_id)) return { refused: 'read-only' }
    if (!into || into.merged_into_id !== null || into.mailbox_id !== from.mailbox_id) {
      return { refused: 'unknown-target' }
    }
    if ((from.opened_by === null) !== (into.opened_by === null)) return { refused: 'internal-differs' }
    const restriction = await restrictionOfUnion(tx, viewer, from, into)
    if (restriction === 'unclear') return { refused: 'restriction-differs' }
    const held = into.policy_id === null ? null : await heldOn(tx, viewer, from)
    if (held && !(await heldOn(tx, viewer, into))) return { refused: held }
    await moveAll(tx, from, into)
    const policyId = into.policy_id ?? (await movePolicies(tx, from, into))
    if (into.policy_asked_at === null && from.policy_asked_at !== null) await moveQuestion(tx, from, into)

    const adopted: Thread = {
      ...into,
      // An open call for a decision, or a customer who waits, is not silenced by the merge.
      status: into.status === 'done' ? from.status : into.status,
      policy_id: policyId,
      assignee_id: into.assignee_id ?? (await heirOf(tx, from, into)),
      policy_asked_at: into.policy_asked_at ?? from.policy_asked_at,
      policy_asked_of: into.policy_asked_of ?? from.policy_asked_of,
      customer_wrote_at: into.customer_wrote_at ?? from.customer_wrote_at,
    }
    const sums = await sumsOf(tx, into.id)
    const clocks = await clocksOf(tx, { ...adopted, ...sums }, now)
    const merged = await changeThread(tx, into, {
      ...sums,
      ...clocks,
      status: clocks.wait_with ? 'awaiting_dept' : adopted.status,
      policy_id: policyId,
      assignee_id: adopted.assignee_id,
      policy_asked_at: adopted.policy_asked_at,
      policy_asked_of: adopted.policy_asked_of,
      customer_wrote_at: adopted.customer_wrote_at,
    })
    if (restriction === 'into') await copyThreadViewers(tx, into.id, from.id)
    const emptied = await changeThread(tx, from, {
      restricted_at: into.restricted_at,
      restricted_by: into.restricted_by,
      restriction_reason: into.restriction_reason,
      merged_into_id: into.id,
      folder: 'trash',
      status: 'done',
      policy_asked_at: null,
      policy_asked_of: null,
      customer_wrote_at: null,
      due_at: null,
      soon_at: null,
      target_kind: null,
      target_due_at: null,
      wait_due_at: null,
      wait_with: null,
    })
    await dropClocks(tx, from.id)
    // What was merged into this one before leads on as well.
    await tx
      .updateTable('threads')
      .set({ merged_into_id: into.id })
      .where('merged_into_id', '=', from.id)
      .execute()
    await recordEvents(
      tx,
      [
        { before: from, after: emptied },
        { before: into, after: merged },
      ].map(({ before, after }) => ({
        at: now,
        kind: 'thread_merged' as const,
        mailboxId: from.mailbox_id,
        threadId: before.id,
        actorId: viewer.accountId,
        facts: { from: from.id, to: into.id, statusFrom: before.status, statusTo: after.status },
      })),
    )
    return { threadId: into.id }
  })
}

/** Whoever had the one thread has the union, if they may see it. */
async function heirOf(tx: Db, from: Thread, into: Thread): Promise<number | null> {
  if (from.assignee_id === null) return null
  const heir = await loadViewer(tx, from.assignee_id)
  return heir && maySeeThread(heir, await sightOf(tx, into)) ? heir.accountId : null
}

async function heldOn(tx: Db, viewer: Viewer, thread: Thread): Promise<Held | null> {
  const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  return arrangeRefusal(viewer, facts, await bindingPolicy(tx, thread))
}

async function moveAll(tx: Db, from: Thread, into: Thread): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ thread_id: into.id, placed_by: 'merge' })
    .where('thread_id', '=', from.id)
    .execute()
  for (const table of [
    'comments',
    'waits',
    'outbox',
    'notifications',
    'waiting_notices',
    'escalations',
    'writings',
    'kept_words',
    'approvals',
  ] as const) {
    await tx.updateTable(table).set({ thread_id: into.id }).where('thread_id', '=', from.id).execute()
  }
  await moveAllEntries(tx, from.id, into.id)
  await copyThreadLabels(tx, from.id, into)
  await joinDrafts(tx, from, into)
  await moveCopies(tx, from.id, into.id)
  await tx.updateTable('drafts').set({ thread_id: into.id }).where('thread_id', '=', from.id).execute()
  await tx
    .insertInto('participants')
    .columns(['thread_id', 'address', 'last_at'])
    .expression((eb) =>
      eb
        .selectFrom('participants as theirs')
        .select([sql.lit(into.id).as('thread_id'), 'theirs.address', 'theirs.last_at'])
        .where('theirs.thread_id', '=', from.id),
    )
    .onConflict((conflict) => conflict.columns(['thread_id', 'address']).doNothing())
    .execute()
}

/** One draft a person and thread: who writes in both finds both texts, and all files, in one. */
async function joinDrafts(tx: Db, from: Thread, into: Thread): Promise<void> {
  const theirs = await tx.selectFrom('drafts').selectAll().where('thread_id', '=', into.id).execute()
  for (const draft of theirs) {
    const other = await draftOf(tx, from.id, draft.account_id)
    if (!other) continue
    const body = [draft.body, other.body].filter((text) => text.trim() !== '').join('\n\n')
    const version = draft.version + 1
    await tx.updateTable('drafts').set({ body, version }).where('id', '=', draft.id).execute()
    await tx.updateTable('draft_files').set({ draft_id: draft.id }).where('draft_id', '=', other.id).execute()
    await deleteDraft(tx, from.id, draft.account_id)
  }
}

/** @returns the policy that binds from now on, if the thread brought one to a target that had none */
async function movePolicies(tx: Db, from: Thread, into: Thread): Promise<number | null> {
  await tx.updateTable('policies').set({ thread_id: into.id }).where('thread_id', '=', from.id).execute()
  return from.policy_id
}

/** Who asked for the decision is read from the history, so that they hear of it when it is given. */
async function moveQuestion(tx: Db, from: Thread, into: Thread): Promise<void> {
  const asked = await tx
    .selectFrom('events')
    .select(['at', 'kind', 'mailbox_id', 'actor_id', 'facts'])
    .where('thread_id', '=', from.id)
    .where('kind', '=', 'policy_asked')
    .where('at', '>=', from.policy_asked_at ?? 0)
    .orderBy('id')
    .execute()
  if (asked.length === 0) return
  await tx
    .insertInto('events')
    .values(asked.map((event) => ({ ...event, thread_id: into.id })))
    .execute()
}
