import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
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

/** Reads the names on a page of threads, in one query; by thread id. */
export async function rowNames(db: Db, threads: readonly ListedThread[]): Promise<Map<number, RowNames>> {
  if (threads.length === 0) return new Map()
  const rows = await named(db, {
    customerIds: known(threads.map((thread) => thread.customer_id)),
    accountIds: known(threads.flatMap((thread) => [thread.assignee_id, thread.policy_asked_of])),
    policyIds: known(threads.map((thread) => thread.policy_id)),
  })
  const found = (what: Named['what']) =>
    new Map(rows.filter((row) => row.what === what).map((row) => [row.id, row]))
  const [customers, accounts, policies] = [found('customer'), found('account'), found('policy')]
  return new Map(
    threads.map((thread) => {
      const assignee = accounts.get(thread.assignee_id ?? 0)
      return [
        thread.id,
        {
          customer: customers.get(thread.customer_id ?? 0)?.name ?? '',
          assignee: assignee ? { id: assignee.id, name: assignee.name, title: assignee.title } : null,
          asked: accounts.get(thread.policy_asked_of ?? 0)?.name ?? null,
          policyBy: policies.get(thread.policy_id ?? 0)?.name ?? null,
        },
      ]
    }),
  )
}

type Named = { what: 'customer' | 'account' | 'policy'; id: number; name: string; title: string }

type Wanted = {
  customerIds: readonly number[]
  accountIds: readonly number[]
  policyIds: readonly number[]
}

/** By their own ids: joined to the threads, PostgreSQL would walk along all customers. */
const named = kept((_db, { customerIds, accountIds, policyIds }: Wanted) => {
  return sql<Named>`
    select 'customer' as what, customers.id as id,
      coalesce(nullif(whole.name, ''), nullif(customers.name, ''), customers.address) as name, '' as title
      from customers left join customers as whole on whole.id = customers.joined_into_id
      where customers.id in (${sql.join([...customerIds])})
    union all
    select 'account', id, name, title from accounts where id in (${sql.join([...accountIds])})
    union all
    select 'policy', policies.id, accounts.name, '' from policies join accounts on accounts.id = policies.author_id
      where policies.id in (${sql.join([...policyIds])})`
})

/** With an id that nothing has, so that no list is empty. */
function known(ids: readonly (number | null)[]): number[] {
  return [...new Set([0, ...ids.map((id) => id ?? 0)])]
}
