import { translatorFor } from '../../views/locales/index.ts'
import { examineDatabase } from '../db/open-ready.ts'
import { DatabaseUnusable, shownDatabase } from '../db/problem.ts'
import {
  examineConnections,
  examineSmtp,
  type Finding,
  findingInWords,
} from '../mailbox/examine-connections.ts'
import type { Context } from './context.ts'
import { backupFinding } from './doctor-backup.ts'
import { CommandFailed } from './failure.ts'

const marks: Record<Finding['level'], string> = { good: 'ok   ', note: 'note ', wrong: 'WRONG' }

/**
 * Tries the database and every connection, makes and changes nothing anywhere, and says in words what was found,
 * in the language of the configuration.
 *
 * @throws CommandFailed when anything is wrong, after all was said
 */
export async function doctorCommand({ config, stdout, clock }: Context): Promise<void> {
  const configured = config()
  const { databaseUrl, language, mailboxes, notifications } = configured
  const t = translatorFor(language)
  const say = (level: Finding['level'], about: string, words: string) =>
    stdout.write(`${marks[level]} ${about}: ${words}\n`)

  const database = await databaseFinding(databaseUrl)
  await say(database.level, 'database', database.words)
  const backup = await backupFinding(configured, database.level === 'good', clock())
  await say(backup.level, 'backup', backup.words)
  const findings = await examineConnections(mailboxes)
  if (notifications) findings.push(...(await examineSmtp('notifications', notifications.smtp)))
  for (const finding of findings) await say(finding.level, finding.mailbox, findingInWords(t, finding))

  const wrong = [database, backup, ...findings].filter(({ level }) => level === 'wrong').length
  if (wrong > 0) throw new CommandFailed(`${wrong} of ${findings.length + 2} findings are wrong.`)
}

async function databaseFinding(url: string): Promise<Pick<Finding, 'level'> & { words: string }> {
  const name = shownDatabase(url)
  try {
    switch (await examineDatabase(url)) {
      case 'ready':
        return { level: 'good', words: `${name} is there and at this version.` }
      case 'older':
        return { level: 'note', words: `${name} is older than this hoshin; \`hoshin serve\` brings it up.` }
      case 'missing':
        return { level: 'note', words: `${name} is not there yet; \`hoshin serve\` makes it.` }
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnusable)) throw error
    return { level: 'wrong', words: error.message }
  }
}
