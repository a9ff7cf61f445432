import { z } from 'zod'
import { roles } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import type { Grants, Invitation } from './invitation.ts'

const StoredGrants = z.object({
  reading: z.string().default(''),
  title: z.string().default(''),
  isAdmin: z.boolean().default(false),
  memberships: z.array(z.object({ mailboxId: z.number(), role: z.enum(roles) })).default([]),
  groupIds: z.array(z.number()).default([]),
})

export const noGrants: Grants = { reading: '', title: '', isAdmin: false, memberships: [], groupIds: [] }

export async function insertInvitation(
  tx: Db,
  invitation: Omit<Invitation, 'id' | 'usedAt'> & { tokenHash: string },
): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({
      token_hash: invitation.tokenHash,
      purpose: invitation.purpose,
      account_id: invitation.accountId,
      email: invitation.email,
      name: invitation.name,
      grants: JSON.stringify(invitation.grants),
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt,
      ends_at: invitation.endsAt,
      used_at: null,
    })
    .execute()
}

export async function findInvitation(db: Db, tokenHash: string): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Those to join that can still be used, the newest first. */
export async function openInvitations(db: Db, now: number): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('purpose', '=', 'join')
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(fromRow)
}

/** The link by which this person can choose a new password now, if there is one. */
export async function openPasswordLink(db: Db, accountId: number, now: number): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('purpose', '=', 'password')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Of several who use the same link at once, one gets true. */
export async function useInvitation(tx: Db, id: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes back earlier links for the same purpose and address. */
export async function deleteUnusedInvitations(
  tx: Db,
  purpose: Invitation['purpose'],
  email: string,
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('invitations')
    .where('purpose', '=', purpose)
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function fromRow(row: Row<'invitations'>): Invitation {
  return {
    id: row.id,
    purpose: row.purpose,
    accountId: row.account_id,
    email: row.email,
    name: row.name,
    grants: StoredGrants.catch({ ...noGrants, memberships: [], groupIds: [] }).parse(JSON.parse(row.grants)),
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    endsAt: row.ends_at,
    usedAt: row.used_at,
  }
}
