/** What can make a thread overdue. Instants are UTC ms. */
export type Clocks = {
  done: boolean
  /** Due times of the open waits; null where none was given. */
  waits: readonly (number | null)[]
  /** The binding policy's due time, when it was set, and the last answer that went out. */
  policy: { dueAt: number | null; setAt: number } | null
  lastOutboundAt: number | null
  /** The mailbox's promise that is due first, and when to warn of it; null where none runs. */
  target: { dueAt: number | null; warnAt: number | null } | null
}

/**
 * The next instant at which the thread is late, or null. A policy's clock ends with the first answer
 * that goes out under it, a wait's with the wait, and every clock with the thread.
 */
export function nextDue(clocks: Clocks): number | null {
  return earliest(dues(clocks).map(({ at }) => at))
}

/** A due time that a person set is near from an hour before; a target says itself when to warn. */
const NEAR = 3_600_000

/** The instant from which the thread counts as due soon, or null. */
export function nextSoon(clocks: Clocks): number | null {
  return earliest(dues(clocks).map(({ at, soon }) => soon ?? at - NEAR))
}

function dues({ done, waits, policy, lastOutboundAt, target }: Clocks): { at: number; soon?: number }[] {
  if (done) return []
  const found: { at: number; soon?: number }[] = waits
    .filter((time) => time !== null)
    .map((time) => ({ at: time }))
  const answered = policy !== null && lastOutboundAt !== null && lastOutboundAt >= policy.setAt
  if (policy?.dueAt && !answered) found.push({ at: policy.dueAt })
  if (target?.dueAt) found.push({ at: target.dueAt, soon: target.warnAt ?? target.dueAt })
  return found
}

function earliest(times: readonly number[]): number | null {
  return times.length > 0 ? Math.min(...times) : null
}
