/** Why a backup or a restore did not come about. The words for each are in views/locales, under the same name. */
export const backupProblems = [
  'exists',
  'is-database',
  'is-folder',
  'no-folder',
  'not-writable',
  'disk-full',
  'io-error',
  'no-database',
  'unreadable',
  'database-damaged',
  'copy-damaged',
  'cut-off',
  'missing',
  'not-sqlite',
  'not-hoshin',
  'newer',
  'damaged',
  'in-use',
  'other',
] as const

export type BackupProblemCode = (typeof backupProblems)[number]

/** `detail` is the system's own words, or what the code is about; empty where the code says it all. */
export type BackupProblem = { code: BackupProblemCode; detail: string }

/** An expected refusal that ends a copy wherever it stands. */
export class BackupRefused extends Error {
  readonly problem: BackupProblem

  constructor(code: BackupProblemCode, detail = '') {
    super(`${code} ${detail}`.trim())
    this.problem = { code, detail }
  }
}

export function problemCode(word: string | null): BackupProblemCode {
  return backupProblems.find((code) => code === word) ?? 'other'
}

/** What is known of the last backups. Instants in UTC ms. */
export type BackupFacts = {
  /** When the newest good one was begun; what was committed until then is in it. */
  goodAt: number | null
  /** The timetable's newest attempt, where it failed and no good one was begun since. */
  failed: { at: number; problem: BackupProblem } | null
  /** Since when anything could have been backed up. */
  since: number
}

export type BackupStanding =
  /** Nobody asked to be alarmed. */
  | { is: 'unwatched'; goodAt: number | null }
  | { is: 'good'; goodAt: number | null }
  | { is: 'old'; goodAt: number | null }
  | { is: 'failed'; goodAt: number | null; at: number; problem: BackupProblem }

/** How backups stand. @param warnAfter ms; null where nobody is to be alarmed @param now UTC ms */
export function backupStanding(
  { goodAt, failed, since }: BackupFacts,
  warnAfter: number | null,
  now: number,
): BackupStanding {
  if (warnAfter === null) return { is: 'unwatched', goodAt }
  if (failed) return { is: 'failed', goodAt, ...failed }
  return { is: now - (goodAt ?? since) > warnAfter ? 'old' : 'good', goodAt }
}

/** Whether somebody must do something. */
export function isTrouble(
  standing: BackupStanding,
): standing is Extract<BackupStanding, { is: 'old' | 'failed' }> {
  return standing.is === 'old' || standing.is === 'failed'
}
