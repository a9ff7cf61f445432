import { resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { postgresCommands } from '../backup/postgres-commands.ts'
import { type Restored, restoreFile } from '../backup/restore-file.ts'
import { notMailed, settleInPlace } from '../backup/settle-put-back.ts'
import type { SettledCounts } from '../backup/settle-restored.ts'
import { backupName } from '../backup/timetable.ts'
import { openReady } from '../db/open-ready.ts'
import { othersConnected } from '../db/others-connected.ts'
import { shownDatabase } from '../db/problem.ts'
import { calledSo, inMegabytes, problemInWords, timeInWords } from './backup.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

/**
 * Puts a backup in the place of the database while no server runs; or, `inPlace`, does what remains to be done where
 * it was put there by other means.
 *
 * @throws CommandFailed when nothing was restored, with what to do
 */
export async function restoreCommand(
  file: string | undefined,
  { inPlace }: { inPlace?: boolean },
  context: Context,
): Promise<void> {
  const config = context.config()
  if (inPlace) return inPlaceCommand(config, context)
  if (file === undefined) throw new CommandFailed('Name the backup: hoshin restore FILE', 2)
  if (!config.databaseUrl.startsWith('sqlite:')) throw sayPostgres(file, config, context)
  const { clock, stdout, bar } = context
  const now = clock()
  const database = config.databaseUrl.slice('sqlite:'.length)
  const day = backupName(now, config.timeZone).replace(/^hoshin-|\.db$/g, '')
  const restored = await restoreFile(
    {
      ...{ file, database, aside: `${database}.before-restore-${day}`, now },
      words: (takenAt) => notMailed(config, takenAt, now),
    },
    inMegabytes(context),
  )
  bar?.end()
  if ('problem' in restored) {
    const why = problemInWords(config, restored.problem)
    throw new CommandFailed(translatorFor(config.language)('backup.refused_restore', { why }))
  }
  await stdout.write(`${reportOf(restored, { file, database }, config, now).join('\n')}\n`)
}

function reportOf(
  { takenAt, aside, migrated, settled }: Restored,
  { file, database }: { file: string; database: string },
  config: Config,
  now: number,
): string[] {
  const t = translatorFor(config.language)
  const taken = timeInWords(config, takenAt, now)
  const { hoshin } = calledSo(config, now)
  return [
    t('backup.restored', { file: resolve(file), taken, database: resolve(database) }),
    ...(migrated.length > 0 ? [t('backup.migrated', { steps: migrated.join(', ') })] : []),
    ...settledInWords(config, settled),
    ...(aside === null
      ? []
      : [
          t('backup.set_aside', { path: resolve(aside) }),
          t('backup.go_back', { command: `${hoshin} restore ${resolve(aside)}` }),
        ]),
    t('backup.now_start'),
  ]
}

async function inPlaceCommand(config: Config, { clock, stdout }: Context): Promise<void> {
  const t = translatorFor(config.language)
  const { databaseUrl } = config
  if (await othersConnected(databaseUrl)) {
    const why = problemInWords(config, { code: 'in-use', detail: shownDatabase(databaseUrl) })
    throw new CommandFailed(t('backup.refused_restore', { why }))
  }
  const { db } = await openReady(databaseUrl)
  try {
    const { takenAt, ...settled } = await settleInPlace(db, config, clock())
    const taken = timeInWords(config, takenAt, clock())
    const lines = [
      t('backup.restored_in_place', { database: shownDatabase(databaseUrl), taken }),
      ...settledInWords(config, settled),
      t('backup.now_start'),
    ]
    await stdout.write(`${lines.join('\n')}\n`)
  } finally {
    await db.destroy()
  }
}

function settledInWords(
  { language }: Config,
  { replies, notices, sessions, links }: SettledCounts,
): string[] {
  const t = translatorFor(language)
  return [
    t('backup.settled_replies', { count: replies }),
    t('backup.settled_notices', { count: notices }),
    t('backup.settled_sessions', { count: sessions }),
    t('backup.settled_links', { count: links }),
    t('backup.settled_people'),
  ]
}

function sayPostgres(file: string, config: Config, { clock }: Context): CommandFailed {
  const commands = postgresCommands(config.databaseUrl, file, calledSo(config, clock()))
  return new CommandFailed(translatorFor(config.language)('backup.restore_with_postgres', commands), 2)
}
