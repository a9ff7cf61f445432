import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { ConnectionFailed } from '../mail/connection-problem.ts'
import { foundInSent } from './found-in-sent.ts'
import type { SentCopies } from './sent-copies.ts'

const AT_ONCE = 50
const MINUTE = 60_000
/** Ms between two looks. A server puts its copy there within seconds; what is not there in a day does not come. */
const waits = [1, 5, 30, 120, 360, 1440].map((minutes) => minutes * MINUTE)

const UNREACHABLE_FOR = 5 * MINUTE

/**
 * Where the server itself keeps copies of what it took, a reply of which nobody knows whether it went out is looked
 * for among them. Found, it was sent. Not found says nothing: it waits for a person, and never goes out again by
 * itself.
 *
 * @param clock now, UTC ms
 * @returns how many were found
 */
export async function lookInSent(
  db: Db,
  mailboxId: number,
  copies: Pick<SentCopies, 'found'>,
  clock: () => number,
): Promise<number> {
  const due = await dueForLook(db, mailboxId, clock())
  if (due.length === 0) return 0
  const there = await copies.found(due.map(({ messageId }) => messageId)).catch((error: unknown) => {
    if (error instanceof ConnectionFailed) return null
    throw error
  })
  let found = 0
  for (const { id, message_id, messageId, looks } of due) {
    if (there?.has(messageId)) {
      await transact(db, (tx) => foundInSent(tx, message_id, clock()))
      found++
    } else {
      // A server that cannot be reached is no look.
      const looked = there === null ? looks : looks + 1
      const wait = there === null ? UNREACHABLE_FOR : waits[looked - 1]
      const look_next_at = wait === undefined ? null : clock() + wait
      await db.updateTable('outbox').set({ looks: looked, look_next_at }).where('id', '=', id).execute()
    }
  }
  return found
}

async function dueForLook(db: Db, mailboxId: number, now: number) {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.message_id')
    .select(['outbox.id', 'outbox.message_id', 'outbox.looks', 'messages.message_id as messageId'])
    // As the partial index has it.
    .where(sql<boolean>`outbox.state in ('queued','sending','failed','uncertain')`)
    .where('outbox.state', '=', 'uncertain')
    .where('outbox.mailbox_id', '=', mailboxId)
    .where((eb) =>
      eb.or([
        eb('outbox.look_next_at', '<=', now),
        eb.and([eb('outbox.looks', '=', 0), eb('outbox.look_next_at', 'is', null)]),
      ]),
    )
    .orderBy('outbox.id')
    .limit(AT_ONCE)
    .execute()
  return rows.flatMap(({ messageId, ...row }) => (messageId === null ? [] : [{ ...row, messageId }]))
}
