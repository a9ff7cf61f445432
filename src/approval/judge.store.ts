import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
import { type LockedApproval, reasonsOf, type Surroundings } from './approval.store.ts'
import { type ApproveRefusal, approveRefusal } from './approval.ts'
import { approverFrom } from './approvers.store.ts'

/** Why this person may not say yes (or no) to a request that waits; null: they may. @param now UTC ms */
export async function judgeRefusal(
  db: Db,
  viewer: Viewer,
  { approval, thread }: LockedApproval,
  { route, around, gave }: Surroundings,
  now: number,
): Promise<ApproveRefusal | ReplyRefusal | null> {
  const who = approverFrom(viewer, thread.mailbox_id, { route, level: approval.level, around }, now)
  const refusal = approveRefusal(who, {
    writerId: approval.writer_id,
    reasons: reasonsOf(approval),
    rounds: approval.rounds,
    stage: approval.stage,
    holderId: approval.holder_id,
    gave,
  })
  if (refusal) return refusal
  // A policy that was set meanwhile binds whoever sends it now.
  const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  return replyRefusal(viewer, facts, await bindingPolicy(db, thread))
}
