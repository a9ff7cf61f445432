import type { MailboxKey } from './cast.ts'

/** Business minutes; what is not given is not promised. */
type DemoPromise = {
  mailbox: MailboxKey
  /** Name of a customers' label that narrows it. */
  customers?: string
  /** Its hours are all of day and night, instead of the usual ones. */
  isAlwaysOpen?: boolean
  firstReply?: number
  nextReply?: number
  done?: number
  warnBefore: number
}

const HOUR = 60

/** What the mailboxes promise. 法人 promises nothing yet: its page shows how to begin. */
export const promises: DemoPromise[] = [
  { mailbox: 'support', firstReply: 4 * HOUR, nextReply: 8 * HOUR, warnBefore: HOUR },
  { mailbox: 'support', customers: 'VIP', firstReply: 2 * HOUR, nextReply: 4 * HOUR, warnBefore: 30 },
  // Matters of money are to be settled within the week; of that the last day and a half is warned of.
  { mailbox: 'billing', done: 36 * HOUR, warnBefore: 12 * HOUR },
  // Somebody reads it day and night, so that something is due soon whenever the demo is started.
  {
    mailbox: 'international',
    isAlwaysOpen: true,
    firstReply: 6 * HOUR,
    nextReply: 8 * HOUR,
    done: 120 * HOUR,
    warnBefore: 3 * HOUR,
  },
]
