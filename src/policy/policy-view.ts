import type { PolicyBandProps, PolicyView } from '../../views/policy/policy-band.tsx'
import type { Person } from '../../views/shown.ts'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { PolicyVersion } from './policy.store.ts'

type Shown = Omit<PolicyBandProps, 'reader' | 'place' | 'threadId' | 'keeping'>
type Open = {
  policyForm?: NonNullable<Shown['form']>
  policyRequest?: Partial<NonNullable<Shown['request']>>
}

/** The policy of a thread as its page shows it to one person. */
export async function policyInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  policies: readonly PolicyVersion[],
  supervisors: readonly Person[],
  open: Open,
  /** The ladder beneath says whose decision is awaited. */
  isEscalated: boolean,
): Promise<Shown> {
  const binding = policies.find((policy) => policy.id === thread.policy_id) ?? null
  const supervises = maySupervise(viewer, thread.mailbox_id)
  const works = mayWork(viewer, thread.mailbox_id)
  const bound =
    binding !== null &&
    works &&
    binding.author_id !== viewer.accountId &&
    (thread.assignee_id === viewer.accountId || thread.assignee_id === null)
  const acknowledged = binding?.acknowledgements.some((one) => one.accountId === viewer.accountId) ?? false
  return {
    policy: binding && shown(binding),
    earlier: policies.filter((policy) => policy.id !== thread.policy_id).map(shown),
    mayAcknowledge: bound && !acknowledged,
    maySet: supervises,
    awaited: isEscalated ? null : await awaited(db, thread, supervisors),
    request: works && !supervises ? { supervisors, ...open.policyRequest } : null,
    form: open.policyForm ?? null,
  }
}

function shown(policy: PolicyVersion): PolicyView {
  return {
    id: policy.id,
    version: policy.version,
    instruction: policy.instruction,
    by: policy.author,
    at: policy.created_at,
    dueAt: policy.due_at,
    replyBy: policy.reply_by,
    needsApproval: policy.needs_approval === 1,
    returnWhen: policy.return_when,
    wording: policy.wording,
    acknowledgements: policy.acknowledgements.map(({ name, at }) => ({ by: name, at })),
  }
}

async function awaited(db: Db, thread: Thread, supervisors: readonly Person[]): Promise<Shown['awaited']> {
  if (thread.policy_asked_at === null) return null
  const asked = await db
    .selectFrom('events')
    .innerJoin('accounts', 'accounts.id', 'events.actor_id')
    .select(['accounts.id', 'accounts.name', 'accounts.title'])
    .where('events.thread_id', '=', thread.id)
    .where('events.kind', '=', 'policy_asked')
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!asked) return null
  return {
    of: supervisors.find((person) => person.id === thread.policy_asked_of) ?? null,
    by: asked,
    at: thread.policy_asked_at,
  }
}
