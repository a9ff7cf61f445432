import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { customerKey } from './customer.ts'
import { hasThreadInSight } from './customer-sight.store.ts'

export type CustomerQuery = {
  /** The beginning of a name, an organisation or an address; empty: all, by name. */
  typed: string
  /** Only customers with this label. */
  labelId: number | null
  /** The customer behind whom the page begins. */
  after: number | null
}

/** `ids` of customers in order; `next` goes on behind; `more` when there are more than can be shown by typing this. */
export type CustomerPage = { ids: number[]; next: number | null; more: boolean }

const PAGE = 50
/** Rows that one page looks at, at most, for those that the viewer may see. */
const LOOKED_AT = 120

/** Customers that exist for this viewer. What a page reads is bounded, however many exist for others. */
export async function listCustomers(db: Db, viewer: Viewer, query: CustomerQuery): Promise<CustomerPage> {
  const typed = customerKey(query.typed)
  if (typed === '') return walk(db, viewer, query)
  const ids = await beginningWith(db, viewer, typed)
  const shown = query.labelId === null ? ids.found : await withLabel(db, ids.found, query.labelId)
  return { ids: shown.slice(0, PAGE), next: null, more: ids.more || shown.length > PAGE }
}

async function walk(db: Db, viewer: Viewer, { labelId, after }: CustomerQuery): Promise<CustomerPage> {
  const rows = labelId === null ? await byName(db, after) : await byLabel(db, labelId, after)
  const inSight = await customersInSight(db, viewer, rows)
  const ids = rows.filter((id) => inSight.has(id)).slice(0, PAGE)
  const reached = ids.length === PAGE ? ids.at(-1) : rows.at(-1)
  const isLast = rows.length < LOOKED_AT && (reached === undefined || reached === rows.at(-1))
  return { ids, next: isLast ? null : (reached ?? null), more: false }
}

async function byName(db: Db, after: number | null): Promise<number[]> {
  const from =
    after === null
      ? undefined
      : await db.selectFrom('customers').select(['id', 'name_key']).where('id', '=', after).executeTakeFirst()
  const rows = await db
    .selectFrom('customers')
    .select('id')
    .where('joined_into_id', 'is', null)
    .$if(from !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('name_key', 'id'), '>', eb.tuple(from?.name_key ?? '', from?.id ?? 0)),
      ),
    )
    .orderBy('name_key')
    .orderBy('id')
    .limit(LOOKED_AT)
    .execute()
  return rows.map(({ id }) => id)
}

async function byLabel(db: Db, labelId: number, after: number | null): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_labels')
    .innerJoin('customers', 'customers.id', 'customer_labels.customer_id')
    .select('customer_labels.customer_id')
    .where('customer_labels.label_id', '=', labelId)
    .where('customer_labels.customer_id', '>', after ?? 0)
    .where('customers.joined_into_id', 'is', null)
    .orderBy('customer_labels.customer_id')
    .limit(LOOKED_AT)
    .execute()
  return rows.map(({ customer_id }) => customer_id)
}

async function withLabel(db: Db, ids: readonly number[], labelId: number): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('customer_labels')
    .select('customer_id')
    .where('label_id', '=', labelId)
    .where('customer_id', 'in', ids)
    .execute()
  const labelled = new Set(rows.map(({ customer_id }) => customer_id))
  return ids.filter((id) => labelled.has(id))
}

/** Those whose name, organisation or an address begins so. An address counts where its own threads are in sight. */
async function beginningWith(db: Db, viewer: Viewer, typed: string) {
  const matching = (column: 'name_key' | 'organisation_key' | 'address') =>
    db
      .selectFrom('customers')
      .select(['id', 'name_key', 'joined_into_id'])
      .where(column, '>=', typed)
      // Behind every text that begins so.
      .where(column, '<', `${typed}\u{10ffff}`)
      .orderBy(column)
      .limit(LOOKED_AT)
      .execute()
  const [names, organisations, addresses] = await Promise.all([
    matching('name_key'),
    matching('organisation_key'),
    matching('address'),
  ])
  const named = [...names, ...organisations].filter((row) => row.joined_into_id === null)
  const whole = await customersInSight(
    db,
    viewer,
    named.map(({ id }) => id),
  )
  const own = await addressesInSight(
    db,
    viewer,
    [...names, ...addresses].map(({ id }) => id),
  )
  const found = new Set([
    ...named.filter(({ id }) => whole.has(id)).map(({ id }) => id),
    ...[...names, ...addresses].filter(({ id }) => own.has(id)).map((row) => row.joined_into_id ?? row.id),
  ])
  const more = [names, organisations, addresses].some((rows) => rows.length === LOOKED_AT)
  return { found: await inOrder(db, [...found]), more }
}

async function inOrder(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('customers')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('name_key')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Of these addresses, those with a thread that the viewer may see. */
async function addressesInSight(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('customers')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where(hasThreadInSight(viewer))
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Of these customers, those of whom any address has such a thread. */
async function customersInSight(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const own = await addressesInSight(db, viewer, ids)
  const joined = await db
    .selectFrom('customers')
    .select('joined_into_id as id')
    .where('joined_into_id', 'in', [...new Set(ids)])
    .where(hasThreadInSight(viewer))
    .execute()
  return new Set([...own, ...joined.flatMap(({ id }) => id ?? [])])
}

export type ListedCustomer = {
  id: number
  name: string
  organisation: string
  addresses: readonly string[]
}

/** What a list says of customers, in the order of the ids. Addresses as far as the viewer knows them. */
export async function listedCustomers(
  db: Db,
  viewer: Viewer,
  ids: readonly number[],
): Promise<ListedCustomer[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('customers')
    .select(['id', 'name', 'organisation'])
    .where('id', 'in', ids)
    .execute()
  const addresses = await db
    .selectFrom('customers')
    .select(['id', 'address', 'joined_into_id'])
    .where((eb) => eb.or([eb('id', 'in', ids), eb('joined_into_id', 'in', ids)]))
    .where(hasThreadInSight(viewer))
    .orderBy('id')
    .execute()
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id)
    const own = addresses.filter((one) => (one.joined_into_id ?? one.id) === id)
    return row ? [{ ...row, addresses: own.map(({ address }) => address) }] : []
  })
}
