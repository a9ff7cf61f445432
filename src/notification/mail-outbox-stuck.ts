import { stuckMail } from '../../views/email/stuck-mail.ts'
import { loadViewer } from '../access/viewer.store.ts'
import type { Db } from '../db/database.ts'
import { stuckMailboxes } from '../outbox/stuck.store.ts'
import { stuckMailboxOf } from '../outbox/tell-of-stuck.ts'
import type { Leased } from './mail-lease.store.ts'
import { type MailFrom, mailToPerson } from './mail-to-person.ts'

/**
 * The mail that tells an administrator of replies that are stuck, as it stands now.
 *
 * @returns null when nobody need be told any more: it is over, or the account administers no longer
 */
export async function outboxStuckMail(
  db: Db,
  leased: Leased,
  from: MailFrom,
): Promise<{ to: string; raw: Uint8Array } | null> {
  const viewer = await loadViewer(db, leased.account_id)
  if (!viewer?.isAdmin || leased.read_at !== null) return null
  const mailboxId = stuckMailboxOf(leased.cause)
  const stuck = (await stuckMailboxes(db, from.now)).find((one) => one.mailboxId === mailboxId)
  if (!stuck) return null
  const written = stuckMail({
    stuck,
    url: `${from.publicUrl}/outbox`,
    reader: { locale: viewer.locale, timeZone: viewer.timeZone, now: from.now },
  })
  return mailToPerson(leased, viewer, written, from)
}
