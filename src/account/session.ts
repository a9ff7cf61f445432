import { createHash, randomBytes } from 'node:crypto'

const DAY = 86_400_000
const IDLE = 30 * DAY
const ALTOGETHER = 90 * DAY
const SEEN_EVERY = 60_000

/** A new secret for a cookie or a link: 32 random bytes, as base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: SHA-256 in hex, so that a leaked database opens nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** When a session ends (UTC ms): 30 days after it was last seen, 90 days after it began at the latest. */
export function sessionEnd(createdAt: number, seenAt: number): number {
  return Math.min(seenAt + IDLE, createdAt + ALTOGETHER)
}

/** Whether a request now is worth a write: once a minute is enough to show when somebody was here. */
export function isSeenAnew(seenAt: number, now: number): boolean {
  return now - seenAt >= SEEN_EVERY
}

/** For how long the browser keeps the cookie, in seconds. */
export const cookieSeconds = ALTOGETHER / 1000
