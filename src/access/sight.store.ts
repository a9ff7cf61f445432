import type { Db, Row } from '../db/database.ts'
import type { Named, ThreadInSight } from './viewer.ts'

type Restrictable = Pick<Row<'threads'>, 'id' | 'mailbox_id' | 'restricted_at'>

/** The facts by which `maySeeThread` decides about a thread. */
export async function sightOf(db: Db, thread: Restrictable): Promise<ThreadInSight> {
  const { id, mailbox_id: mailboxId, restricted_at: since } = thread
  return { id, mailboxId, restrictedTo: since === null ? null : await namedIn(db, id) }
}

/** The same for several threads at once, by their ids; one that is not there is left out. */
export async function sightsOf(db: Db, threadIds: readonly number[]): Promise<Map<number, ThreadInSight>> {
  if (threadIds.length === 0) return new Map()
  const threads = await db
    .selectFrom('threads')
    .select(['id', 'mailbox_id', 'restricted_at'])
    .where('id', 'in', [...new Set(threadIds)])
    .execute()
  const restricted = threads.filter((thread) => thread.restricted_at !== null).map((thread) => thread.id)
  const rows =
    restricted.length === 0
      ? []
      : await db.selectFrom('thread_viewers').selectAll().where('thread_id', 'in', restricted).execute()
  return new Map(
    threads.map(({ id, mailbox_id: mailboxId, restricted_at: since }) => [
      id,
      {
        id,
        mailboxId,
        restrictedTo: since === null ? null : named(rows.filter((row) => row.thread_id === id)),
      },
    ]),
  )
}

async function namedIn(db: Db, threadId: number): Promise<Named> {
  return named(
    await db
      .selectFrom('thread_viewers')
      .select(['account_id', 'group_id'])
      .where('thread_id', '=', threadId)
      .execute(),
  )
}

function named(rows: readonly Pick<Row<'thread_viewers'>, 'account_id' | 'group_id'>[]): Named {
  return {
    accountIds: new Set(rows.map((row) => row.account_id).filter((id) => id !== null)),
    groupIds: new Set(rows.map((row) => row.group_id).filter((id) => id !== null)),
  }
}
