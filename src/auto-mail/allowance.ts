const HOUR = 3_600_000

/** Automatic mails to one outside address within any hour. Two machines that answer each other stop here. */
export const MOST_IN_AN_HOUR = 3

/**
 * Whether one more automatic mail may go to an address.
 *
 * @param times when the last ones went, UTC ms
 * @returns the times to keep, with `now` among them where it may go
 */
export function allowed(times: readonly number[], now: number): { may: boolean; times: number[] } {
  // A clock that was put back must not open the gate: what lies ahead counts as now.
  const recent = times.filter((at) => at > now - HOUR)
  const may = recent.length < MOST_IN_AN_HOUR
  return { may, times: may ? [...recent, now] : recent }
}
