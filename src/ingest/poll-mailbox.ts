import { ConnectionFailed, type ConnectionProblem, problemSentence } from '../mail/connection-problem.ts'
import type { ImapConnection, ImapSettings, openImap } from '../mail/imap.ts'
import type { ReceivingMailbox } from './arrival.ts'
import { noteConnection } from './connection.store.ts'
import {
  type FolderCounts,
  type FolderRole,
  type ImportProgress,
  type PollTools,
  pollFolder,
} from './poll-folder.ts'

/** A mailbox as it is polled: its row's id and its part of the configuration. */
export type PolledMailbox = ReceivingMailbox & {
  key: string
  imap: ImapSettings & {
    folders: readonly string[]
    /** Null: the folder that the server marks as \Sent. */
    sent: string | null
    firstDays: number | null
    pollSeconds: number
    authservId?: string | null
  }
}

export type PollerTools = PollTools & {
  connect: typeof openImap
  /** A problem in the words that people are shown. */
  say?: (problem: ConnectionProblem) => string
  onProgress?: (of: { mailbox: string; folder: string } & ImportProgress) => void
}

export type FolderReport = FolderCounts & { mailbox: string; folder: string; error?: string }

/** A folder to watch; for Sent the name may have to be asked of the server. */
export type WatchedFolder = { name: string | null; role: FolderRole }

export function watchedFolders({ imap }: PolledMailbox): WatchedFolder[] {
  const inboxes = [...new Set(imap.folders)].filter((name) => name !== imap.sent)
  return [
    ...inboxes.map((name): WatchedFolder => ({ name, role: 'inbox' })),
    { name: imap.sent, role: 'sent' },
  ]
}

/** The folder's name on this server; null where none is marked as Sent, which is no fault: `hoshin doctor` tells. */
export async function folderName(connection: ImapConnection, folder: WatchedFolder): Promise<string | null> {
  if (folder.name !== null) return folder.name
  const folders = await connection.folders()
  return folders.find((one) => one.specialUse === '\\Sent')?.name ?? null
}

/**
 * Polls every folder of a mailbox once, one after the other. It needs no lease: a mail that another process
 * takes in at the same time is counted as a duplicate.
 *
 * @returns one report for each folder; one with `error` for each that could not be polled
 */
export async function pollOnce(
  tools: PollerTools,
  mailbox: PolledMailbox,
  signal?: AbortSignal,
): Promise<FolderReport[]> {
  const reports: FolderReport[] = []
  const nothing = { mailbox: mailbox.key, fetched: 0, stored: 0, duplicates: 0, broken: 0 }
  let connection: ImapConnection | null = null
  try {
    for (const folder of watchedFolders(mailbox)) {
      let name = folder.name
      try {
        connection ??= await tools.connect(mailbox.imap, { signal })
        name = await folderName(connection, folder)
        if (name === null) continue
        const counts = await pollNamed(tools, connection, mailbox, { name, role: folder.role }, signal)
        reports.push({ mailbox: mailbox.key, folder: name, ...counts })
      } catch (error) {
        const words = errorInWords(error, tools.say)
        reports.push({ ...nothing, folder: name ?? 'Sent', error: words })
        const now = tools.now()
        const failed = { state: 'failed' as const, error: words, error_at: now }
        if (name !== null)
          await noteConnection(tools.db, { mailboxId: mailbox.id, way: 'imap', folder: name }, failed, now)
        // A folder that is missing leaves the connection usable; anything else does not.
        if (!(error instanceof ConnectionFailed && error.problem.code === 'no-folder')) {
          await connection?.close()
          connection = null
        }
      }
    }
  } finally {
    await connection?.close()
  }
  return reports
}

/** ms between two notes of a first import's progress: each is a commit and an event that every open page hears of. */
const PROGRESS_EVERY = 1_000

/** Polls one folder and notes in `connections` how it went, with the progress of a first import. */
export async function pollNamed(
  tools: PollerTools,
  connection: ImapConnection,
  mailbox: PolledMailbox,
  folder: { name: string; role: FolderRole },
  signal?: AbortSignal,
): Promise<FolderCounts> {
  const key = { mailboxId: mailbox.id, way: 'imap' as const, folder: folder.name }
  let notedAt = Number.NEGATIVE_INFINITY
  const onProgress = async ({ done, total }: ImportProgress) => {
    tools.onProgress?.({ mailbox: mailbox.key, folder: folder.name, done, total })
    const now = tools.now()
    if (now - notedAt < PROGRESS_EVERY) return
    notedAt = now
    await noteConnection(
      tools.db,
      key,
      { state: 'connected', progress_done: done, progress_total: total },
      now,
    )
  }
  const target = {
    mailbox: { id: mailbox.id, address: mailbox.address, authservId: mailbox.imap.authservId ?? null },
    folder,
    firstDays: mailbox.imap.firstDays,
  }
  const counts = await pollFolder(tools, connection, target, { signal, onProgress })
  const now = tools.now()
  await noteConnection(
    tools.db,
    key,
    {
      state: 'connected',
      error: null,
      error_at: null,
      next_try_at: null,
      ...(signal?.aborted ? {} : { progress_done: null, progress_total: null }),
      ...(counts.stored > 0 ? { last_mail_at: now } : {}),
      ok_at: toTheQuarter(now),
    },
    now,
  )
  return counts
}

/** The minutes of `ok_at` are of no use to anybody, and a row that stays the same is not written. */
function toTheQuarter(now: number): number {
  return now - (now % (15 * 60_000))
}

export function errorInWords(
  error: unknown,
  say: (problem: ConnectionProblem) => string = problemSentence,
): string {
  if (error instanceof ConnectionFailed) return say(error.problem)
  return error instanceof Error ? error.message : String(error)
}
