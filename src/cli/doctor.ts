import { translatorFor } from '../../views/locales/index.ts'
import { openReady } from '../db/open-ready.ts'
import { DatabaseUnusable, shownDatabase } from '../db/problem.ts'
import {
  examineConnections,
  examineSmtp,
  type Finding,
  findingInWords,
} from '../mailbox/examine-connections.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

const marks: Record<Finding['level'], string> = { good: 'ok   ', note: 'note ', wrong: 'WRONG' }

/**
 * Tries the database and every connection, changes nothing on any server, and says in words what was found,
 * in the language of the configuration.
 *
 * @throws CommandFailed when anything is wrong, after all was said
 */
export async function doctorCommand({ config, stdout }: Context): Promise<void> {
  const { databaseUrl, language, mailboxes, notifications } = config()
  const t = translatorFor(language)
  const say = (level: Finding['level'], about: string, words: string) =>
    stdout.write(`${marks[level]} ${about}: ${words}\n`)

  const database = await databaseFinding(databaseUrl)
  await say(database.level, 'database', database.words)
  const findings = await examineConnections(mailboxes)
  if (notifications) findings.push(...(await examineSmtp('notifications', notifications.smtp)))
  for (const finding of findings) await say(finding.level, finding.mailbox, findingInWords(t, finding))

  const wrong = [database, ...findings].filter(({ level }) => level === 'wrong').length
  if (wrong > 0) throw new CommandFailed(`${wrong} of ${findings.length + 1} findings are wrong.`)
}

async function databaseFinding(url: string): Promise<{ level: 'good' | 'wrong'; words: string }> {
  try {
    const { db } = await openReady(url)
    await db.destroy()
    return { level: 'good', words: `${shownDatabase(url)} is there and at this version.` }
  } catch (error) {
    if (!(error instanceof DatabaseUnusable)) throw error
    return { level: 'wrong', words: error.message }
  }
}
