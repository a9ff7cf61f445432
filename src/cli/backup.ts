import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { sizeInWords } from '../../views/parts.tsx'
import { fullTime, makeReader } from '../../views/reader.ts'
import { backUp } from '../backup/back-up.ts'
import { noteOutside } from '../backup/backup.store.ts'
import { type BackupProblem, BackupRefused } from '../backup/backup.ts'
import { makeCopy } from '../backup/make-copy.ts'
import { postgresCommands } from '../backup/postgres-commands.ts'
import { backupName } from '../backup/timetable.ts'
import type { CopyProgress } from '../db/copy-sqlite.ts'
import { examineDatabase, openToRead } from '../db/open-ready.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

type Options = { force?: boolean; full?: boolean; note?: boolean }

/**
 * Backs the database up into a file while the server runs, or notes that another program has.
 *
 * @throws CommandFailed when there is no backup, with what to do
 */
export async function backupCommand(
  file: string | undefined,
  options: Options,
  context: Context,
): Promise<void> {
  if (file === undefined) throw new CommandFailed('Name the file: hoshin backup FILE', 2)
  const config = context.config()
  if (options.note) return noteCommand(file, config, context)
  if (!config.databaseUrl.startsWith('sqlite:')) throw sayPostgres(file, config, context)
  return copyCommand(file, options, config, context)
}

async function copyCommand(file: string, options: Options, config: Config, context: Context): Promise<void> {
  const { clock, stdout } = context
  const t = translatorFor(config.language)
  const isReady = (await examineDatabase(config.databaseUrl)) === 'ready'
  const db = isReady ? await openToRead(config.databaseUrl) : null
  const takenAt = clock()
  const onProgress = inMegabytes(context)
  using interruption = awaitInterruption()
  try {
    const outcome = await backUp(
      db,
      {
        from: config.databaseUrl.slice('sqlite:'.length),
        to: file,
        force: options.force === true,
        check: options.full === true ? 'full' : 'quick',
        madeBy: 'command',
      },
      (request) =>
        makeCopy(request, (progress) => {
          if (interruption.came()) throw new BackupRefused('cut-off')
          onProgress(progress)
        }),
      clock,
    )
    context.bar?.end()
    if ('problem' in outcome) {
      throw new CommandFailed(t('backup.refused', { why: problemInWords(config, outcome.problem) }))
    }
    const taken = timeInWords(config, takenAt, clock())
    const made = { file: resolve(file), taken, size: sizeInWords(outcome.size) }
    await stdout.write(`${t('backup.made', made)}\n${t('backup.keep_too', { config: config.file })}\n`)
  } finally {
    await db?.destroy()
  }
}

async function noteCommand(file: string, config: Config, { clock, stdout }: Context): Promise<void> {
  const t = translatorFor(config.language)
  const size = existsSync(file) ? statSync(file).size : null
  if (size === 0) throw new CommandFailed(t('backup.refused', { why: t('backup.note_empty', { file }) }))
  const db = await openToRead(config.databaseUrl)
  try {
    await noteOutside(db, size === null ? file : resolve(file), size, clock())
  } finally {
    await db.destroy()
  }
  await stdout.write(`${t('backup.noted', { file })}\n`)
}

function sayPostgres(file: string, config: Config, { clock }: Context): CommandFailed {
  const commands = postgresCommands(config.databaseUrl, file, calledSo(config, clock()))
  return new CommandFailed(translatorFor(config.language)('backup.with_postgres', { ...commands, file }), 2)
}

/** How somebody calls this hoshin, and the day for a name. */
export function calledSo({ file, timeZone }: Config, now: number): { hoshin: string; day: string } {
  return { hoshin: `hoshin -c ${resolve(file)}`, day: backupName(now, timeZone).split('-')[1] ?? '' }
}

export function problemInWords({ language }: Config, { code, detail }: BackupProblem): string {
  return translatorFor(language)(`backup_problem.${code}`, { detail })
}

export function timeInWords({ language, timeZone }: Config, at: number, now: number): string {
  return fullTime(makeReader({ locale: language, timeZone, now, newestFirst: true }), at)
}

/** Draws a bar where there is a terminal. */
export function inMegabytes({ bar }: Context): (progress: CopyProgress) => void {
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)
  return ({ done, total }) =>
    bar?.show({ mailbox: '', folder: '', what: 'MB', done: megabytes(done), total: megabytes(total) })
}

/** Ctrl-C leaves no half file behind; nor does a limit on the size of files, which would kill the process. */
function awaitInterruption(): Disposable & { came(): boolean } {
  let came = false
  const stop = () => {
    came = true
  }
  const goOn = () => {}
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGXFSZ', goOn)
  return {
    came: () => came,
    [Symbol.dispose]: () => void process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGXFSZ', goOn),
  }
}
