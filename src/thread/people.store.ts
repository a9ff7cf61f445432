import { isAtLeast, type Role, strongest } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'

export type PersonInMailbox = {
  id: number
  name: string
  title: string
  sends: boolean
  supervises: boolean
}

/**
 * Who works in a mailbox, own or through a group, by reading.
 *
 * @returns `workers`, `senders` and `supervisors` who can act now; `all` has those who left too, for naming past work
 */
export async function workersOf(db: Db, mailboxId: number) {
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
    .select(['id', 'name', 'title', 'disabled_at'])
    .orderBy('reading')
    .orderBy('name')
    .execute()
  const all: PersonInMailbox[] = []
  const workers: PersonInMailbox[] = []
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
      title: account.title,
      sends: isAtLeast('agent', role),
      supervises: isAtLeast('supervisor', role),
    }
    all.push(person)
    if (isAtLeast('assistant', role) && account.disabled_at === null) workers.push(person)
  }
  return {
    all,
    workers,
    senders: workers.filter((person) => person.sends),
    supervisors: workers.filter((person) => person.supervises),
  }
}
