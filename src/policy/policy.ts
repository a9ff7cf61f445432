import { maySend, maySupervise, mayWork, type Viewer } from '../access/viewer.ts'

export const replyByWords = ['anyone', 'assignee', 'supervisor'] as const
export type ReplyBy = (typeof replyByWords)[number]

/** What of a binding policy decides who may answer the customer. */
export type BindingPolicy = { replyBy: ReplyBy; needsApproval: boolean }

export type ReplyRefusal = 'no-role' | 'assistant' | 'supervisor-only' | 'assignee-only' | 'needs-approval'

/**
 * Who may send an answer on a thread. The policy binds supervisors only in that it names them:
 * whoever could change it may also act on it. A reply that needs approval is sent by a supervisor,
 * whose pressing of the button is the approval.
 *
 * @returns null when the viewer may send, else why not
 */
export function replyRefusal(
  viewer: Viewer,
  thread: { mailboxId: number; assigneeId: number | null },
  policy: BindingPolicy | null,
): ReplyRefusal | null {
  if (!mayWork(viewer, thread.mailboxId)) return 'no-role'
  if (!maySend(viewer, thread.mailboxId)) return 'assistant'
  const sender = { accountId: viewer.accountId, supervises: maySupervise(viewer, thread.mailboxId) }
  return policy && policyRefusal(sender, thread.assigneeId, policy)
}

export type PolicyRefusal = Exclude<ReplyRefusal, 'no-role' | 'assistant'>

/** What a policy alone has against an answer of this sender; null: nothing. */
export function policyRefusal(
  sender: { accountId: number; supervises: boolean },
  assigneeId: number | null,
  policy: BindingPolicy,
): PolicyRefusal | null {
  if (sender.supervises) return null
  if (policy.replyBy === 'supervisor') return 'supervisor-only'
  if (policy.needsApproval) return 'needs-approval'
  // Nobody's thread becomes the sender's by sending.
  const others = assigneeId !== null && assigneeId !== sender.accountId
  return policy.replyBy === 'assignee' && others ? 'assignee-only' : null
}

/** The policies that only a supervisor's own hand fulfils. */
export type Held = Extract<ReplyRefusal, 'supervisor-only' | 'needs-approval'>

/**
 * Why somebody may not split or merge a thread: where only a supervisor may send, its mail must not be carried
 * to a thread on which anybody may.
 */
export function arrangeRefusal(
  viewer: Viewer,
  thread: { mailboxId: number; assigneeId: number | null },
  policy: BindingPolicy | null,
): Held | null {
  const sender = { accountId: viewer.accountId, supervises: maySupervise(viewer, thread.mailboxId) }
  const refusal = policy && policyRefusal(sender, thread.assigneeId, policy)
  return refusal === 'supervisor-only' || refusal === 'needs-approval' ? refusal : null
}

/** Longest instruction, in characters. */
export const INSTRUCTION_LIMIT = 4000
/** Longest wording for the customer, in characters. */
export const WORDING_LIMIT = 20_000
