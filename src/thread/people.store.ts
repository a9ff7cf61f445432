import { type Away, awayNow } from '../absence/absence.store.ts'
import { isAtLeast, type Role, strongest } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'

export type PersonInMailbox = {
  id: number
  name: string
  reading: string
  title: string
  works: boolean
  sends: boolean
  supervises: boolean
  /** Away at the instant that was asked about. */
  away: Away | null
}

/**
 * Who works in a mailbox, own or through a group, by reading.
 *
 * @param now UTC ms, where it is to be said who is away
 * @returns `workers`, `senders` and `supervisors` who can act now; `all` has those who left too, for naming past work
 */
export async function workersOf(db: Db, mailboxId: number, now?: number) {
  const { all, readers } = await rolesIn(db, mailboxId, now)
  const workers = readers.filter((person) => person.works)
  return {
    all,
    workers,
    senders: workers.filter((person) => person.sends),
    supervisors: workers.filter((person) => person.supervises),
  }
}

/** Who works in every one of these mailboxes, own or through a group, by reading. In one query. */
export async function workersOfAll(
  db: Db,
  mailboxIds: readonly number[],
): Promise<{ id: number; name: string; reading: string; title: string }[]> {
  if (mailboxIds.length === 0) return []
  const rows = await peopleIn(db, { mailboxIds })
  type Worker = { id: number; name: string; reading: string; title: string; worksIn: Set<number> }
  const people = new Map<number, Worker>()
  for (const { mailbox_id, role, ...person } of rows) {
    if (!isAtLeast('assistant', role)) continue
    const known = people.get(person.id) ?? { ...person, worksIn: new Set() }
    people.set(person.id, known)
    known.worksIn.add(mailbox_id)
  }
  return [...people.values()]
    .filter(({ worksIn }) => worksIn.size === mailboxIds.length)
    .map(({ worksIn: _, ...person }) => person)
}

const peopleIn = kept((db, { mailboxIds }: { mailboxIds: readonly number[] }) =>
  db
    .selectFrom('memberships')
    .leftJoin('group_members', 'group_members.group_id', 'memberships.group_id')
    .innerJoin('accounts', (join) =>
      join.on((eb) =>
        eb('accounts.id', '=', eb.fn.coalesce('memberships.account_id', 'group_members.account_id')),
      ),
    )
    .select(['accounts.id', 'accounts.name', 'accounts.reading', 'accounts.title'])
    .select(['memberships.mailbox_id', 'memberships.role'])
    .where('memberships.mailbox_id', 'in', mailboxIds)
    .where('accounts.disabled_at', 'is', null)
    .orderBy('accounts.reading')
    .orderBy('accounts.name'),
)

/** Who sees a mailbox by a role, whatever it is, by reading. */
export async function readersOf(db: Db, mailboxId: number): Promise<PersonInMailbox[]> {
  return (await rolesIn(db, mailboxId)).readers
}

async function rolesIn(db: Db, mailboxId: number, now?: number) {
  const away = now === undefined ? null : await awayNow(db, now)
  const memberships = await db
    .selectFrom('memberships')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .execute()
  const groupIds = memberships.map((row) => row.group_id).filter((id) => id !== null)
  const members =
    groupIds.length === 0
      ? []
      : await db.selectFrom('group_members').selectAll().where('group_id', 'in', groupIds).execute()
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'reading', 'title', 'disabled_at'])
    .orderBy('reading')
    .orderBy('name')
    .execute()
  const all: PersonInMailbox[] = []
  const readers: PersonInMailbox[] = []
  for (const account of accounts) {
    const own = memberships.filter(
      (row) =>
        row.account_id === account.id ||
        members.some((member) => member.account_id === account.id && member.group_id === row.group_id),
    )
    const role = own.reduce<Role | null>((best, row) => strongest(best, row.role), null)
    const person = {
      id: account.id,
      name: account.name,
      reading: account.reading,
      title: account.title,
      works: isAtLeast('assistant', role),
      sends: isAtLeast('agent', role),
      supervises: isAtLeast('supervisor', role),
      away: away?.get(account.id) ?? null,
    }
    all.push(person)
    if (role !== null && account.disabled_at === null) readers.push(person)
  }
  return { all, readers }
}
