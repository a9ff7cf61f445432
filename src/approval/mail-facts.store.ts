import type { NotificationMail } from '../../views/email/notification-mail.ts'
import type { Db } from '../db/database.ts'
import { newText } from '../mail/quote.ts'
import { textsOf } from './approval.store.ts'

/** Characters of the reply that a mail shows; the whole of it stands beside the thread. */
const SHOWN = 1200

/** What a mail tells of a request for approval, as it stands now. */
export async function approvalFacts(db: Db, id: number): Promise<NotificationMail['approval']> {
  const approval = await db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst()
  const text = (await textsOf(db, id)).at(-1)
  if (!approval || !text) return null
  const letters = [...newText(text.body)]
  return {
    text: letters.slice(0, SHOWN).join('').trimEnd(),
    isCut: letters.length > SHOWN,
    to: text.to_text,
    subject: text.subject,
    note: approval.note,
    words: approval.state === 'returned' ? approval.words : null,
    until: approval.state === 'waiting' ? approval.until_at : null,
  }
}
