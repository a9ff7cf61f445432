import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { FetchedMail, ImapConnection, MailOnServer } from '../mail/imap.ts'
import type { MailReader } from '../mail/mail-reader.ts'
import { wordsFor } from '../mail/parsed-mail.ts'
import type { Arrival, ReceivingMailbox } from './arrival.ts'
import { type BatchLimits, batchLimits, firstSince, inBatches, setAside } from './batch.ts'
import { type Cursor, cursorOf, earlierCursorMoved, moveCursor, startCursor } from './cursor.store.ts'
import { fetchBatch, sizesOf } from './fetch-batch.ts'
import type { receiveMessages } from './receive-messages.ts'
import { addCounts, type Counts, storeBatch } from './store-batch.ts'

export type FolderRole = 'inbox' | 'sent'

export type FolderTarget = {
  mailbox: ReceivingMailbox
  folder: { name: string; role: FolderRole }
  /** How far back the first run goes, in days; null: to the beginning. */
  firstDays: number | null
}

/** What polling needs from outside. */
export type PollTools = {
  db: Db
  reader: Pick<MailReader, 'parse'>
  receive: typeof receiveMessages
  now: () => number
  /** Of a larger mail only the beginning is fetched; bytes. */
  mailBytes: number
  batch?: BatchLimits
  log?: Log
}

export type FolderCounts = Counts & { fetched: number }

/** How far the first import of a folder is; `done` reaches `total` at its end. */
export type ImportProgress = { done: number; total: number }

/** UIDs whose sizes are asked for at once: few enough to hold, many enough to make round trips rare. */
const SIZES_AT_ONCE = 500
const BEGINNING = 256 * 1024

/**
 * Takes in what is new in one folder, batch by batch; each batch is one commit together with the cursor, so
 * stopping or failing anywhere loses nothing and the next poll goes on from there.
 *
 * @param onProgress during the first import only
 * @throws ConnectionFailed; the batches before it are stored
 */
export async function pollFolder(
  tools: PollTools,
  connection: ImapConnection,
  target: FolderTarget,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => Promise<void> } = {},
): Promise<FolderCounts> {
  const counts: FolderCounts = { fetched: 0, stored: 0, duplicates: 0, broken: 0 }
  const opened = await connection.open(target.folder.name)
  const lastOnServer = opened.uidNext - 1
  const key = { mailboxId: target.mailbox.id, folder: target.folder.name, uidValidity: opened.uidValidity }
  const cursor = await findOrStart(tools, key, lastOnServer)
  if (cursor.lastUid >= lastOnServer) return counts

  const since = await oldestWanted(tools, cursor, target.firstDays)
  const uids = await newUids(connection, cursor, since)
  const folder = { ...target.folder, uidValidity: opened.uidValidity }
  const progress = { done: 0, total: uids.length }
  for (let at = 0; at < uids.length && !signal?.aborted; at += SIZES_AT_ONCE) {
    const asked = uids.slice(at, at + SIZES_AT_ONCE)
    const known = await sizesOf(connection, asked, tools.now())
    const wanted = known.filter(
      (mail) => since === null || mail.uid > cursor.firstUntilUid || mail.receivedAt >= since,
    )
    progress.done += asked.length - wanted.length
    const batches = readAhead(tools, connection, inBatches(wanted, limitsOf(tools)))
    for await (const { announced, mails } of batches) {
      addCounts(counts, await storeBatch(tools, { mailbox: target.mailbox, folder, mails }, tools.now()))
      counts.fetched += mails.length
      progress.done += announced.length
      if (since !== null || cursor.lastUid < cursor.firstUntilUid) await onProgress?.({ ...progress })
      if (signal?.aborted) break
    }
  }
  // Too old, or gone before they were fetched: nothing at or below it is wanted any more.
  if (!signal?.aborted) await moveCursor(tools.db, { ...key, lastUid: lastOnServer, now: tools.now() })
  return counts
}

