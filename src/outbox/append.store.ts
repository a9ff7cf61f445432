import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { LEASE, type OutboxRow } from './lease.store.ts'

/** Takes a sent mail whose copy is due for the Sent folder. Its attempt counts from here. */
export async function leaseAppend(
  db: Db,
  mailboxIds: readonly number[],
  now: number,
): Promise<OutboxRow | null> {
  if (mailboxIds.length === 0) return null
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('outbox')
      .selectAll()
      // As the partial index has it.
      .where(sql<boolean>`state = 'sent' and appended_at is null`)
      .where('append_next_at', '<=', now)
      .where('mailbox_id', 'in', mailboxIds)
      .orderBy('append_next_at')
      .orderBy('id')
      .limit(1)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .executeTakeFirst()
    if (!due) return null
    // A process that dies in between is followed by another attempt after the lease.
    const taken = { append_attempts: due.append_attempts + 1, append_next_at: now + LEASE }
    await tx.updateTable('outbox').set(taken).where('id', '=', due.id).execute()
    return { ...due, ...taken }
  })
}

export async function noteAppend(
  db: Db,
  id: number,
  outcome: Pick<OutboxRow, 'appended_at' | 'append_next_at' | 'append_error'>,
): Promise<void> {
  await db.updateTable('outbox').set(outcome).where('id', '=', id).execute()
}
