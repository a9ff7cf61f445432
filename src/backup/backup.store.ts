import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { endAlarm } from './alarm.store.ts'
import { type BackupFacts, type BackupProblem, problemCode } from './backup.ts'
import type { CopyOutcome } from './make-copy.ts'

export type BackupRow = Row<'backups'>
type MadeBy = BackupRow['made_by']

/** @param now UTC ms @returns the id of its row */
export async function noteBegun(db: Db, madeBy: MadeBy, path: string, now: number): Promise<number> {
  const { id } = await db
    .insertInto('backups')
    .values({ ...nothingYet, made_by: madeBy, path, state: 'running', started_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const nothingYet = {
  ended_at: null,
  size: null,
  checked: null,
  problem: null,
  detail: null,
  removed_at: null,
} as const

/** Notes what came of it; a good one ends the alarm. */
export async function noteEnded(
  db: Db,
  id: number,
  { outcome, check }: { outcome: CopyOutcome; check: 'quick' | 'full' },
  now: number,
): Promise<void> {
  await transact(db, async (tx) => {
    const came =
      'problem' in outcome
        ? ({ state: 'failed', problem: outcome.problem.code, detail: outcome.problem.detail } as const)
        : ({ state: 'good', size: outcome.size, checked: check } as const)
    await tx
      .updateTable('backups')
      .set({ ...came, ended_at: now })
      .where('id', '=', id)
      .execute()
    if (came.state === 'good') await endAlarm(tx, now)
  })
}

/** A good backup that another program made, as the administrator tells. @param size bytes, where it is known */
export async function noteOutside(db: Db, path: string, size: number | null, now: number): Promise<void> {
  await transact(db, async (tx) => {
    await tx
      .insertInto('backups')
      .values({
        ...nothingYet,
        made_by: 'outside',
        path,
        state: 'good',
        started_at: now,
        ended_at: now,
        size,
      })
      .execute()
    await endAlarm(tx, now)
  })
}

/** Rows that a killed process left as running. @returns them, as they were */
export async function cutOffRunning(
  db: Db,
  which: { madeBy: MadeBy; startedBefore: number },
  now: number,
): Promise<BackupRow[]> {
  const rows = await db
    .selectFrom('backups')
    .selectAll()
    .where('state', '=', 'running')
    .where('made_by', '=', which.madeBy)
    .where('started_at', '<', which.startedBefore)
    .execute()
  for (const { id } of rows) {
    await noteEnded(db, id, { outcome: { problem: { code: 'cut-off', detail: '' } }, check: 'quick' }, now)
  }
  return rows
}

/** The timetable's newest attempt, whatever came of it. */
export async function lastAttempt(db: Db): Promise<BackupRow | null> {
  const row = await db
    .selectFrom('backups')
    .selectAll()
    .where('made_by', '=', 'schedule')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function backupFacts(db: Db): Promise<BackupFacts> {
  const good = await db
    .selectFrom('backups')
    .select((eb) => eb.fn.max('started_at').as('at'))
    .where('state', '=', 'good')
    .executeTakeFirst()
  const goodAt = good?.at ?? null
  const first = await db
    .selectFrom('accounts')
    .select((eb) => eb.fn.min('created_at').as('at'))
    .executeTakeFirst()
  const attempt = await lastEnded(db)
  return {
    goodAt,
    failed:
      attempt?.state === 'failed' && attempt.started_at >= (goodAt ?? 0)
        ? { at: attempt.started_at, problem: problemOf(attempt) }
        : null,
    // Nobody has an account yet: there is nothing to lose.
    since: first?.at ?? Number.MAX_SAFE_INTEGER,
  }
}

async function lastEnded(db: Db): Promise<BackupRow | undefined> {
  return db
    .selectFrom('backups')
    .selectAll()
    .where('made_by', '=', 'schedule')
    .where('state', '!=', 'running')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function problemOf({ problem, detail }: Pick<BackupRow, 'problem' | 'detail'>): BackupProblem {
  return { code: problemCode(problem), detail: detail ?? '' }
}

/** Newest first. */
export async function listBackups(db: Db, limit: number): Promise<BackupRow[]> {
  return db.selectFrom('backups').selectAll().orderBy('id', 'desc').limit(limit).execute()
}

/** The timetable's good ones that it has not deleted. */
export async function scheduledBackups(db: Db): Promise<{ id: number; at: number; path: string }[]> {
  return db
    .selectFrom('backups')
    .select(['id', 'started_at as at', 'path'])
    .where('made_by', '=', 'schedule')
    .where('state', '=', 'good')
    .where('removed_at', 'is', null)
    .execute()
}

export async function noteRemoved(db: Db, id: number, now: number): Promise<void> {
  await db.updateTable('backups').set({ removed_at: now }).where('id', '=', id).execute()
}
