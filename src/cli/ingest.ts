import { openConfiguredReader, syncConfigured } from '../configured.ts'
import { openReady } from '../db/open-ready.ts'
import {
  errorInWords,
  type FolderReport,
  type PolledMailbox,
  type PollerTools,
  pollOnce,
} from '../ingest/poll-mailbox.ts'
import { receiveMessages } from '../ingest/receive-messages.ts'
import { openImap } from '../mail/imap.ts'
import { problemsIn } from '../mailbox/connection-words.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ingestReport, type MailboxReport, reportInWords } from './ingest-report.ts'

/**
 * Polls every mailbox once, side by side, so that one that fails keeps none of the others back.
 *
 * @throws CommandFailed when any failed, after the report
 */
export async function ingestCommand({ json = false }: { json?: boolean }, context: Context): Promise<void> {
  const config = context.config()
  const { db } = await openReady(config.databaseUrl)
  const reader = openConfiguredReader(config)
  const { bar } = context
  try {
    const mailboxes = await syncConfigured(db, config, context.log, context.clock())
    const tools: PollerTools = {
      db,
      reader,
      receive: receiveMessages,
      now: context.clock,
      mailBytes: config.limits.mailBytes,
      connect: openImap,
      say: problemsIn(config.language),
      ...(bar && { onProgress: bar.show }),
    }
    const report = ingestReport(await Promise.all(mailboxes.map((mailbox) => poll(tools, mailbox))))
    bar?.end()
    await context.stdout.write(json ? `${JSON.stringify(report)}\n` : reportInWords(report))
    const [first] = report.failed
    if (first !== undefined) {
      const names = report.failed.map(({ mailbox, error }) => `  ${mailbox}: ${error}`)
      throw new CommandFailed(['Not every mailbox could be polled:', ...names].join('\n'))
    }
  } finally {
    await reader.close()
    await db.destroy()
  }
}

/** A database that fails in the middle fails for one mailbox's report, not for the whole command. */
async function poll(tools: PollerTools, mailbox: PolledMailbox): Promise<MailboxReport> {
  try {
    return { mailbox: mailbox.key, folders: await pollOnce(tools, mailbox) }
  } catch (error) {
    const nothing: Omit<FolderReport, 'mailbox' | 'folder'> = {
      fetched: 0,
      stored: 0,
      duplicates: 0,
      broken: 0,
    }
    const folder = { mailbox: mailbox.key, folder: '', ...nothing, error: errorInWords(error) }
    return { mailbox: mailbox.key, folders: [folder] }
  }
}
