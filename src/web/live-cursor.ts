/**
 * How far the history has been read. PostgreSQL hands out ids before commit, so a lower id can appear after
 * a higher one was read: ids that are missing between others are looked for again until they are given up.
 */
export type Cursor = {
  readonly highest: number
  /** Missing ids, each with the instant (UTC ms) at which it was first missed. */
  readonly missing: ReadonlyMap<number, number>
}

/** A transaction that is open for longer than this is not waited for; its rows still reach reloaded pages. ms. */
const GIVE_UP_AFTER = 60_000
/** A jump in the ids (a restored database, a crashed server's sequence) is no list of late rows. */
const AT_MOST_MISSING = 1000

/** Where to begin, from the newest ids there are: what is missing among them may still be on its way. */
export function beginAt(newestIds: readonly number[], now: number): Cursor {
  const highest = Math.max(0, ...newestIds)
  const lowest = Math.min(highest, ...newestIds)
  return advance({ highest: lowest, missing: new Map() }, newestIds, now)
}

/** The cursor after these ids were read. */
export function advance(cursor: Cursor, ids: readonly number[], now: number): Cursor {
  const seen = new Set(ids)
  const highest = Math.max(cursor.highest, ...ids)
  const missing = new Map<number, number>()
  for (const [id, since] of cursor.missing) {
    if (!seen.has(id) && now - since < GIVE_UP_AFTER) missing.set(id, since)
  }
  for (let id = Math.max(cursor.highest + 1, highest - AT_MOST_MISSING); id < highest; id++) {
    if (!seen.has(id)) missing.set(id, now)
  }
  return { highest, missing }
}

/** The id up to which everything was told: a browser that goes on from here misses nothing. */
export function settledAt(cursor: Cursor): number {
  return cursor.missing.size === 0 ? cursor.highest : Math.min(...cursor.missing.keys()) - 1
}
