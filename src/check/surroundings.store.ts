import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { beginningOfText, parseRecipients } from '../message/message.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { Surroundings } from './check.ts'
import { domainOf, isShared } from './recipients.ts'

/** The latest mails of a customer, for the names that they use. */
const MAILS_READ = 3
const TEXT_READ = 20_000
/** Threads of late of each status, whose customers a reply could be mixed up with. */
const THREADS_BESIDE = 15
const statuses = ['new', 'in_progress', 'awaiting_dept', 'done'] as const

/** What a reply on a thread is held against. Only names of customers that this person may see are among it. */
export async function surroundingsOf(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  mailbox: Row<'mailboxes'>,
): Promise<Surroundings> {
  const people = await ourPeople(db)
  return {
    threadSubject: thread.subject,
    customer: await customerAround(db, thread),
    participants: await participantsOf(db, thread.id),
    own: await ownAddresses(db, mailbox, people),
    otherCustomers: await otherCustomers(db, viewer, thread, people),
  }
}

type Person = { name: string; email: string }

function ourPeople(db: Db): Promise<Person[]> {
  return db.selectFrom('accounts').select(['name', 'email']).execute()
}

async function customerAround(db: Db, thread: Thread): Promise<Surroundings['customer']> {
  const mails = await db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.from_name', beginningOfText(TEXT_READ).as('text')])
    .where('messages.thread_id', '=', thread.id)
    .where('messages.direction', '=', 'inbound')
    .orderBy('messages.received_at', 'desc')
    .orderBy('messages.id', 'desc')
    .limit(MAILS_READ)
    .execute()
  const customer = thread.customer_id === null ? [] : await addressesOfOne(db, thread.customer_id)
  const names = [...customer, ...mails.map((mail) => mail.from_name)]
  return {
    names: [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))],
    wrote: mails.map((mail) => mail.text).join('\n'),
  }
}

/** The names of a customer, by whichever of their addresses they wrote; the one that the team chose first. */
async function addressesOfOne(db: Db, customerId: number): Promise<string[]> {
  const root = await rootOf(db, customerId)
  const rows = await db
    .selectFrom('customers')
    .select(['id', 'name', 'organisation'])
    .where((eb) => eb.or([eb('id', 'in', [root, customerId]), eb('joined_into_id', '=', root)]))
    .orderBy('id')
    .execute()
  const first = rows.filter(({ id }) => id === root)
  return [...first, ...rows].map(({ name }) => name).concat(rows.map(({ organisation }) => organisation))
}

async function rootOf(db: Db, customerId: number): Promise<number> {
  const row = await db
    .selectFrom('customers')
    .select('joined_into_id')
    .where('id', '=', customerId)
    .executeTakeFirst()
  return row?.joined_into_id ?? customerId
}

/** Also whom mails named from which nobody has been let in, such as those of our own in Sent. */
async function participantsOf(db: Db, threadId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('participants')
    .select('address')
    .where('thread_id', '=', threadId)
    .execute()
  const mails = await db
    .selectFrom('messages')
    .select(['from_address', 'recipients'])
    .where('thread_id', '=', threadId)
    .where('direction', 'in', ['inbound', 'outbound'])
    .orderBy('received_at', 'desc')
    .limit(20)
    .execute()
  const named = mails.flatMap(({ from_address, recipients }) => {
    const { to, cc, replyTo } = parseRecipients(recipients)
    return [from_address, ...[...to, ...cc, ...replyTo].map(({ address }) => address)]
  })
  return new Set([...rows.map(({ address }) => address), ...named.map((address) => address.toLowerCase())])
}

/** A domain that anybody can have an address of is not ours, whoever has one. */
async function ownAddresses(
  db: Db,
  mailbox: Row<'mailboxes'>,
  people: readonly Person[],
): Promise<Surroundings['own']> {
  const mailboxes = await db.selectFrom('mailboxes').select('address').execute()
  const addresses = [...mailboxes.map(({ address }) => address), ...people.map(({ email }) => email)]
  const domain = domainOf(mailbox.address)
  return {
    addresses: new Set(addresses.map((address) => address.toLowerCase())),
    domains: new Set(isShared(domain) ? [] : [domain]),
  }
}

async function otherCustomers(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  people: readonly Person[],
): Promise<string[]> {
  const latest = await Promise.all(
    statuses.map((status) => latestCustomers(db, viewer, thread.mailbox_id, status)),
  )
  const rows = latest.flat()
  const own = thread.customer_id === null ? null : await rootOf(db, thread.customer_id)
  const ours = new Set(people.map(({ name }) => name.replace(/\s/gu, '')))
  const names = rows
    .filter((row) => (row.joined_into_id ?? row.id) !== own)
    .flatMap(({ name, organisation }) => [name, organisation])
    .filter((name) => name.trim() !== '' && !ours.has(name.replace(/\s/gu, '')))
  return [...new Set(names)]
}

/** One walk from the newest end of a list's index. */
function latestCustomers(db: Db, viewer: Viewer, mailboxId: number, status: (typeof statuses)[number]) {
  return db
    .selectFrom('threads')
    .innerJoin('customers', 'customers.id', 'threads.customer_id')
    .select(['customers.name', 'customers.organisation', 'customers.id', 'customers.joined_into_id'])
    .where('threads.mailbox_id', '=', mailboxId)
    .where('threads.folder', '=', 'inbox')
    .where('threads.status', '=', status)
    .where(visibleThreads(viewer))
    .orderBy('threads.last_at', 'desc')
    .orderBy('threads.id', 'desc')
    .limit(THREADS_BESIDE)
    .execute()
}
