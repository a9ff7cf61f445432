/** Why a person is told. Each can be switched off by mail, none in the list. */
export const notificationKinds = [
  'mention',
  'policy_asked',
  'policy_set',
  'policy_late',
  'escalated',
  'escalation_moved',
  'call_wanted',
  'approval_asked',
  'approval_given',
  'approval_returned',
  'assigned',
  'customer_wrote',
  'wait_asked',
  'wait_due',
  'wait_answered',
  'reply_failed',
  'reply_uncertain',
  'answered_by_mail',
  'answer_held',
  'target_warning',
  'target_overdue',
] as const

export type NotificationKind = (typeof notificationKinds)[number]

/** A colleague calls this person by name and waits for them. */
export const callingKinds = [
  'mention',
  'policy_asked',
  'escalated',
  'call_wanted',
] as const satisfies readonly NotificationKind[]

/** What nobody can switch off: a call for a decision is always mailed, as the record that it was made. */
export const unsilenced = [
  'escalated',
  'call_wanted',
  'approval_asked',
] as const satisfies readonly NotificationKind[]

/** What the notification is about; it must name the thread, which decides who may get it. */
export type Notice = {
  kind: NotificationKind
  threadId: number
  mailboxId: number
  commentId?: number
  messageId?: number
  policyId?: number
  waitId?: number
  escalationId?: number
  approvalId?: number
  /** Who caused it; nobody is told of what they did themselves. Null for a customer or hoshin. */
  actorId: number | null
  /** Names the cause: the same cause never tells the same person twice. */
  cause: string
}

export function isNotificationKind(word: string): word is NotificationKind {
  return notificationKinds.some((kind) => kind === word)
}

const MINUTE = 60_000
const waits = [1, 2, 5, 15, 30, 60, 120, 240]

/**
 * When to try a notification mail again after so many attempts that failed.
 *
 * @returns ms to wait, or null after about a day: then the state on the comment stays "failed"
 */
export function retryAfter(attempts: number): number | null {
  const minutes = attempts <= 12 ? (waits[Math.min(attempts, waits.length) - 1] ?? 1) : null
  return minutes === null ? null : minutes * MINUTE
}

/** What stands about an addressee when their mail is due. Addresses in lower case. */
export type Addressee = {
  kind: NotificationKind
  address: string
  readAt: number | null
  /** It is about a mail that came before a restore, of which people were told then. */
  toldBefore: boolean
  /** The account is enabled, and the thread still exists for it. */
  maySee: boolean
  /** The thread's customer; null where it has none. */
  customerAddress: string | null
  /** Of the shared mailboxes, and the one that notifications come from. */
  ownAddresses: ReadonlySet<string>
}

export type NoMail =
  /** Nothing is owed any more, and nobody misses it. */
  | { needless: 'no-access' | 'read' | 'told-before' }
  /** A mistake in the accounts that a person must see. */
  | { refused: 'customer-address' | 'own-address' }

/**
 * Why a notification is not mailed, or null when it is. What was read on screen needs no mail, but for a
 * call by name: opening a thread marks all of its notifications as read, whether or not they were taken in,
 * and a colleague waits for the answer.
 */
export function whyNoMail(addressee: Addressee): NoMail | null {
  const { kind, address, readAt, toldBefore, maySee, customerAddress, ownAddresses } = addressee
  const isCalled = callingKinds.some((calling) => calling === kind)
  if (!maySee) return { needless: 'no-access' }
  // What colleagues write to each other must never reach the customer, and a mail to a shared mailbox
  // would come back as a customer's.
  if (address === customerAddress) return { refused: 'customer-address' }
  if (ownAddresses.has(address)) return { refused: 'own-address' }
  if (readAt !== null && !isCalled) return { needless: 'read' }
  if (toldBefore) return { needless: 'told-before' }
  return null
}
