import type { Db, Row } from '../db/database.ts'
import { carefulOf } from '../rule/careful.store.ts'
import type { BindingPolicy } from './policy.ts'

export type PolicyVersion = Row<'policies'> & {
  author: { id: number; name: string; title: string }
  acknowledgements: { accountId: number; name: string; at: number }[]
}

/** What of the thread's binding policy decides who may answer; null while none binds. Careful mode counts as one. */
export async function bindingPolicy(
  db: Db,
  thread: { id: number; policy_id: number | null },
): Promise<BindingPolicy | null> {
  const policy = thread.policy_id === null ? null : await policyOf(db, thread.policy_id)
  // In careful mode a supervisor sends every reply, whatever else a policy lets people do.
  if ((await carefulOf(db, thread.id)) === null) return policy
  return { replyBy: policy?.replyBy ?? 'anyone', needsApproval: true }
}

async function policyOf(db: Db, id: number): Promise<BindingPolicy | null> {
  const policy = await db
    .selectFrom('policies')
    .select(['reply_by', 'needs_approval'])
    .where('id', '=', id)
    .executeTakeFirst()
  return policy ? { replyBy: policy.reply_by, needsApproval: policy.needs_approval === 1 } : null
}

/** Every version of a thread's policy, the newest first. */
export async function policiesOf(db: Db, threadId: number): Promise<PolicyVersion[]> {
  const policies = await db
    .selectFrom('policies')
    .innerJoin('accounts', 'accounts.id', 'policies.author_id')
    .selectAll('policies')
    .select(['accounts.name as author_name', 'accounts.title as author_title'])
    .where('thread_id', '=', threadId)
    .orderBy('version', 'desc')
    .execute()
  if (policies.length === 0) return []
  const acknowledged = await db
    .selectFrom('policy_acknowledgements')
    .innerJoin('accounts', 'accounts.id', 'policy_acknowledgements.account_id')
    .select(['policy_id', 'account_id', 'at', 'accounts.name'])
    .where(
      'policy_id',
      'in',
      policies.map((policy) => policy.id),
    )
    .orderBy('at')
    .execute()
  return policies.map(({ author_name, author_title, ...policy }) => ({
    ...policy,
    author: { id: policy.author_id, name: author_name, title: author_title },
    acknowledgements: acknowledged
      .filter((row) => row.policy_id === policy.id)
      .map((row) => ({ accountId: row.account_id, name: row.name, at: row.at })),
  }))
}
