import { notificationHtml } from '../../views/email/notification-html.tsx'
import { notificationText } from '../../views/email/notification-text.ts'
import type { Outline } from '../../views/email/outline.ts'
import type { Viewer } from '../access/viewer.ts'
import { composeMail } from '../mail/compose.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import type { Leased } from './mail-lease.store.ts'
import { notificationMessageId } from './notification-ids.ts'

/** Whom a notification's mail comes from, what its links begin with, and what signs its Message-ID. */
export type MailFrom = { from: MailAddress; publicUrl: string; secret: string; now: number }

/** The mail of a notification that belongs to no thread, ready to be sent. */
export async function mailToPerson(
  leased: Leased,
  { name, email }: Pick<Viewer, 'name' | 'email'>,
  { subject, outline }: { subject: string; outline: Outline },
  { from, secret, now }: MailFrom,
): Promise<{ to: string; raw: Uint8Array }> {
  const raw = await composeMail({
    from,
    to: [{ name, address: email }],
    subject,
    text: notificationText(outline),
    html: notificationHtml(outline),
    messageId: notificationMessageId(leased.id, secret, from.address.split('@')[1] ?? 'localhost'),
    references: [],
    date: now,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  })
  return { to: email, raw }
}
