import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'

export type ConnectionRow = Row<'connections'>
export type ConnectionKey = { mailboxId: number; way: 'imap' | 'smtp'; folder: string }

/** What may be noted of a connection; a key that is left out stays as it was. Times are UTC ms. */
export type ConnectionChange = Partial<
  Pick<
    ConnectionRow,
    | 'state'
    | 'ok_at'
    | 'last_mail_at'
    | 'error'
    | 'error_at'
    | 'next_try_at'
    | 'progress_done'
    | 'progress_total'
  >
>

export async function connectionOf(db: Db, key: ConnectionKey): Promise<ConnectionRow | null> {
  const row = await db
    .selectFrom('connections')
    .selectAll()
    .where('mailbox_id', '=', key.mailboxId)
    .where('way', '=', key.way)
    .where('folder', '=', key.folder)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Notes how a connection does. Nothing is written when nothing changes; a change between working and
 * failed also stands in the history, so that open pages show it.
 */
export async function noteConnection(
  db: Db,
  key: ConnectionKey,
  change: ConnectionChange,
  now: number,
): Promise<void> {
  const before = await connectionOf(db, key)
  if (before && !differs(before, change)) return
  const state = change.state ?? before?.state ?? 'connecting'
  await transact(db, async (tx) => {
    await tx
      .insertInto('connections')
      .values({ mailbox_id: key.mailboxId, way: key.way, folder: key.folder, ...change, state })
      .onConflict((conflict) =>
        conflict.columns(['mailbox_id', 'way', 'folder']).doUpdateSet({ ...change, state }),
      )
      .execute()
    if (isNews(before, state, change)) {
      await recordEvent(tx, {
        at: now,
        kind: 'connection_changed',
        mailboxId: key.mailboxId,
        threadId: null,
        actorId: null,
        facts: { way: key.way, folder: key.folder, state, error: change.error ?? null },
      })
    }
  })
}

function differs(before: ConnectionRow, change: ConnectionChange): boolean {
  return Object.entries(change).some(([column, value]) => Reflect.get(before, column) !== value)
}

function isNews(before: ConnectionRow | null, state: string, change: ConnectionChange): boolean {
  const works = (of: string) => of === 'connected' || of === 'waiting'
  if (change.progress_done !== undefined && change.progress_done !== (before?.progress_done ?? null))
    return true
  if (state === 'failed') return before?.state !== 'failed' || before.error !== change.error
  return works(state) && (before === null || !works(before.state))
}
