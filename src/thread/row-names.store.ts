import type { Db } from '../db/database.ts'
import type { ListedThread } from './thread-list.store.ts'

/** Who has to do with a thread, as its row in a list calls them. */
export type RowNames = {
  /** Name, or address where there is none; of an address that was joined, the customer's name. */
  customer: string
  assignee: { id: number; name: string; title: string } | null
  /** Who was asked for a policy, and who wrote the one that holds. */
  asked: string | null
  policyBy: string | null
}

/** Reads the names on a page of threads, by thread id. */
export async function rowNames(db: Db, threads: readonly ListedThread[]): Promise<Map<number, RowNames>> {
  if (threads.length === 0) return new Map()
  const rows = await db
    .selectFrom('threads')
    .leftJoin('customers', 'customers.id', 'threads.customer_id')
    .leftJoin('customers as whole', 'whole.id', 'customers.joined_into_id')
    .leftJoin('accounts as assignee', 'assignee.id', 'threads.assignee_id')
    .leftJoin('accounts as asked', 'asked.id', 'threads.policy_asked_of')
    .leftJoin('policies', 'policies.id', 'threads.policy_id')
    .leftJoin('accounts as author', 'author.id', 'policies.author_id')
    .select(['threads.id', 'customers.name', 'customers.address', 'whole.name as whole_name'])
    .select(['threads.assignee_id', 'assignee.name as assignee_name', 'assignee.title as assignee_title'])
    .select(['asked.name as asked_name', 'author.name as author_name'])
    .where(
      'threads.id',
      'in',
      threads.map((thread) => thread.id),
    )
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        customer: row.whole_name || row.name || row.address || '',
        assignee:
          row.assignee_id === null
            ? null
            : { id: row.assignee_id, name: row.assignee_name ?? '', title: row.assignee_title ?? '' },
        asked: row.asked_name,
        policyBy: row.author_name,
      },
    ]),
  )
}
