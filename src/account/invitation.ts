import { createHmac } from 'node:crypto'
import type { MailboxRole } from './account.ts'

/** What somebody gets on joining, chosen by the administrator who invites. */
export type Grants = {
  reading: string
  title: string
  isAdmin: boolean
  memberships: readonly MailboxRole[]
  groupIds: readonly number[]
}

export type Invitation = {
  id: number
  purpose: 'join' | 'password'
  /** For `password`: whose. */
  accountId: number | null
  email: string
  name: string
  grants: Grants
  invitedBy: number | null
  createdAt: number
  endsAt: number
  usedAt: number | null
}

/** Links end after 72 hours. ms. */
export const LINK_LASTS = 72 * 3_600_000

/**
 * The token in the link. Only its hash is stored, yet a mail with the link may have to be sent again, so
 * it is derived from the invitation instead of drawn by lot.
 *
 * @param secret the installation's secret for links
 */
export function invitationToken(
  secret: string,
  { purpose, email, createdAt }: Pick<Invitation, 'purpose' | 'email' | 'createdAt'>,
): string {
  return createHmac('sha256', secret)
    .update(`invitation ${purpose} ${createdAt} ${email}`)
    .digest('base64url')
}

/** The address to hand over: opening it shows a form and does nothing yet, as mail scanners open every link. */
export function invitationLink(publicUrl: URL, token: string): string {
  return new URL(`/invitations/${token}`, publicUrl).href
}

/** Why a link does not work any more, or null. */
export function invitationProblem(
  invitation: Pick<Invitation, 'usedAt' | 'endsAt'> | null,
  now: number,
): 'unknown' | 'used' | 'ended' | null {
  if (!invitation) return 'unknown'
  if (invitation.usedAt !== null) return 'used'
  return invitation.endsAt <= now ? 'ended' : null
}
