import type { CustomerSideProps } from '../../views/customer/customer-side.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { customerLabelsInView } from '../label/label-view.ts'
import type { Thread } from '../thread/thread.store.ts'
import { customerIds, findCustomer } from './customer-sight.store.ts'
import { countThreadsOfCustomer, threadsOfCustomer } from './customer-threads.store.ts'

const OTHERS = 5

/** Who wrote a thread, and what else they wrote that the viewer may see. */
export async function customerBeside(
  db: Db,
  viewer: Viewer,
  thread: Thread,
): Promise<Pick<CustomerSideProps, 'customer' | 'others' | 'othersCount'>> {
  const writer = await writerOf(db, thread)
  if (!writer) return { customer: null, others: [], othersCount: 0 }
  const customer = await findCustomer(db, viewer, writer.id)
  // Of a thread that is open to somebody without being in their lists, such as one visited for a reason.
  if (!customer) {
    const none = { labels: [], choices: [], attempt: null }
    const bare = { id: null, organisation: '', version: 0, mayChange: false, labels: none }
    return {
      customer: { ...bare, name: writer.name, address: writer.address },
      others: [],
      othersCount: 0,
    }
  }
  const ids = await customerIds(db, customer.id)
  const [labels, others, count] = await Promise.all([
    customerLabelsInView(db, viewer, customer.id, null),
    threadsOfCustomer(db, viewer, ids, { size: OTHERS, except: thread.id }),
    countThreadsOfCustomer(db, viewer, ids),
  ])
  return {
    customer: {
      id: customer.id,
      name: customer.name,
      organisation: customer.organisation,
      address: writer.address,
      version: customer.version,
      mayChange: customer.mayChange,
      labels,
    },
    others: others.rows.map(({ id, subject, status, last_at }) => ({ id, subject, status, at: last_at })),
    othersCount: Math.max(0, count - 1),
  }
}

/** The address that this thread came from, whoever it belongs to. */
async function writerOf(db: Db, thread: Thread) {
  if (thread.customer_id === null) return undefined
  return db
    .selectFrom('customers')
    .select(['id', 'name', 'address'])
    .where('id', '=', thread.customer_id)
    .executeTakeFirst()
}
