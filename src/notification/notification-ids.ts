import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The Message-ID of a notification's mail, the same at every attempt, so that a mail program recognises one
 * that was sent twice. It is none of those by which a customer's answer finds its thread: what answers a
 * notification stays among ourselves.
 *
 * @param secret keeps a stranger from guessing the ids of mails that were never shown to them
 * @returns without angle brackets
 */
export function notificationMessageId(notificationId: number, secret: string, domain: string): string {
  return `notification.${notificationId}.${sign(`notification ${notificationId}`, secret)}@${domain}`
}

/** The notification that one of {@link notificationMessageId} names; null for any other id, and for a forged one. */
export function notificationOfMessageId(id: string, secret: string): number | null {
  const parts = /^notification\.([1-9][0-9]{0,14})\.([0-9a-f]{16})@/.exec(id.toLowerCase())
  const [, number = '', claimed = ''] = parts ?? []
  if (!parts) return null
  const genuine = timingSafeEqual(Buffer.from(claimed), Buffer.from(sign(`notification ${number}`, secret)))
  return genuine ? Number(number) : null
}

/** Whether an id is written like one of a notification's mail, genuine or not. */
export function claimsNotification(id: string): boolean {
  return /^(notification\.|hoshin-thread-)\d+[.-]/i.test(id)
}

/**
 * The mail that all notifications on a thread answer. It was never sent; a common ancestor is enough for a
 * mail program to keep them together (RFC 5322, section 3.6.4).
 *
 * @returns without angle brackets
 */
export function threadRootId(threadId: number, secret: string, domain: string): string {
  return `hoshin-thread-${threadId}-${sign(`thread ${threadId}`, secret)}@${domain}`
}

/**
 * Outlook and Exchange keep mails together by this instead: a version byte, a time (here none), and an id of
 * sixteen bytes that is the conversation's (MS-OXOMSG, section 2.2.1.3), base64.
 */
export function conversationIndex(threadId: number, secret: string): string {
  const id = createHmac('sha256', secret).update(`conversation ${threadId}`).digest().subarray(0, 16)
  return Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0]), id]).toString('base64')
}

function sign(what: string, secret: string): string {
  return createHmac('sha256', secret).update(what).digest('hex').slice(0, 16)
}
