import { findRole } from '../account/membership.store.ts'
import { changeMembership } from '../account/set-membership.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { type ConfiguredMailbox, changedFields, type MailboxRow } from './configured-mailbox.ts'
import { allMailboxes, findHolder } from './sync-mailboxes.store.ts'

/** What the start did, by mailbox key. */
export type Sync = {
  /** The id of each mailbox of the configuration. */
  ids: Map<string, number>
  added: string[]
  changed: string[]
  retired: string[]
  returned: string[]
  /** `key: name` of members that have no account or group yet; they are added at a later start. */
  waiting: string[]
}

/**
 * Lets the rows of `mailboxes` follow the configuration, at each start. What the configuration gives wins;
 * a mailbox that left it is retired, and comes back with all its threads when the key does. Members are
 * added, never removed: those that were given or taken in the browser stay as they are.
 */
export async function syncMailboxes(
  db: Db,
  configured: readonly ConfiguredMailbox[],
  now: number,
): Promise<Sync> {
  return transact(db, async (tx) => {
    const sync: Sync = { ids: new Map(), added: [], changed: [], retired: [], returned: [], waiting: [] }
    const rows = new Map((await allMailboxes(tx)).map((row) => [row.key, row]))
    for (const mailbox of configured) {
      const row = rows.get(mailbox.key)
      const id = row ? await follow(tx, row, mailbox, sync, now) : await add(tx, mailbox, sync, now)
      sync.ids.set(mailbox.key, id)
      await addMembers(tx, id, mailbox, sync, now)
    }
    const keys = new Set(configured.map((mailbox) => mailbox.key))
    for (const row of rows.values()) {
      if (row.retired_at === null && !keys.has(row.key)) await retire(tx, row, sync, now)
    }
    return sync
  })
}

async function add(tx: Db, mailbox: ConfiguredMailbox, sync: Sync, now: number): Promise<number> {
  const { id } = await tx
    .insertInto('mailboxes')
    .values({
      key: mailbox.key,
      name: mailbox.name,
      address: mailbox.address,
      sender_name: mailbox.senderName ?? null,
      time_zone: mailbox.timeZone,
      signature: mailbox.signature ?? '',
      retired_at: null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  sync.added.push(mailbox.key)
  await noteChange(tx, id, 'added', now)
  return id
}

async function follow(
  tx: Db,
  row: MailboxRow,
  mailbox: ConfiguredMailbox,
  sync: Sync,
  now: number,
): Promise<number> {
  const changed = changedFields(row, mailbox)
  if (Object.keys(changed).length > 0) {
    await tx.updateTable('mailboxes').set(changed).where('id', '=', row.id).execute()
    const returned = row.retired_at !== null
    sync[returned ? 'returned' : 'changed'].push(row.key)
    await noteChange(tx, row.id, returned ? 'returned' : 'changed', now)
  }
  return row.id
}

async function retire(tx: Db, row: MailboxRow, sync: Sync, now: number): Promise<void> {
  await tx.updateTable('mailboxes').set({ retired_at: now }).where('id', '=', row.id).execute()
  sync.retired.push(row.key)
  await noteChange(tx, row.id, 'retired', now)
}

async function addMembers(
  tx: Db,
  mailboxId: number,
  { key, members }: ConfiguredMailbox,
  sync: Sync,
  now: number,
): Promise<void> {
  for (const member of members) {
    const holder = await findHolder(tx, member)
    if (holder === null) sync.waiting.push(`${key}: ${member.name}`)
    else if ((await findRole(tx, mailboxId, holder)) === null)
      await changeMembership(tx, { mailboxId, of: holder, role: member.role }, null, now)
  }
}

async function noteChange(tx: Db, mailboxId: number, change: string, now: number): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'mailbox_changed',
    mailboxId,
    threadId: null,
    actorId: null,
    facts: { change },
  })
}
