import type { BackupSchedule } from '../../config/backup.ts'
import { DAY } from '../business-time/zone.ts'
import { localDay } from './timetable.ts'

/** A backup that is there; `at` in UTC ms. */
export type Kept = { id: number; at: number }

/**
 * The backups that need not stay: all but those of the last 24 hours, the newest of each of the newest `daily` days
 * on which there is one, and likewise of weeks (from Monday) and months. The newest always stays. Days without a
 * backup are not counted, so that a stop of the timetable makes nothing go.
 *
 * @param now UTC ms
 */
export function noLongerKept(
  backups: readonly Kept[],
  keep: BackupSchedule['keep'],
  timeZone: string,
  now: number,
): Kept[] {
  const newestFirst = backups.toSorted((one, other) => other.at - one.at)
  const stay = new Set<Kept>([
    ...newestFirst.slice(0, 1),
    ...newestFirst.filter(({ at }) => at > now - DAY),
    ...newestOfEach(newestFirst, keep.daily, ({ at }) => localDay(at, timeZone)),
    // 1 January 1970 was a Thursday.
    ...newestOfEach(newestFirst, keep.weekly, ({ at }) => Math.floor((localDay(at, timeZone) + 3) / 7)),
    ...newestOfEach(newestFirst, keep.monthly, ({ at }) => monthOf(localDay(at, timeZone))),
  ])
  return newestFirst.filter((backup) => !stay.has(backup))
}

function monthOf(day: number): number {
  const date = new Date(day * DAY)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function newestOfEach(newestFirst: readonly Kept[], count: number, part: (backup: Kept) => number): Kept[] {
  const newest = new Map<number, Kept>()
  for (const backup of newestFirst) if (!newest.has(part(backup))) newest.set(part(backup), backup)
  return [...newest.values()].slice(0, count)
}
