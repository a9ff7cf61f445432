import { instantOf } from './clock.ts'
import type { Answered } from './mail/quote.ts'
import { type BuiltMail, buildMail } from './mail-bytes.ts'
import { mailboxOf } from './mailboxes.ts'
import type { DemoStep, DemoThread, MailStep } from './story.ts'

/** A step with its thread and its instant. */
export type Moment = {
  thread: DemoThread
  /** The step's place in its story, from 0. */
  index: number
  step: DemoStep
  /** ms, UTC */
  at: number
}

/**
 * All stories as one sequence in time order, as the team lived them. Steps of one thread keep their order
 * even where two fall into the same millisecond.
 */
export function timeline(threads: DemoThread[], now: number): Moment[] {
  return threads
    .flatMap((thread) =>
      thread.story.map((step, index) => ({ thread, index, step, at: instantOf(step.at, now) })),
    )
    .toSorted((one, other) => one.at - other.at)
}

/**
 * The newest message of a thread before a mail that answers it: the customer's own, or a reply, whose
 * Message-ID (with brackets) only hoshin knows.
 */
export type Sent = { messageId: string; references: string[]; subject: string; date: number; text: string }

/** The bytes of a mail step; `answered` is absent for a thread's first mail. */
export function mailOf(moment: Moment & { step: MailStep }, answered?: Sent): BuiltMail {
  const { thread, step, index, at } = moment
  const { address, senderName } = mailboxOf(thread.mailbox)
  const mailbox = { name: senderName, address }
  return buildMail(step, {
    key: `${thread.key}.${index}`,
    date: at,
    mailbox,
    language: thread.language,
    threadSubject: firstSubject(thread),
    ...(answered ? { answered: asAnswered(answered, mailbox, step) } : {}),
  })
}

/** The subject that a thread begins with; empty where its first mail has none. */
export function firstSubject(thread: DemoThread): string {
  const first = thread.story.find((step) => step.kind === 'mail')
  return first?.subject ?? ''
}

function asAnswered(sent: Sent, mailbox: { name: string; address: string }, step: MailStep): Answered {
  return { ...sent, from: mailbox, to: step.from }
}
