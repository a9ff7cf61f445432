import type { Config } from '../../config/config.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { backupFacts } from '../backup/backup.store.ts'
import { type BackupFacts, backupStanding } from '../backup/backup.ts'
import { folderProblem } from '../backup/make-copy.ts'
import { openToRead } from '../db/open-ready.ts'
import type { Finding } from '../mailbox/examine-connections.ts'
import { problemInWords, timeInWords } from './backup.ts'

type BackupFinding = Pick<Finding, 'level'> & { words: string }

/**
 * Looks whether backups are made and how old the newest good one is; makes nothing.
 *
 * @param isReady whether the database can be asked
 * @param now UTC ms
 */
export async function backupFinding(config: Config, isReady: boolean, now: number): Promise<BackupFinding> {
  const t = translatorFor(config.language)
  const { schedule, warnAfter } = config.backup
  const { databaseUrl } = config
  const problem = schedule && folderProblem(schedule.folder, databaseUrl.slice('sqlite:'.length))
  if (problem) return { level: 'wrong', words: problemInWords(config, problem) }
  const facts: BackupFacts = isReady
    ? await factsOf(databaseUrl)
    : { goodAt: null, failed: null, since: Number.MAX_SAFE_INTEGER }
  const standing = backupStanding(facts, warnAfter, now)
  const last =
    facts.goodAt === null
      ? t('backup.never_good')
      : t('backup.last_good', { time: timeInWords(config, facts.goodAt, now) })
  switch (standing.is) {
    case 'good':
      return { level: 'good', words: last }
    case 'unwatched':
      return { level: 'note', words: `${t('backup.doctor_none')} ${last}` }
    case 'old':
      return { level: 'wrong', words: `${t('backup.alarm_old')}: ${last}` }
    case 'failed':
      return {
        level: 'wrong',
        words: `${t('backup.alarm_failed')}: ${problemInWords(config, standing.problem)} ${last}`,
      }
  }
}

async function factsOf(url: string): Promise<BackupFacts> {
  const db = await openToRead(url)
  try {
    return await backupFacts(db)
  } finally {
    await db.destroy()
  }
}
