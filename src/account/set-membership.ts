import type { Role } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { tellWaiting } from '../notification/tell-waiting.ts'
import { mailboxIdsThere } from './grantable.store.ts'
import { memberIdsOf } from './group.store.ts'
import { findRole, type Holder, writeRole } from './membership.store.ts'

export type MembershipChange = {
  mailboxId: number
  of: Holder
  /** null takes the role away. */
  role: Role | null
}

/** Gives several roles at once, as one form does; what stays as it is leaves no event, and a mailbox that has gone is passed over. */
export function setMemberships(
  db: Db,
  changes: readonly MembershipChange[],
  actorId: number,
  now: number,
): Promise<{ changed: number }> {
  return transact(db, async (tx) => {
    const known = await mailboxIdsThere(
      tx,
      changes.map((change) => change.mailboxId),
    )
    let changed = 0
    for (const change of changes) {
      if (known.has(change.mailboxId) && (await changeMembership(tx, change, actorId, now))) changed++
    }
    return { changed }
  })
}

/** One role, inside the caller's transaction. @returns whether anything changed */
export async function changeMembership(
  tx: Db,
  { mailboxId, of, role }: MembershipChange,
  actorId: number | null,
  now: number,
): Promise<boolean> {
  const before = await findRole(tx, mailboxId, of)
  if (before === role) return false
  await writeRole(tx, mailboxId, of, role)
  await tellWaiting(
    tx,
    { accountIds: 'accountId' in of ? [of.accountId] : await memberIdsOf(tx, of.groupId) },
    now,
  )
  await recordEvent(tx, {
    at: now,
    kind: 'membership_changed',
    mailboxId,
    threadId: null,
    actorId,
    facts: {
      ...('accountId' in of ? { account: of.accountId } : { group: of.groupId }),
      before,
      after: role,
    },
  })
  return true
}
