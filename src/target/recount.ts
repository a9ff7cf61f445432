import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { lockWhereItStands } from '../thread/thread.store.ts'
import {
  nextPortion,
  nextRecount,
  noteRecounted,
  type Recount,
  type RecountOf,
  writeRecount,
} from './recount.store.ts'

/**
 * Orders the clocks of all open threads of a mailbox or a customer to be reckoned anew, in the transaction of
 * what changed them: a target, the hours, a customer's label. A job beside the server does it, in small steps.
 */
export async function askRecount(tx: Db, of: RecountOf): Promise<void> {
  await writeRecount(tx, of)
}

/**
 * Reckons the clocks of one thread anew, such as after a label. What is late by it already is told nobody:
 * whoever did it sees it.
 *
 * @param now UTC ms
 */
export async function recountThread(tx: Db, threadId: number, now: number): Promise<void> {
  const thread = await lockWhereItStands(tx, threadId)
  if (!thread) return
  const clocks = await clocksOf(tx, thread, now, { isQuiet: true })
  // Nobody did anything on the thread: its version, and so what somebody is writing, stays.
  await tx.updateTable('threads').set(clocks).where('id', '=', thread.id).execute()
}

/**
 * Does what was ordered, a portion at a time, each with its place in one transaction: whoever comes in between
 * waits for one portion at most, and a process that dies goes on where it was.
 *
 * @param clock now, UTC ms
 * @returns the threads that were reckoned anew
 */
export async function recountDue(db: Db, clock: () => number, signal?: AbortSignal): Promise<number> {
  let done = 0
  for (let recount = await nextRecount(db); recount; recount = await nextRecount(db)) {
    for (let cursor: string | null = recount.cursor; cursor !== null; ) {
      if (signal?.aborted) return done
      const step = await stepOn(db, { ...recount, cursor }, clock())
      if (step === null) break
      done += step.threads
      cursor = step.cursor
      // Others get their turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return done
}

/** @returns null when it was ordered anew meanwhile, and so begins at its beginning */
function stepOn(
  db: Db,
  recount: Recount,
  now: number,
): Promise<{ threads: number; cursor: string | null } | null> {
  return transact(db, async (tx) => {
    const portion = await nextPortion(tx, recount)
    if (!(await noteRecounted(tx, recount, portion.cursor))) return null
    for (const id of portion.threadIds) await recountThread(tx, id, now)
    return { threads: portion.threadIds.length, cursor: portion.cursor }
  })
}
