import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { findAccount } from './account.store.ts'
import type { Locale } from './account.ts'
import { addToGroup } from './change-group.ts'
import { groupIdsThere, mailboxIdsThere } from './grantable.store.ts'
import { findInvitation, useInvitation } from './invitation.store.ts'
import { type Grants, type Invitation, invitationProblem } from './invitation.ts'
import { joinAccount } from './join-account.ts'
import { tokenHash } from './session.ts'
import { changeMembership } from './set-membership.ts'
import { setPassword } from './set-password.ts'

export type Accepted =
  | { accountId: number }
  /** `taken`: the address got an account by another way meanwhile. */
  | { refused: 'unknown' | 'used' | 'ended' | 'taken' }

/**
 * Uses a link: makes the account with what it was granted, or gives the present one a new password. Of
 * several who use it at once one wins.
 *
 * @param answer the password is hashed beforehand, as that takes too long for a transaction
 */
export function acceptInvitation(
  db: Db,
  token: string,
  answer: { name: string; reading: string; locale: Locale; timeZone: string; passwordHash: string },
  now: number,
): Promise<Accepted> {
  return transact(db, async (tx) => {
    const invitation = await findInvitation(tx, tokenHash(token))
    const problem = invitationProblem(invitation, now)
    if (problem !== null || !invitation) return { refused: problem ?? 'unknown' }
    if (!(await useInvitation(tx, invitation.id, now))) return { refused: 'used' }
    return invitation.purpose === 'join'
      ? join(tx, invitation, answer, now)
      : renewPassword(tx, invitation.accountId, answer.passwordHash, now)
  })
}

async function join(
  tx: Db,
  { email, grants, invitedBy }: Invitation,
  answer: Parameters<typeof acceptInvitation>[2],
  now: number,
): Promise<Accepted> {
  const { title, isAdmin } = grants
  const by = { actorId: null, way: 'invitation' } as const
  const accountId = await joinAccount(tx, { ...answer, email, title, isAdmin }, by, now)
  if (accountId === null) return { refused: 'taken' }
  await grant(tx, accountId, grants, invitedBy, now)
  return { accountId }
}

/** What was granted and is still there: a mailbox or a group may have gone since. */
async function grant(
  tx: Db,
  accountId: number,
  grants: Grants,
  actorId: number | null,
  now: number,
): Promise<void> {
  const mailboxes = await mailboxIdsThere(
    tx,
    grants.memberships.map((one) => one.mailboxId),
  )
  for (const { mailboxId, role } of grants.memberships) {
    if (mailboxes.has(mailboxId))
      await changeMembership(tx, { mailboxId, of: { accountId }, role }, actorId, now)
  }
  for (const groupId of await groupIdsThere(tx, grants.groupIds))
    await addToGroup(tx, groupId, accountId, actorId, now)
}

async function renewPassword(
  tx: Db,
  accountId: number | null,
  passwordHash: string,
  now: number,
): Promise<Accepted> {
  const account = accountId === null ? null : await findAccount(tx, accountId)
  if (!account || account.disabledAt !== null) return { refused: 'unknown' }
  await setPassword(tx, { accountId: account.id, passwordHash }, account.id, now)
  return { accountId: account.id }
}
