import type { Db } from '../db/database.ts'
import { type PersonInMailbox, workersOf } from '../thread/people.store.ts'

/** Somebody who works in the mailbox, with their groups. */
export type Worker = PersonInMailbox & { groupIds: number[] }

export async function workersWithGroups(db: Db, mailboxId: number): Promise<Worker[]> {
  const { workers } = await workersOf(db, mailboxId)
  const members = await db.selectFrom('group_members').selectAll().execute()
  return workers.map((person) => ({
    ...person,
    groupIds: members.filter((row) => row.account_id === person.id).map((row) => row.group_id),
  }))
}
