/** Entries that one second holds before the next ones stand a little later than they were said. */
const SLOTS = 16

/** The lowest id that something said at this instant (UTC ms) may have: ids rise with time. */
export function idAt(at: number): number {
  return Math.max(0, Math.min(Math.floor(at / 1000), 1e11)) * SLOTS
}

/**
 * Where an entry stands that found its place taken: farther and farther behind its second, so that thousands of
 * one second need few tries.
 *
 * @param attempt from 0
 * @param salt what differs between entries, such as the id of what was said
 */
export function idTried(at: number, attempt: number, salt: number): number {
  const width = 2 ** attempt
  return idAt(at) + width - 1 + (salt % width)
}

/** The day, counted from 1970 in UTC, on which what has this id was said. */
export function dayOf(id: number): number {
  return Math.floor(id / SLOTS / 86_400)
}

/** The lowest id that something said on that day may have. */
export function idOfDay(day: number): number {
  return Math.max(0, day) * 86_400 * SLOTS
}
