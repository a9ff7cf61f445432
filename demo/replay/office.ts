import type { Config } from '../../config/config.ts'
import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Viewer } from '../../src/access/viewer.ts'
import { addAccount } from '../../src/account/add-account.ts'
import { createGroup } from '../../src/account/change-group.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import { type HeldMailbox, syncConfigured } from '../../src/configured.ts'
import type { Db } from '../../src/db/database.ts'
import { silentLog } from '../../src/log.ts'
import { type CastKey, cast, type GroupKey, groups, type MailboxKey, type Person } from '../cast.ts'

/** The company as the stories find it: who works there, and which mailboxes they share. */
export type Office = {
  mailboxes: ReadonlyMap<MailboxKey, HeldMailbox>
  people: ReadonlyMap<CastKey, Viewer>
  groupIds: ReadonlyMap<GroupKey, number>
}

/** Fills an empty database with the cast, the departments, and the mailboxes of `config`. @param at UTC ms */
export async function openOffice(db: Db, config: Config, at: number): Promise<Office> {
  const accountIds = await hireEverybody(db, at)
  const groupIds = new Map<GroupKey, number>()
  for (const { key, name, reading, members } of groups) {
    const memberIds = members.map((member) => found(accountIds, member))
    const made = await createGroup(db, { name, reading, memberIds }, null, at)
    if ('refused' in made) throw new Error(`the department ${name} is there already`)
    groupIds.set(key, made.groupId)
  }
  // After the accounts, because members who do not exist yet would only be added at the next start.
  const held = await syncConfigured(db, config, silentLog, at)
  const people = new Map<CastKey, Viewer>()
  for (const [key, id] of accountIds) {
    const viewer = await loadViewer(db, id)
    if (viewer) people.set(key, viewer)
  }
  return { mailboxes: byKey(held), people, groupIds }
}

/** The entry of this key, which the cast promises. */
export function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demo's office has no ${key}`)
  return value
}

async function hireEverybody(db: Db, at: number): Promise<Map<CastKey, number>> {
  const hashes = await Promise.all(cast.map((person) => hashPassword(person.password)))
  const ids = new Map<CastKey, number>()
  for (const [index, person] of cast.entries())
    ids.set(person.key, await hire(db, person, hashes[index] ?? null, at))
  return ids
}

async function hire(db: Db, person: Person, passwordHash: string | null, at: number): Promise<number> {
  const { name, reading, email, title, locale, timeZone, isAdmin } = person
  const added = await addAccount(
    db,
    { name, reading, email, title, locale, timeZone, isAdmin, passwordHash },
    at,
  )
  if ('refused' in added) throw new Error(`${email} has an account already`)
  return added.accountId
}

function byKey(held: readonly HeldMailbox[]): Map<MailboxKey, HeldMailbox> {
  const keys: readonly MailboxKey[] = ['support', 'billing', 'corporate', 'international']
  return new Map(
    keys.flatMap((key) => {
      const mailbox = held.find((one) => one.key === key)
      return mailbox ? [[key, mailbox] as const] : []
    }),
  )
}
