/** How long an attempt counts, ms. */
export const WINDOW = 15 * 60_000
const PER_EMAIL = 5
/** A team behind one address shares it, so it may err more often. */
const PER_ADDRESS = 20

/**
 * When the next attempt to sign in is allowed (UTC ms), or null: now.
 *
 * @param attempts instants of the failed or unfinished attempts within the window, in any order
 */
export function nextAttemptAt(attempts: {
  forEmail: readonly number[]
  fromAddress: readonly number[]
}): number | null {
  const waits = [opensAt(attempts.forEmail, PER_EMAIL), opensAt(attempts.fromAddress, PER_ADDRESS)]
  const latest = Math.max(...waits.map((at) => at ?? 0))
  return latest === 0 ? null : latest
}

/** The instant at which fewer than `limit` of them are left in the window. */
function opensAt(attempts: readonly number[], limit: number): number | null {
  if (attempts.length < limit) return null
  const newestFirst = [...attempts].sort((a, b) => b - a)
  const freeing = newestFirst[limit - 1]
  return freeing === undefined ? null : freeing + WINDOW
}
