import type { Viewer } from '../access/viewer.ts'
import { maySetHours } from '../business-time/set-calendar.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { TEXT_LIMIT } from './acknowledgement.ts'
import { feedsItself } from './feeds-itself.store.ts'

export type NewAcknowledgement = { mailboxId: number; isOn: boolean; ja: string; en: string }

export type SetAcknowledgement =
  | { isOn: boolean }
  | { refused: 'not-found' | 'empty' | 'too-long' }
  /** The acknowledgement would come back in; `with` is the other side of the ring. */
  | { refused: 'feeds-itself'; with: string }

/** Sets a mailbox's acknowledgement of receipt. What came in before it was switched on gets none. @param now UTC ms */
export async function setAcknowledgement(
  db: Db,
  viewer: Viewer,
  wanted: NewAcknowledgement,
  now: number,
): Promise<SetAcknowledgement> {
  const { mailboxId, isOn } = wanted
  const texts = {
    text_ja: wanted.ja.replace(/\r\n?/g, '\n').trim(),
    text_en: wanted.en.replace(/\r\n?/g, '\n').trim(),
  }
  if (!maySetHours(viewer, mailboxId)) return { refused: 'not-found' }
  if (isOn && texts.text_ja === '' && texts.text_en === '') return { refused: 'empty' }
  if ([texts.text_ja, texts.text_en].some((text) => text.length > TEXT_LIMIT)) return { refused: 'too-long' }
  return transact(db, async (tx) => {
    const mailbox = await tx
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', mailboxId)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    if (!mailbox) return { refused: 'not-found' }
    const ring = isOn ? await feedsItself(tx, mailbox) : null
    if (ring !== null) return { refused: 'feeds-itself', with: ring }
    const before = await acknowledgementOf(tx, mailboxId)
    const enabled_at = isOn ? (before?.enabled_at ?? now) : null
    const row = { ...texts, enabled_at, changed_by: viewer.accountId, changed_at: now }
    await tx
      .insertInto('acknowledgements')
      .values({ mailbox_id: mailboxId, ...row })
      .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(row))
      .execute()
    await recordEvent(tx, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId,
      threadId: null,
      actorId: viewer.accountId,
      facts: { what: 'acknowledgement', on: isOn },
    })
    return { isOn }
  })
}

export async function acknowledgementOf(db: Db, mailboxId: number): Promise<Row<'acknowledgements'> | null> {
  const row = await db
    .selectFrom('acknowledgements')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  return row ?? null
}
