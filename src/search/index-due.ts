import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { type Due, settleDue, takeDue } from './due.store.ts'
import type { Entry, EntryKind } from './entry.ts'
import { readSaid } from './said.store.ts'
import { addEntries, removeEntries, searchBackend } from './search.store.ts'

/** Of one run, so that a first import of a hundred thousand mails leaves most of the machine to itself. */
const OF_ONE_RUN = 2_000
/** What is written in between is found all the same, a little more slowly. */
const TIDY_AFTER = 400

export type Indexed = {
  indexed: number
  /** What could not be written, and is found by nobody until a reindex. */
  failed: { kind: EntryKind; refId: number; error: string }[]
}

/**
 * Lets what is due be found, oldest first. A row is settled in the transaction that writes its words, so that nothing
 * is lost when a process dies. One that cannot be written keeps none behind it waiting.
 */
export async function indexDue(db: Db, signal?: AbortSignal): Promise<Indexed> {
  const done: Indexed = { indexed: 0, failed: [] }
  while (done.indexed < OF_ONE_RUN && !signal?.aborted) {
    const size = await oneBatch(db, done)
    if (size < searchBackend(db).atOnce) break
    // Pages come first.
    await new Promise((resume) => setImmediate(resume))
  }
  if (done.indexed >= TIDY_AFTER) await searchBackend(db).tidy(db)
  return done
}

async function oneBatch(db: Db, done: Indexed): Promise<number> {
  try {
    const size = await transact(db, async (tx) => {
      const due = await takeDue(tx, searchBackend(tx).atOnce)
      if (due.length > 0) await settle(tx, due)
      return due.length
    })
    done.indexed += size
    return size
  } catch {
    return oneByOne(db, done)
  }
}

async function oneByOne(db: Db, done: Indexed): Promise<number> {
  const due = await takeDue(db, searchBackend(db).atOnce)
  for (const one of due) {
    try {
      await transact(db, (tx) => settle(tx, [one]))
      done.indexed++
    } catch (error) {
      if (!isItsOwnFault(error)) throw error
      done.failed.push({ kind: one.kind, refId: one.ref_id, error: String(error) })
      await settleDue(db, [one])
    }
  }
  return due.length
}

/**
 * Whether what was to be written is the reason, and not the database, such as a full disk: then it stays due. PostgreSQL's
 * classes 22 and 54 are values that it cannot take.
 */
function isItsOwnFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' || /^(?:22|54|ERR_|SQLITE_TOOBIG)/.test(code)
}

/** Threads are locked before what stands on them, as by everybody, so that nobody waits in a ring. */
const inOrder: readonly EntryKind[] = ['policy', 'customer', 'comment', 'message']

async function settle(tx: Db, due: readonly Due[]): Promise<void> {
  for (const kind of inOrder) {
    const refIds = new Set(due.filter((row) => row.kind === kind).map((row) => row.ref_id))
    if (refIds.size > 0) await indexNow(tx, kind, [...refIds])
  }
  await settleDue(tx, due)
}

/** Lets these be found as they stand, and no more what is not to be found. @returns what is found now */
export async function indexNow(tx: Db, kind: EntryKind, refIds: readonly number[]): Promise<Entry[]> {
  const entries = await readSaid(tx, kind, refIds, { hold: true })
  await removeEntries(tx, kind, refIds)
  await addEntries(tx, entries)
  return entries
}
