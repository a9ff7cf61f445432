import type { CustomerPageProps } from '../../views/customer/customer-page.tsx'
import type { LabelAttempt } from '../../views/label/thread-labels.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { labelsOfThreads } from '../label/label.store.ts'
import { customerLabelsInView } from '../label/label-view.ts'
import type { Thread } from '../thread/thread.store.ts'
import { readCursor, writeCursor } from '../thread/thread-list.ts'
import type { Customer } from './customer.ts'
import { customerHistory } from './customer-history.store.ts'
import { customerIds } from './customer-sight.store.ts'
import { countThreadsOfCustomer, threadsOfCustomer } from './customer-threads.store.ts'

const PAGE = 30

/** What a refused form left: what was typed, and why not. */
export type CustomerAttempt = {
  typed?: Readonly<Record<string, string>>
  errors?: CustomerPageProps['errors']
  label?: LabelAttempt
}

/** Reads everything that a customer's page shows to one person. */
export async function customerInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  customer: Customer,
  { after, typed = {}, errors = {}, label }: CustomerAttempt & { after?: string | undefined },
): Promise<Omit<CustomerPageProps, 'frame'>> {
  const ids = await customerIds(db, customer.id)
  const cursor = readCursor(after)
  const page = await threadsOfCustomer(db, viewer, ids, { size: PAGE, after: cursor })
  const [labels, count, history, threads] = await Promise.all([
    customerLabelsInView(db, viewer, customer.id, label ?? null),
    countThreadsOfCustomer(db, viewer, ids),
    customerHistory(db, reader, customer),
    threadsInView(db, page.rows),
  ])
  return {
    customer,
    labels,
    threads,
    count,
    next: page.next && writeCursor(page.next),
    isFurther: cursor !== null,
    history,
    typed,
    errors,
  }
}

async function threadsInView(db: Db, threads: readonly Thread[]): Promise<CustomerPageProps['threads']> {
  const labels = await labelsOfThreads(
    db,
    threads.map(({ id }) => id),
  )
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'name']).execute()
  const people = threads.flatMap(({ assignee_id }) => assignee_id ?? [])
  const accounts =
    people.length === 0
      ? []
      : await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', people).execute()
  return threads.map((thread) => ({
    id: thread.id,
    subject: thread.subject,
    status: thread.status,
    at: thread.last_at,
    mailbox: mailboxes.find(({ id }) => id === thread.mailbox_id)?.name ?? '',
    assignee: accounts.find(({ id }) => id === thread.assignee_id)?.name ?? null,
    labels: labels.get(thread.id) ?? [],
  }))
}
