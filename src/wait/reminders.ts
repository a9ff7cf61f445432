const HOUR = 3_600_000
/** Before the due time: a quarter of the whole time, but neither minutes nor half a day before it. */
const EARLIEST = 4 * HOUR
const LEAST = HOUR / 2
/** After it, once a day until somebody answers or ends the wait. */
const AGAIN = 24 * HOUR

/**
 * When those who wait, and those whom they wait for, are reminded next. The first reminder comes before the
 * due time, the second at it, and then one each day.
 *
 * @param made how many reminders there have been
 * @param now UTC ms: after a long stop the ones in between are not made up for
 * @returns UTC ms, or null for a wait without a due time
 */
export function nextReminder(
  wait: { openedAt: number; dueAt: number | null },
  made: number,
  now: number,
): number | null {
  const { openedAt, dueAt } = wait
  if (dueAt === null) return null
  if (made === 0) {
    const ahead = Math.min(EARLIEST, Math.max(LEAST, (dueAt - openedAt) / 4))
    const before = Math.floor(dueAt - ahead)
    // A question that is due in minutes has had no time to be forgotten.
    return before > openedAt ? before : dueAt
  }
  if (now < dueAt) return dueAt
  return dueAt + (Math.floor((now - dueAt) / AGAIN) + 1) * AGAIN
}
