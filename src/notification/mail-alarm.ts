import { backupMail } from '../../views/email/backup-mail.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { backupFacts } from '../backup/backup.store.ts'
import type { Db } from '../db/database.ts'
import type { Leased } from './mail-lease.store.ts'
import { type MailFrom, mailToPerson } from './mail-to-person.ts'

/**
 * The mail that tells an administrator of trouble with backups, as it stands now.
 *
 * @returns null when nobody need be told any more: it is over, was read, or the account administers no longer
 */
export async function alarmMail(
  db: Db,
  leased: Leased,
  from: MailFrom,
): Promise<{ to: string; raw: Uint8Array } | null> {
  const viewer = await loadViewer(db, leased.account_id)
  if (!viewer?.isAdmin || leased.read_at !== null) return null
  const written = backupMail({
    facts: await backupFacts(db),
    url: `${from.publicUrl}/admin/backups`,
    reader: { locale: viewer.locale, timeZone: viewer.timeZone, now: from.now },
  })
  return mailToPerson(leased, viewer, written, from)
}
