import { notificationHtml } from '../../views/email/notification-html.tsx'
import type { NotificationMail } from '../../views/email/notification-mail.ts'
import { notificationText } from '../../views/email/notification-text.ts'
import { outlineOf, subjectOf } from '../../views/email/outline.ts'
import type { MailToCompose } from '../mail/compose.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import { conversationIndex, notificationMessageId, threadRootId } from './notification-ids.ts'

/** Longest subject, in characters: what a customer wrote there may be a whole letter. */
const SUBJECT_LENGTH = 160

/** Writes one notification as a mail, from what it tells. */
export function writeMail(
  mail: NotificationMail,
  { id, threadId, to }: { id: number; threadId: number; to: MailAddress },
  { from, secret }: { from: MailAddress; secret: string },
): MailToCompose {
  const domain = from.address.split('@')[1] ?? 'localhost'
  const root = threadRootId(threadId, secret, domain)
  const outline = outlineOf(mail)
  return {
    from: { name: inOneLine(senderName(mail, from.name)), address: from.address },
    to: [{ name: inOneLine(to.name), address: to.address }],
    subject: shortened(inOneLine(subjectOf(mail))),
    text: notificationText(outline),
    html: notificationHtml(outline),
    messageId: notificationMessageId(id, secret, domain),
    inReplyTo: root,
    references: [root],
    date: mail.now,
    headers: {
      // RFC 3834, section 5: no responder may answer. Exchange listens to the second one only.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Thread-Topic': shortened(inOneLine(mail.thread.subject)) || `hoshin ${threadId}`,
      'Thread-Index': conversationIndex(threadId, secret),
    },
  }
}

/**
 * Colleagues stand in the list of mails by name. A customer does not: whatever name they chose, in front of
 * our own address it would look like one of us.
 */
function senderName({ by, thread }: NotificationMail, sender: string): string {
  return `${by?.name ?? thread.mailbox} (${sender})`
}

/** Words that a customer or a colleague chose become headers: no line breaks, no control characters. */
function inOneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim()
}

function shortened(text: string): string {
  const letters = [...text]
  return letters.length <= SUBJECT_LENGTH ? text : `${letters.slice(0, SUBJECT_LENGTH - 1).join('')}…`
}
