import type { Translate } from '../../views/locales/index.ts'
import { ConnectionFailed, type ConnectionProblem } from '../mail/connection-problem.ts'
import { type ImapConnection, type ImapSettings, openImap } from '../mail/imap.ts'
import { openSmtp, type SmtpSettings } from '../mail/smtp.ts'
import { problemInWords } from './connection-words.ts'

export type ExaminedMailbox = {
  key: string
  imap: ImapSettings & { folders: readonly string[]; sent: string | null; pollSeconds: number }
  smtp: SmtpSettings
  /** Whether hoshin keeps copies of what it sends in the Sent folder, and so needs one. */
  appendSent: boolean
}

/** `good`: works. `note`: works, but know this. `wrong`: mail does not come or go until it is mended. */
export type Finding = { mailbox: string; level: 'good' | 'note' | 'wrong' } & (
  | { code: 'problem'; problem: ConnectionProblem }
  | { code: FactCode; facts: Record<string, string | number> }
)

type FactCode = 'imap-works' | 'no-idle' | 'folder-works' | 'folders-there' | 'sent-works' | 'smtp-works'

/**
 * Tries every connection, folder and way out, and changes nothing on any server.
 *
 * @returns findings in the order of the mailboxes; each problem says what to check
 */
export async function examineConnections(mailboxes: readonly ExaminedMailbox[]): Promise<Finding[]> {
  const examined = mailboxes.map(async (mailbox) => [
    ...(await examineImap(mailbox)),
    ...(await examineSmtp(mailbox.key, mailbox.smtp)),
  ])
  return (await Promise.all(examined)).flat()
}

/** @param mailbox under what name the findings stand, such as `notifications` */
export async function examineSmtp(mailbox: string, smtp: SmtpSettings): Promise<Finding[]> {
  try {
    await openSmtp(smtp).verify()
    return [{ mailbox, level: 'good', code: 'smtp-works', facts: { host: smtp.host, port: smtp.port } }]
  } catch (error) {
    return [wrong(mailbox, error)]
  }
}

/** One line for a person. */
export function findingInWords(t: Translate, finding: Finding): string {
  return finding.code === 'problem'
    ? problemInWords(t, finding.problem)
    : t(`doctor.${finding.code}`, finding.facts)
}

async function examineImap(mailbox: ExaminedMailbox): Promise<Finding[]> {
  const { key, imap } = mailbox
  let connection: ImapConnection
  try {
    connection = await openImap(imap)
  } catch (error) {
    return [wrong(key, error)]
  }
  try {
    const { host, port, user, pollSeconds: seconds } = imap
    const findings: Finding[] = [
      { mailbox: key, level: 'good', code: 'imap-works', facts: { host, port, user } },
    ]
    if (!connection.announces)
      findings.push({ mailbox: key, level: 'note', code: 'no-idle', facts: { host, seconds } })
    for (const folder of imap.folders)
      findings.push(await examineFolder(connection, key, folder, 'folder-works'))
    findings.push(await examineSent(connection, mailbox))
    if (findings.some(isMissingFolder)) findings.push(await foldersThere(connection, key))
    return findings
  } catch (error) {
    return [wrong(key, error)]
  } finally {
    await connection.close()
  }
}

async function examineSent(
  connection: ImapConnection,
  { key, imap, appendSent }: ExaminedMailbox,
): Promise<Finding> {
  const marked = (await connection.folders()).find((folder) => folder.specialUse === '\\Sent')
  const name = imap.sent ?? marked?.name
  if (name !== undefined) return examineFolder(connection, key, name, 'sent-works')
  const { host, port, user } = imap
  const problem: ConnectionProblem = {
    code: 'no-sent-folder',
    way: 'imap',
    host,
    port,
    user,
    folder: '',
    detail: '',
  }
  return { mailbox: key, level: appendSent ? 'wrong' : 'note', code: 'problem', problem }
}

async function examineFolder(
  connection: ImapConnection,
  mailbox: string,
  folder: string,
  code: 'folder-works' | 'sent-works',
): Promise<Finding> {
  try {
    const { exists } = await connection.open(folder)
    return { mailbox, level: 'good', code, facts: { folder, count: exists } }
  } catch (error) {
    return wrong(mailbox, error)
  }
}

function isMissingFolder(finding: Finding): boolean {
  return finding.code === 'problem' && ['no-folder', 'no-sent-folder'].includes(finding.problem.code)
}

/** Whoever misspelt a folder sees how the server spells it. */
async function foldersThere(connection: ImapConnection, mailbox: string): Promise<Finding> {
  const folders = (await connection.folders()).map((folder) => folder.name).slice(0, 30)
  return { mailbox, level: 'note', code: 'folders-there', facts: { folders: folders.join(', ') } }
}

/** Anything that is no connection problem is a fault of ours, and is thrown on. */
function wrong(mailbox: string, error: unknown): Finding {
  if (!(error instanceof ConnectionFailed)) throw error
  return { mailbox, level: 'wrong', code: 'problem', problem: error.problem }
}
