const FIRST = 2_000
const LONGEST = 5 * 60_000

/**
 * How long to wait (ms) before connecting again: 2 s, 4 s, 8 s … at most 5 minutes, and of that between a
 * half and the whole, so that many mailboxes do not come back to a restarted server at the same moment.
 *
 * @param attempts failed ones in a row, from 1
 * @param random from 0 up to 1
 */
export function nextTry(attempts: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts - 1, 30))
  return Math.round(full / 2 + (full / 2) * random)
}
