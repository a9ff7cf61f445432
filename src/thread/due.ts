/** What can make a thread overdue. Instants are UTC ms. */
export type Clocks = {
  done: boolean
  /** Due times of the open waits; null where none was given. */
  waits: readonly (number | null)[]
  /** The binding policy's due time, when it was set, and the last answer that went out. */
  policy: { dueAt: number | null; setAt: number } | null
  lastOutboundAt: number | null
}

/**
 * The next instant at which the thread is late, or null. A policy's clock ends with the first answer
 * that goes out under it, a wait's with the wait, and every clock with the thread.
 */
export function nextDue(clocks: Clocks): number | null {
  if (clocks.done) return null
  const times = clocks.waits.filter((time) => time !== null)
  const { policy, lastOutboundAt } = clocks
  const answered = policy !== null && lastOutboundAt !== null && lastOutboundAt >= policy.setAt
  if (policy?.dueAt && !answered) times.push(policy.dueAt)
  return times.length > 0 ? Math.min(...times) : null
}
