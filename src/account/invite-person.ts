import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { secretFor } from '../settings/settings.store.ts'
import { findAccount, findAccountByEmail } from './account.store.ts'
import { deleteUnusedInvitations, insertInvitation, noGrants } from './invitation.store.ts'
import { type Grants, type Invitation, invitationToken, LINK_LASTS } from './invitation.ts'
import { tokenHash } from './session.ts'

/**
 * Invites somebody by a link that works once within 72 hours; an earlier one for the same address stops working.
 *
 * @param person `email` folded
 * @returns the link's token; refused `taken` when the address has an account
 */
export function invitePerson(
  db: Db,
  person: { email: string; name: string; grants: Grants },
  actorId: number,
  now: number,
): Promise<{ token: string } | { refused: 'taken' }> {
  return transact(db, async (tx) => {
    if (await findAccountByEmail(tx, person.email)) return { refused: 'taken' }
    return { token: await writeInvitation(tx, { ...person, purpose: 'join', accountId: null }, actorId, now) }
  })
}

/**
 * Lets somebody who forgot their password choose a new one, by a link like an invitation's.
 *
 * @returns refused `unknown` for no or a disabled account
 */
export function offerNewPassword(
  db: Db,
  accountId: number,
  actorId: number,
  now: number,
): Promise<{ token: string } | { refused: 'unknown' }> {
  return transact(db, async (tx) => {
    const account = await findAccount(tx, accountId)
    if (!account || account.disabledAt !== null) return { refused: 'unknown' }
    const { email, name } = account
    const link = { purpose: 'password', accountId, email, name, grants: noGrants } as const
    return { token: await writeInvitation(tx, link, actorId, now) }
  })
}

/** Takes an invitation back. Returns whether there was one. */
export function withdrawInvitation(db: Db, email: string, actorId: number, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const found = await deleteUnusedInvitations(tx, 'join', email)
    if (found > 0) await recordLink(tx, 'invitation_withdrawn', email, actorId, now)
    return found > 0
  })
}

async function writeInvitation(
  tx: Db,
  link: Pick<Invitation, 'purpose' | 'accountId' | 'email' | 'name' | 'grants'>,
  actorId: number,
  now: number,
): Promise<string> {
  const token = invitationToken(await secretFor(tx, 'links'), { ...link, createdAt: now })
  await deleteUnusedInvitations(tx, link.purpose, link.email)
  await insertInvitation(tx, {
    ...link,
    tokenHash: tokenHash(token),
    invitedBy: actorId,
    createdAt: now,
    endsAt: now + LINK_LASTS,
  })
  await recordLink(tx, link.purpose === 'join' ? 'invited' : 'password_link', link.email, actorId, now)
  return token
}

async function recordLink(tx: Db, what: string, email: string, actorId: number, now: number): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'account_changed',
    mailboxId: null,
    threadId: null,
    actorId,
    facts: { what, email },
  })
}
