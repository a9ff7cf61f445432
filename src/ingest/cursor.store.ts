import type { Db } from '../db/database.ts'

/** How far a folder is taken in. It is valid for one UIDVALIDITY only; another one begins anew. */
export type Cursor = {
  mailboxId: number
  folder: string
  uidValidity: string
  /** Everything at or below it is stored, or was too old for the first run. */
  lastUid: number
  /** Until `lastUid` reaches it, the first import is on its way. */
  firstUntilUid: number
  /** UTC ms of the last move. */
  updatedAt: number
}

export async function cursorOf(
  db: Db,
  mailboxId: number,
  folder: string,
  uidValidity: string,
): Promise<Cursor | null> {
  const row = await db
    .selectFrom('cursors')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uid_validity', '=', uidValidity)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** When a folder's cursor under another UIDVALIDITY last moved (UTC ms); null where there never was one. */
export async function earlierCursorMoved(
  db: Db,
  { mailboxId, folder, uidValidity }: Pick<Cursor, 'mailboxId' | 'folder' | 'uidValidity'>,
): Promise<number | null> {
  const row = await db
    .selectFrom('cursors')
    .select((select) => select.fn.max('updated_at').as('moved'))
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uid_validity', '<>', uidValidity)
    .executeTakeFirst()
  return row?.moved ?? null
}

/** Begins a folder under a UIDVALIDITY. Where another process was quicker, its cursor stays. */
export async function startCursor(db: Db, cursor: Cursor): Promise<void> {
  await db
    .insertInto('cursors')
    .values({
      mailbox_id: cursor.mailboxId,
      folder: cursor.folder,
      uid_validity: cursor.uidValidity,
      last_uid: cursor.lastUid,
      first_until_uid: cursor.firstUntilUid,
      updated_at: cursor.updatedAt,
    })
    .onConflict((conflict) => conflict.columns(['mailbox_id', 'folder', 'uid_validity']).doNothing())
    .execute()
}

/** Moves a cursor forward, in the transaction that stored the mails up to `lastUid`; it never goes back. */
export async function moveCursor(
  tx: Db,
  move: { mailboxId: number; folder: string; uidValidity: string; lastUid: number; now: number },
): Promise<void> {
  await tx
    .updateTable('cursors')
    .set({ last_uid: move.lastUid, updated_at: move.now })
    .where('mailbox_id', '=', move.mailboxId)
    .where('folder', '=', move.folder)
    .where('uid_validity', '=', move.uidValidity)
    .where('last_uid', '<', move.lastUid)
    .execute()
}

function fromRow(row: {
  mailbox_id: number
  folder: string
  uid_validity: string
  last_uid: number
  first_until_uid: number
  updated_at: number
}): Cursor {
  return {
    mailboxId: row.mailbox_id,
    folder: row.folder,
    uidValidity: row.uid_validity,
    lastUid: row.last_uid,
    firstUntilUid: row.first_until_uid,
    updatedAt: row.updated_at,
  }
}
