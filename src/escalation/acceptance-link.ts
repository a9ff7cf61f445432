import { createHmac, timingSafeEqual } from 'node:crypto'

/** Who may accept what by a link from their mail, and until when (UTC ms). */
export type AcceptanceLink = { escalationId: number; accountId: number; until: number }

const HOUR = 3_600_000
/** Longer than a night: whoever is called may still look at what became of it in the morning. */
export const LINK_LASTS = 48 * HOUR

/**
 * The last part of the link's address. It is good for its addressee and this escalation alone, and a changed
 * character makes it worthless. It is used once: `isSpent` asks what its addressee has done since.
 */
export function writeAcceptanceLink(link: AcceptanceLink, secret: string): string {
  const said = [link.escalationId, link.accountId, link.until].map((part) => part.toString(36)).join('.')
  return `${said}.${signatureOf(said, secret)}`
}

/** When the link was written, UTC ms. */
export function writtenAt({ until }: AcceptanceLink): number {
  return until - LINK_LASTS
}

/** @returns null for a link that was altered or cut; its end is for the caller to hold against the clock */
export function readAcceptanceLink(token: string, secret: string): AcceptanceLink | null {
  const match = /^(([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11}))\.([\w-]{43})$/.exec(token)
  if (!match) return null
  const [, said = '', escalation = '', account = '', until = '', signature = ''] = match
  const right = Buffer.from(signatureOf(said, secret))
  if (!timingSafeEqual(right, Buffer.from(signature))) return null
  const [escalationId, accountId, end] = [escalation, account, until].map((part) => Number.parseInt(part, 36))
  return escalationId === undefined || accountId === undefined || end === undefined
    ? null
    : { escalationId, accountId, until: end }
}

/** The purpose is part of what is signed: no other token of this installation can stand in for it. */
function signatureOf(said: string, secret: string): string {
  return createHmac('sha256', secret).update(`acceptance:${said}`).digest('base64url')
}
