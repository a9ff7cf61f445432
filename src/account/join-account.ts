import type { Db } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import { insertAccount } from './account.store.ts'
import type { NewAccount } from './account.ts'

/** Adds an account and its event, inside the caller's transaction. Null when the address is taken. */
export async function joinAccount(
  tx: Db,
  account: NewAccount,
  by: { actorId: number | null; way: 'first_run' | 'invitation' | 'command' },
  now: number,
): Promise<number | null> {
  const id = await insertAccount(tx, account, now)
  if (id === null) return null
  await recordEvent(tx, {
    at: now,
    kind: 'account_joined',
    mailboxId: null,
    threadId: null,
    actorId: by.actorId ?? id,
    facts: { account: id, name: account.name, way: by.way, admin: account.isAdmin },
  })
  return id
}
