import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import type { Status } from '../thread/status.ts'

export type RecountOf = { mailboxId: number } | { customerId: number }
export type Recount = Row<'target_recounts'>

/** Threads of one transaction: some 30 ms of SQLite's one writer. */
const PORTION = 20

/** Ordered anew while it is under way, it begins at its beginning. */
export async function writeRecount(tx: Db, of: RecountOf): Promise<void> {
  const again = { cursor: '', asked: sql<number>`asked + 1` }
  const { numUpdatedRows } =
    'mailboxId' in of
      ? await tx
          .updateTable('target_recounts')
          .set(again)
          .where('mailbox_id', '=', of.mailboxId)
          .executeTakeFirst()
      : await tx
          .updateTable('target_recounts')
          .set(again)
          .where('customer_id', '=', of.customerId)
          .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await tx
    .insertInto('target_recounts')
    .values({
      mailbox_id: 'mailboxId' in of ? of.mailboxId : null,
      customer_id: 'customerId' in of ? of.customerId : null,
      cursor: '',
    })
    // Two at once: the other one has not begun either.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function nextRecount(db: Db): Promise<Recount | null> {
  const row = await db.selectFrom('target_recounts').selectAll().orderBy('id').limit(1).executeTakeFirst()
  return row ?? null
}

/** Whether clocks of this mailbox wait to be reckoned anew. */
export async function isRecounting(db: Db, mailboxId: number): Promise<boolean> {
  const row = await db
    .selectFrom('target_recounts')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Moves on to the cursor, or takes the order away at its end.
 *
 * @returns false when it was ordered anew meanwhile
 */
export async function noteRecounted(tx: Db, recount: Recount, cursor: string | null): Promise<boolean> {
  const { id, asked } = recount
  if (cursor === null) {
    const { numDeletedRows } = await tx
      .deleteFrom('target_recounts')
      .where('id', '=', id)
      .where('asked', '=', asked)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
  const { numUpdatedRows } = await tx
    .updateTable('target_recounts')
    .set({ cursor })
    .where('id', '=', id)
    .where('asked', '=', asked)
    // Another process may be at it too: only one of them takes a portion.
    .where('cursor', '=', recount.cursor)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

type Portion = { threadIds: number[]; cursor: string | null }

export function nextPortion(tx: Db, recount: Recount): Promise<Portion> {
  return recount.customer_id === null
    ? portionOfMailbox(tx, recount.mailbox_id ?? 0, recount.cursor)
    : portionOfCustomer(tx, recount.customer_id, recount.cursor)
}

/** In the order in which work goes: a thread that moves on meanwhile is met again, or was reckoned when it moved. */
const open: readonly Status[] = ['new', 'in_progress', 'awaiting_dept']

/** A walk along the index of lists, one status after the other, the newest first. */
async function portionOfMailbox(tx: Db, mailboxId: number, cursor: string): Promise<Portion> {
  const [word, lastAt, lastId] = cursor.split(' ')
  const status = open.find((one) => one === word) ?? 'new'
  const rows = await tx
    .selectFrom('threads')
    .select(['id', 'last_at'])
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', 'inbox')
    .where('status', '=', status)
    .$if(lastId !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('last_at', 'id'), '<', eb.tuple(Number(lastAt), Number(lastId)))),
    )
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PORTION)
    .execute()
  const last = rows.at(-1)
  const following = open[open.indexOf(status) + 1]
  return {
    threadIds: rows.map(({ id }) => id),
    cursor: last && rows.length === PORTION ? `${status} ${last.last_at} ${last.id}` : (following ?? null),
  }
}

async function portionOfCustomer(tx: Db, customerId: number, cursor: string): Promise<Portion> {
  const rows = await tx
    .selectFrom('threads')
    .innerJoin('customers', 'customers.id', 'threads.customer_id')
    .select('threads.id')
    .where((eb) =>
      eb.or([eb('customers.id', '=', customerId), eb('customers.joined_into_id', '=', customerId)]),
    )
    .where('threads.folder', '=', 'inbox')
    .where('threads.status', '!=', 'done')
    .where('threads.id', '>', Number(cursor))
    .orderBy('threads.id')
    .limit(PORTION)
    .execute()
  const last = rows.at(-1)
  return {
    threadIds: rows.map(({ id }) => id),
    cursor: last && rows.length === PORTION ? String(last.id) : null,
  }
}
