import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { giveLeaseBack, takeLease } from './lease.store.ts'

export type LeaseTools = { db: Db; now: () => number; holder: string; log: Log }

/** ms. A process that dies is replaced after `length`; one that lives renews thrice as often. */
export type LeaseTimes = { length: number; renewal: number }

const usualTimes: LeaseTimes = { length: 60_000, renewal: 20_000 }

/**
 * Does the work while this process holds the lease, and waits for it while another does. The work gets a
 * signal that ends with the lease or with the caller's signal, and must then return.
 */
export async function withLease(
  tools: LeaseTools,
  { name, signal, times = usualTimes }: { name: string; signal: AbortSignal; times?: LeaseTimes },
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    if (await tryTake(tools, name, times)) await workUnderLease(tools, name, signal, times, work)
    else await pause(times.renewal, undefined, { signal }).catch(() => {})
  }
}

async function workUnderLease(
  tools: LeaseTools,
  name: string,
  signal: AbortSignal,
  times: LeaseTimes,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController()
  const renew = async () => {
    if (await tryTake(tools, name, times)) return
    tools.log.warn('lease lost', { lease: name })
    lost.abort()
  }
  const timer = setInterval(() => void renew(), times.renewal)
  try {
    await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(timer)
    await giveLeaseBack(tools.db, name, tools.holder).catch(() => {})
  }
}

/** A database that does not answer gives no lease; the work then stops rather than be done twice. */
async function tryTake(tools: LeaseTools, name: string, times: LeaseTimes): Promise<boolean> {
  try {
    const now = tools.now()
    return await takeLease(tools.db, { name, holder: tools.holder, until: now + times.length }, now)
  } catch (error) {
    tools.log.error('lease could not be asked for', { lease: name, error: String(error) })
    return false
  }
}
