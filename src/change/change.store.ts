import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import type { Applied, ChangeRefusal } from './apply-change.ts'
import { aimOf, type Change, keptChange, type Standing, UNDO_FOR } from './change.ts'

export async function insertChange(tx: Db, viewer: Viewer, change: Change, now: number): Promise<number> {
  const { id } = await tx
    .insertInto('changes')
    .values({
      account_id: viewer.accountId,
      at: now,
      kind: change.kind,
      value: aimOf(change),
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What was asked of one thread, and what came of it. */
export type Changed = { threadId: number; outcome: Applied | ChangeRefusal }

export async function insertChangedThreads(tx: Db, changeId: number, all: readonly Changed[]): Promise<void> {
  await tx
    .insertInto('changed_threads')
    .values(
      all.map(({ threadId, outcome }) => ({
        change_id: changeId,
        ...('refused' in outcome
          ? { thread_id: threadId, before: null, event_id: 0, refused: outcome.refused }
          : {
              thread_id: outcome.threadId,
              before: outcome.before && JSON.stringify(outcome.before),
              event_id: outcome.eventId,
              refused: null,
            }),
        kept: null,
      })),
    )
    // Two that were chosen have been merged into one meanwhile: what it was is written down already.
    .onConflict((conflict) => conflict.columns(['change_id', 'thread_id']).doNothing())
    .execute()
}

export type KeptChange = { id: number; at: number; change: Change; undoneAt: number | null }

/** One's own change; null for anybody else's, and for one that a newer version wrote. */
export async function findChange(db: Db, viewer: Viewer, id: number): Promise<KeptChange | null> {
  const row = await db
    .selectFrom('changes')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', viewer.accountId)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The last one that can still be taken back. */
export async function lastUndoable(db: Db, viewer: Viewer, now: number): Promise<KeptChange | null> {
  const [row] = await lastOf(db, { accountId: viewer.accountId })
  return row && row.undone_at === null && row.at > now - UNDO_FOR ? fromRow(row) : null
}

const lastOf = kept((db, { accountId }: { accountId: number }) =>
  db.selectFrom('changes').selectAll().where('account_id', '=', accountId).orderBy('id', 'desc').limit(1),
)

/** @returns whether it had not been taken back before */
export async function noteUndone(tx: Db, id: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('changes')
    .set({ undone_at: now })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The threads that it really changed, in the order of their ids. */
export async function threadsToPutBack(
  db: Db,
  changeId: number,
): Promise<{ threadId: number; before: Standing; eventId: number }[]> {
  const rows = await db
    .selectFrom('changed_threads')
    .select(['thread_id', 'before', 'event_id'])
    .where('change_id', '=', changeId)
    .where('before', 'is not', null)
    .orderBy('thread_id')
    .execute()
  return rows.flatMap(({ thread_id, before, event_id }) =>
    before === null
      ? []
      : [{ threadId: thread_id, before: JSON.parse(before) as Standing, eventId: event_id }],
  )
}

export async function noteKept(tx: Db, changeId: number, threadId: number, why: string): Promise<void> {
  await tx
    .updateTable('changed_threads')
    .set({ kept: why })
    .where('change_id', '=', changeId)
    .where('thread_id', '=', threadId)
    .execute()
}

/** What came of a change, for the words that tell it. */
export type ChangeSums = { changed: number; already: number; refused: number; kept: number }

export async function sumsOfChange(db: Db, changeId: number): Promise<ChangeSums> {
  const count = (name: 'before' | 'refused' | 'kept') => db.fn.count<number>(name).as(name)
  const row = await db
    .selectFrom('changed_threads')
    .select([count('before'), count('refused'), count('kept'), db.fn.countAll<number>().as('all')])
    .where('change_id', '=', changeId)
    .executeTakeFirstOrThrow()
  const [changed, refused] = [Number(row.before), Number(row.refused)]
  return { changed, refused, already: Number(row.all) - changed - refused, kept: Number(row.kept) }
}

const LISTED = 30

/** Those that were not changed, or not put back, with the reason; `subject` is null where there is none to see. */
export async function leftOut(
  db: Db,
  viewer: Viewer,
  changeId: number,
  which: 'refused' | 'kept',
): Promise<{ threadId: number; subject: string | null; why: string }[]> {
  const rows = await db
    .selectFrom('changed_threads')
    .select(['thread_id', which])
    .where('change_id', '=', changeId)
    .where(which, 'is not', null)
    .orderBy('thread_id')
    .limit(LISTED)
    .execute()
  const subjects = await db
    .selectFrom('threads')
    .select(['id', 'subject'])
    .where('id', 'in', [0, ...rows.map((row) => row.thread_id)])
    .where(visibleThreads(viewer))
    .execute()
  return rows.map((row) => ({
    threadId: row.thread_id,
    subject: subjects.find(({ id }) => id === row.thread_id)?.subject ?? null,
    why: row[which] ?? '',
  }))
}

/** The thread that a change of a single one changed; null where the viewer no longer sees it. */
export async function onlyThreadOf(
  db: Db,
  viewer: Viewer,
  changeId: number,
): Promise<{ id: number; subject: string } | null> {
  const row = await db
    .selectFrom('changed_threads')
    .innerJoin('threads', 'threads.id', 'changed_threads.thread_id')
    .select(['threads.id', 'threads.subject'])
    .where('change_id', '=', changeId)
    .where('before', 'is not', null)
    .where('kept', 'is', null)
    .where(visibleThreads(viewer))
    .executeTakeFirst()
  return row ?? null
}

/** What can no longer be taken back is in the history only. @param before UTC ms */
export async function deleteOldChanges(db: Db, before: number): Promise<void> {
  await db.deleteFrom('changes').where('at', '<', before).execute()
}

function fromRow(row: Row<'changes'>): KeptChange | null {
  const change = keptChange(row.kind, row.value)
  return change && { id: row.id, at: row.at, change, undoneAt: row.undone_at }
}
