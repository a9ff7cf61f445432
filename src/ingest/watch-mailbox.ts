import { setTimeout as pause } from 'node:timers/promises'
import { withLease } from '../jobs/lease.ts'
import type { Log } from '../log.ts'
import { noteConnection } from './connection.store.ts'
import { nextTry } from './next-try.ts'
import {
  errorInWords,
  folderName,
  type PolledMailbox,
  type PollerTools,
  pollNamed,
  type WatchedFolder,
  watchedFolders,
} from './poll-mailbox.ts'

export type WatchTools = PollerTools & {
  log: Log
  /** From 0 up to 1, for the jitter. */
  random: () => number
  /** Who this process is among several. */
  holder: string
}

/** A mailbox without a Sent folder may get one. */
const LOOK_FOR_SENT_AGAIN = 10 * 60_000

/**
 * Takes in mail as it comes, until the signal ends it: each folder has a connection of its own, on which the
 * server announces mail, and is polled besides. Of several processes the one with the lease does it.
 */
export async function watchMailbox(
  tools: WatchTools,
  mailbox: PolledMailbox,
  signal: AbortSignal,
): Promise<void> {
  await withLease(tools, { name: `poll mailbox ${mailbox.id}`, signal }, async (held) => {
    await Promise.all(watchedFolders(mailbox).map((folder) => watchFolder(tools, mailbox, folder, held)))
  })
}

async function watchFolder(
  tools: WatchTools,
  mailbox: PolledMailbox,
  folder: WatchedFolder,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0
  let name = folder.name
  const tell = {
    named: (found: string) => {
      name = found
    },
    worked: () => {
      failures = 0
    },
  }
  if (name !== null) await noteStart(tools, mailbox, name)
  while (!signal.aborted) {
    try {
      await visit(tools, mailbox, folder, signal, tell)
    } catch (error) {
      if (signal.aborted) return
      failures++
      const wait = nextTry(failures, tools.random())
      await noteFailure(tools, mailbox, name, error, wait)
      await pause(wait, undefined, { signal }).catch(() => {})
    }
  }
}

/** One connection's life; it returns when the signal ends it and throws when anything else does. */
async function visit(
  tools: WatchTools,
  mailbox: PolledMailbox,
  folder: WatchedFolder,
  signal: AbortSignal,
  tell: { named: (name: string) => void; worked: () => void },
): Promise<void> {
  await using connection = disposable(await tools.connect(mailbox.imap, { signal }))
  const name = await folderName(connection, folder)
  while (!signal.aborted) {
    if (name === null) {
      await pause(LOOK_FOR_SENT_AGAIN, undefined, { signal }).catch(() => {})
      return
    }
    tell.named(name)
    const counts = await pollNamed(tools, connection, mailbox, { name, role: folder.role }, signal)
    tell.worked()
    if (counts.fetched > 0) tools.log.info('mail taken in', { mailbox: mailbox.key, folder: name, ...counts })
    await connection.waitForNews(mailbox.imap.pollSeconds * 1000, signal)
  }
}

function disposable<T extends { close(): Promise<void> }>(connection: T): T & AsyncDisposable {
  return Object.assign(connection, { [Symbol.asyncDispose]: () => connection.close() })
}

async function noteStart(tools: WatchTools, mailbox: PolledMailbox, folder: string): Promise<void> {
  const key = { mailboxId: mailbox.id, way: 'imap' as const, folder }
  await noteConnection(tools.db, key, { state: 'connecting', next_try_at: null }, tools.now())
}

async function noteFailure(
  tools: WatchTools,
  mailbox: PolledMailbox,
  folder: string | null,
  error: unknown,
  wait: number,
): Promise<void> {
  const now = tools.now()
  const words = errorInWords(error, tools.say)
  tools.log.warn('polling failed', {
    mailbox: mailbox.key,
    folder,
    error: words,
    again_in_ms: wait,
  })
  // A Sent folder whose name is not known yet fails together with the others, which tell.
  if (folder === null) return
  try {
    await noteConnection(
      tools.db,
      { mailboxId: mailbox.id, way: 'imap', folder },
      { state: 'failed', error: words, error_at: now, next_try_at: now + wait },
      now,
    )
  } catch (trouble) {
    // It may be the database that failed; the next try tells.
    tools.log.error('could not note the failure', { mailbox: mailbox.key, error: errorInWords(trouble) })
  }
}
