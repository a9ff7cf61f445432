import type { CastKey, GroupKey, MailboxKey } from './cast.ts'
import type { At } from './clock.ts'
import type { EscalationStep } from './escalation-story.ts'
import type { MailOut } from './mail/outline.ts'

/** What the four statuses are called in code. */
export type DemoStatus = 'new' | 'in_progress' | 'awaiting_dept' | 'done'

/** A mail that a customer (or a machine) sent to the mailbox. */
export type MailStep = { kind: 'mail'; at: At } & MailOut

/** A reply out of hoshin. `andDone`: the button 送信して完了. */
export type ReplyStep = { kind: 'reply'; by: CastKey; at: At; body: string; andDone?: boolean }

/** A sticky note. `onMessage` counts mails and replies of the thread from 0, oldest first. */
export type CommentStep = { kind: 'comment'; by: CastKey; at: At; body: string; onMessage?: number }

/** A supervisor's instruction. `dueInMinutes` counts from `at`. */
export type PolicyStep = {
  kind: 'policy'
  by: CastKey
  at: At
  instruction: string
  dueInMinutes?: number
  replyBy: 'anyone' | 'assignee' | 'supervisor'
  needsApproval: boolean
  returnWhen?: string
}

/** Whom a thread waits on: a department of ours, or an outside address. */
export type WaitWith = { group: GroupKey } | { partner: { name: string; address: string } }

/** A question to a department or partner. `dueInMinutes` counts from `at`. */
export type WaitStep = {
  kind: 'wait'
  by: CastKey
  at: At
  with: WaitWith
  question: string
  dueInMinutes: number
}

/** One thing that happened in a thread. Steps stand in time order. */
export type DemoStep =
  | MailStep
  | ReplyStep
  | CommentStep
  | PolicyStep
  | WaitStep
  | EscalationStep
  | { kind: 'acknowledge'; by: CastKey; at: At }
  | { kind: 'askPolicy'; by: CastKey; of: CastKey; at: At; body: string }
  /** Answers the oldest open wait of the thread. */
  | { kind: 'waitAnswer'; by: CastKey; at: At; answer: string }
  | { kind: 'status'; by: CastKey; at: At; to: DemoStatus }
  | { kind: 'assign'; by: CastKey; to: CastKey; at: At }

/** One customer's matter from its first mail to now. */
export type DemoThread = {
  /** Unique; part of the Message-IDs of its mails. */
  key: string
  mailbox: MailboxKey
  language: 'ja' | 'en'
  /** Where the story ends: what hoshin must show once it is told. */
  status: DemoStatus
  assignee?: CastKey
  story: DemoStep[]
}
