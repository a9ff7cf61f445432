import { backupMail } from '../../views/email/backup-mail.ts'
import { notificationHtml } from '../../views/email/notification-html.tsx'
import { notificationText } from '../../views/email/notification-text.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { backupFacts } from '../backup/backup.store.ts'
import type { Db } from '../db/database.ts'
import { composeMail } from '../mail/compose.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import type { Leased } from './mail-lease.store.ts'
import { notificationMessageId } from './notification-ids.ts'

/**
 * The mail that tells an administrator of trouble with backups, as it stands now.
 *
 * @returns null when nobody need be told any more: it is over, was read, or the account administers no longer
 */
export async function alarmMail(
  db: Db,
  leased: Leased,
  { from, publicUrl, secret, now }: { from: MailAddress; publicUrl: string; secret: string; now: number },
): Promise<{ to: string; raw: Uint8Array } | null> {
  const viewer = await loadViewer(db, leased.account_id)
  if (!viewer?.isAdmin || leased.read_at !== null) return null
  const { subject, outline } = backupMail({
    facts: await backupFacts(db),
    url: `${publicUrl}/admin/backups`,
    reader: { locale: viewer.locale, timeZone: viewer.timeZone, now },
  })
  const raw = await composeMail({
    from,
    to: [{ name: viewer.name, address: viewer.email }],
    subject,
    text: notificationText(outline),
    html: notificationHtml(outline),
    messageId: notificationMessageId(leased.id, secret, from.address.split('@')[1] ?? 'localhost'),
    references: [],
    date: now,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  })
  return { to: viewer.email, raw }
}