/** So that a mail of which only the beginning is fetched shares its batch with no other. */
function limitsOf({ batch = batchLimits, mailBytes }: PollTools): BatchLimits {
  return { mails: batch.mails, bytes: Math.min(batch.bytes, mailBytes) }
}

type FolderKey = Pick<Cursor, 'mailboxId' | 'folder' | 'uidValidity'>

async function findOrStart(tools: PollTools, key: FolderKey, lastOnServer: number): Promise<Cursor> {
  const known = await cursorOf(tools.db, key.mailboxId, key.folder, key.uidValidity)
  if (known) return known
  const fresh: Cursor = { ...key, lastUid: 0, firstUntilUid: lastOnServer, updatedAt: tools.now() }
  await startCursor(tools.db, fresh)
  return fresh
}

/** Null once the first import is done: whatever arrives later is wanted, whatever date the server gives it. */
async function oldestWanted(
  tools: PollTools,
  cursor: Cursor,
  firstDays: number | null,
): Promise<number | null> {
  if (cursor.lastUid >= cursor.firstUntilUid) return null
  const earlier = await earlierCursorMoved(tools.db, cursor)
  // Counted from the last move, so that an import that was interrupted for days misses nothing.
  return firstSince(cursor.updatedAt, firstDays, earlier)
}

async function newUids(connection: ImapConnection, cursor: Cursor, since: number | null): Promise<number[]> {
  const from = cursor.lastUid + 1
  if (since === null) return connection.uids(from)
  const first = await connection.uids(from, { to: cursor.firstUntilUid, since })
  return [...first, ...(await connection.uids(cursor.firstUntilUid + 1))]
}

type Read = { announced: MailOnServer[]; mails: Arrival[] }

/**
 * Fetches and reads the next batch while the one before is stored. The connection is asked one thing at a
 * time, and at most two batches are in memory.
 */
async function* readAhead(
  tools: PollTools,
  connection: ImapConnection,
  batches: readonly MailOnServer[][],
): AsyncGenerator<Read> {
  const read = async (announced: MailOnServer[]): Promise<Read> => {
    const tooLarge = announced.some((mail) => mail.size > tools.mailBytes)
    const { fetched, withheld } = await fetchBatch(connection, announced, tooLarge ? BEGINNING : undefined)
    const mails = await Promise.all(fetched.map((mail) => understand(tools, mail, announced)))
    return { announced, mails: [...mails, ...withheld.map(notGiven)].sort((a, b) => a.uid - b.uid) }
  }
  let ahead: Promise<Read> | null = null
  try {
    for (const [index, batch] of batches.entries()) {
      const current: Read = await (ahead ?? read(batch))
      const next = batches[index + 1]
      ahead = next ? read(next) : null
      // Its failure is met when it is awaited; until then it is no unhandled rejection.
      ahead?.catch(() => {})
      yield current
    }
  } finally {
    await ahead?.catch(() => {})
  }
}

function notGiven({ uid, receivedAt }: MailOnServer): Arrival {
  const parsed = setAside('not-given', wordsFor('not-given'))
  return { uid, receivedAt, raw: new Uint8Array(), parsed }
}

async function understand(
  tools: PollTools,
  mail: FetchedMail,
  announced: readonly MailOnServer[],
): Promise<Arrival> {
  const size = announced.find(({ uid }) => uid === mail.uid)?.size ?? 0
  try {
    const parsed = await tools.reader.parse(mail.raw)
    if (size <= tools.mailBytes) return { ...mail, parsed }
    const problem = `The mail has ${size} bytes, more than the limit of ${tools.mailBytes}; only its beginning was kept.`
    return { ...mail, parsed: { ...parsed, kind: 'broken', problem, problemCode: 'too-large' } }
  } catch (error) {
    return {
      ...mail,
      parsed: setAside(
        'unreadable',
        `The mail could not be read: ${error instanceof Error ? error.message : error}`,
      ),
    }
  }
}
