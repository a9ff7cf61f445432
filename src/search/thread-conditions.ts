import { sql } from 'kysely'
import type { ThreadCondition } from './hits.store.ts'
import type { Status } from './query-words.ts'

/** What a query may ask of a thread, as conditions. */

export function ofMailboxes(ids: readonly number[]): ThreadCondition {
  return (eb) => (ids.length === 0 ? eb.lit(false) : eb('threads.mailbox_id', 'in', ids))
}

/** @param people account ids; null: nobody */
export function assignedTo(people: readonly number[] | null, not: boolean): ThreadCondition {
  return (eb) => {
    if (people === null) return eb('threads.assignee_id', not ? 'is not' : 'is', null)
    if (!not) return eb('threads.assignee_id', 'in', people)
    return eb.or([eb('threads.assignee_id', 'is', null), eb('threads.assignee_id', 'not in', people)])
  }
}

export function withStatus(status: Status, not: boolean): ThreadCondition {
  return (eb) => eb('threads.status', not ? '!=' : '=', status)
}

export function withPolicy(not: boolean): ThreadCondition {
  return (eb) => eb('threads.policy_id', not ? 'is' : 'is not', null)
}

/** A thread has a label itself, or by its customer. */
export function withLabels(
  labels: readonly { id: number; kind: 'thread' | 'customer' }[],
  not: boolean,
): ThreadCondition {
  const idsOf = (kind: 'thread' | 'customer') =>
    labels.filter((label) => label.kind === kind).map((label) => label.id)
  const [onThread, onCustomer] = [idsOf('thread'), idsOf('customer')]
  return (eb) => {
    const ways = []
    if (onThread.length > 0)
      ways.push(
        eb.exists(
          eb
            .selectFrom('thread_labels')
            .select('thread_labels.label_id')
            .whereRef('thread_labels.thread_id', '=', 'threads.id')
            .where('thread_labels.label_id', 'in', onThread),
        ),
      )
    if (onCustomer.length > 0)
      ways.push(
        eb.exists(
          eb
            .selectFrom('customers')
            .innerJoin('customer_labels', (join) =>
              join.on(
                sql`customer_labels.customer_id`,
                '=',
                sql`coalesce(customers.joined_into_id, customers.id)`,
              ),
            )
            .select('customer_labels.label_id')
            .whereRef('customers.id', '=', 'threads.customer_id')
            .where('customer_labels.label_id', 'in', onCustomer),
        ),
      )
    const has = eb.or(ways)
    return not ? eb.not(has) : has
  }
}
