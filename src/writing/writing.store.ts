import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { type OpenPage, type Writer, writersAmong } from './writing.ts'

/** Every open page of a thread, silent and taken ones included. */
export async function openPagesOf(db: Db, threadId: number): Promise<OpenPage[]> {
  return (await pagesOf(db, [threadId], null)).map(({ page }) => page)
}

/** Who else is writing on each of these threads, by thread; one query. @param now UTC ms */
export async function othersWriting(
  db: Db,
  threadIds: readonly number[],
  accountId: number,
  now: number,
): Promise<Map<number, Writer[]>> {
  const pages = await pagesOf(db, threadIds, now)
  const byThread = Map.groupBy(
    pages.filter(({ page }) => page.accountId !== accountId),
    ({ threadId }) => threadId,
  )
  return new Map(
    [...byThread].map(([id, found]) => [
      id,
      writersAmong(
        found.map(({ page }) => page),
        now,
      ),
    ]),
  )
}

async function pagesOf(db: Db, threadIds: readonly number[], after: number | null) {
  const rows = await writings(db, { threadIds, after })
  return rows.map((row) => ({
    threadId: row.thread_id,
    page: {
      accountId: row.account_id,
      name: row.name,
      beganAt: row.began_at,
      endsAt: row.ends_at,
      takenAt: row.taken_at,
    },
  }))
}

const writings = kept((db, { threadIds, after }: { threadIds: readonly number[]; after: number | null }) =>
  db
    .selectFrom('writings')
    .innerJoin('accounts', 'accounts.id', 'writings.account_id')
    .select(['writings.thread_id', 'writings.account_id', 'accounts.name'])
    .select(['writings.began_at', 'writings.ends_at', 'writings.taken_at'])
    .where('writings.thread_id', 'in', [...threadIds])
    .$if(after !== null, (query) =>
      query.where('writings.ends_at', '>', after ?? 0).where('writings.taken_at', 'is', null),
    ),
)

/** Who took this person's reply over, if somebody did since they last began; the last one. */
export async function takenFrom(
  db: Db,
  threadId: number,
  accountId: number,
): Promise<{ by: string; at: number } | null> {
  const row = await db
    .selectFrom('writings')
    .innerJoin('accounts', 'accounts.id', 'writings.taken_by')
    .select(['accounts.name', 'writings.taken_at'])
    .where('writings.thread_id', '=', threadId)
    .where('writings.account_id', '=', accountId)
    .where('writings.taken_at', 'is not', null)
    .orderBy('writings.taken_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.taken_at ? { by: row.name, at: row.taken_at } : null
}

/** What somebody sent, they no longer write: nothing is told, as the reply itself is. */
export async function forgetWriting(tx: Db, threadId: number, accountId: number): Promise<void> {
  await tx
    .deleteFrom('writings')
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .execute()
}
