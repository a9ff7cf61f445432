import { setTimeout as pause } from 'node:timers/promises'

/** How long to wait (ms), how often to look (ms), and what for, in words that complete "waited for …". */
export type Deadline = { deadline?: number; every?: number; what?: string }

/**
 * Waits until `condition` gives something truthy and returns that. A condition that throws counts as
 * not yet met; its last error is the cause of the refusal. Throws after `deadline` ms (default 5,000).
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { deadline = 5_000, every = 10, what = 'a condition' }: Deadline = {},
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const ends = performance.now() + deadline
  let cause: unknown
  do {
    try {
      const met = await condition()
      if (isMet(met)) return met
      cause = undefined
    } catch (error) {
      cause = error
    }
    await pause(every)
  } while (performance.now() < ends)
  throw new Error(`waited ${deadline} ms for ${what}, in vain`, { cause })
}

function isMet<T>(value: T): value is Exclude<T, null | undefined | false | 0 | ''> {
  return Boolean(value)
}
