import { dayOf, idOfDay } from './entry-id.ts'

/**
 * Stretches of days in which an entry stands, each a fact of its own, so that an index without an order can be
 * asked for what is new.
 */
const levels = [
  { code: 'd', days: 1 },
  { code: 'e', days: 16 },
  { code: 'g', days: 256 },
] as const

/** The blocks of an entry, one of each length. */
export function blockFacts(id: number): string[] {
  return levels.map(({ code, days }) => `${code}${Math.floor(dayOf(id) / days)}`)
}

/** Where the stretches to be looked through begin, from the newest one on; the last begins at `from`. */
export function windowsBelow(below: number, from: number): number[] {
  const last = dayOf(below - 1)
  const edges = levels.map(({ days }) => idOfDay((Math.floor(last / days) - 1) * days))
  return [...edges.filter((edge) => edge > from && edge < below), from]
}

/** More of them cost more than they spare. */
const BLOCKS_NAMED = 4

/** The fewest blocks in which all entries of a stretch stand; none when it is as well to look everywhere. */
export function blocksWithin(from: number, below: number): string[] {
  const [first, last] = [dayOf(from), dayOf(below - 1)]
  for (const { code, days } of levels) {
    const [start, end] = [Math.floor(first / days), Math.floor(last / days)]
    if (end - start < BLOCKS_NAMED)
      return Array.from({ length: end - start + 1 }, (_, n) => `${code}${start + n}`)
  }
  return []
}
