import { z } from 'zod'
import type { ConfigProblem } from './problems.ts'

/** `[backup]` as it is used. Without a folder nothing is made by the timetable. */
export type BackupConfig = {
  schedule: BackupSchedule | null
  /** Ms after which the newest good backup is too old; null: nobody is alarmed. */
  warnAfter: number | null
}

export type BackupSchedule = {
  folder: string
  /** Minutes after midnight in the configured time zone, rising. */
  at: readonly number[]
  keep: { daily: number; weekly: number; monthly: number }
  check: 'quick' | 'full'
}

const time = z
  .string({ error: 'a time of day such as "03:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "03:00"')
const whole = (expected: string, least: number, most: number) =>
  z.int({ error: expected }).min(least, expected).max(most, expected)

export const backupSchema = z
  .strictObject(
    {
      folder: z
        .string({ error: 'the path of a folder' })
        .trim()
        .min(1, 'the path of a folder')
        .regex(/^[^\r\n\0]*$/, 'the path of a folder, in one line')
        .optional(),
      at: z
        .union([time.transform((one) => [one]), z.array(time).min(1).max(24)], {
          error: 'a time of day such as "03:00", or a list of at most 24 of them',
        })
        .optional(),
      keep_daily: whole('a number of days from 1 to 3660', 1, 3660).optional(),
      keep_weekly: whole('a number of weeks from 0 to 520', 0, 520).optional(),
      keep_monthly: whole('a number of months from 0 to 120', 0, 120).optional(),
      check: z.enum(['quick', 'full'], { error: '"quick" or "full"' }).optional(),
      warn_after_hours: whole('a number of hours from 1 to 8784', 1, 8784).optional(),
    },
    { error: 'a table with folder' },
  )
  .prefault({})

const DAY_MINUTES = 24 * 60
const HOUR = 3_600_000
/** Beyond the longest gap of the timetable: the machine may have been off for the night's one. */
const SLACK_HOURS = 12

/** Fills in what depends on other keys, and names what does not fit together. */
export function backupOf(
  written: z.output<typeof backupSchema>,
  databaseUrl: string,
  problems: ConfigProblem[],
): BackupConfig {
  const { folder, warn_after_hours: hours, ...others } = written
  if (folder === undefined) {
    const [stray] = Object.entries(others).find(([, value]) => value !== undefined) ?? []
    if (stray !== undefined) {
      const expected = 'backup.folder beside it: without one nothing is made by the timetable'
      problems.push({ key: `backup.${stray}`, found: 'no backup.folder', expected })
    }
    return { schedule: null, warnAfter: hours === undefined ? null : hours * HOUR }
  }
  if (!databaseUrl.startsWith('sqlite:')) {
    const expected = 'no folder with PostgreSQL, whose own tools make the backups; docs/backup.md says how'
    problems.push({ key: 'backup.folder', found: 'a folder', expected })
  }
  const at = [...new Set((others.at ?? ['03:00']).map(minutesOf))].sort((one, other) => one - other)
  const gap = longestGap(at) / 60
  if (hours !== undefined && hours < gap) {
    const expected = `at least ${Math.ceil(gap)}: so many hours lie between two backups of backup.at`
    problems.push({ key: 'backup.warn_after_hours', found: String(hours), expected })
  }
  return {
    schedule: {
      folder,
      at,
      keep: {
        daily: others.keep_daily ?? 7,
        weekly: others.keep_weekly ?? 4,
        monthly: others.keep_monthly ?? 12,
      },
      check: others.check ?? 'quick',
    },
    warnAfter: (hours ?? Math.ceil(gap) + SLACK_HOURS) * HOUR,
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Minutes between two of these times of day, over midnight too. */
function longestGap(at: readonly number[]): number {
  const gaps = at.map((one, index) => (at[index + 1] ?? (at[0] ?? 0) + DAY_MINUTES) - one)
  return Math.max(...gaps)
}
