import type { CastKey, GroupKey } from './cast.ts'
import type { At } from './clock.ts'
import type { Mailbox, MailOut } from './mail/outline.ts'
import type { CommentStep, DemoStep, MailStep, PolicyStep, ReplyStep, WaitStep } from './story.ts'
import { unindent } from './unindent.ts'

/** A customer's mail with a subject of its own; `null` sends none. */
export function mail(
  at: At,
  from: Mailbox,
  subject: string | null,
  text: string,
  more: Omit<MailOut, 'from' | 'subject' | 'text'> = {},
): MailStep {
  return { kind: 'mail', at, from, subject, text: unindent(text), ...more }
}

/** The customer answers: `Re:` the thread's first subject. */
export function again(
  at: At,
  from: Mailbox,
  text: string,
  more: Omit<MailOut, 'from' | 'subject' | 'text'> = {},
): MailStep {
  return { kind: 'mail', at, from, text: unindent(text), ...more }
}

/** A reply out of hoshin; the signature is added on sending. */
export function reply(by: CastKey, at: At, body: string): ReplyStep {
  return { kind: 'reply', by, at, body: unindent(body) }
}

/** A reply sent with 送信して完了. */
export function close(by: CastKey, at: At, body: string): ReplyStep {
  return { ...reply(by, at, body), andDone: true }
}

export function note(by: CastKey, at: At, body: string, onMessage?: number): CommentStep {
  return { kind: 'comment', by, at, body: unindent(body), ...(onMessage === undefined ? {} : { onMessage }) }
}

/** Takes the thread oneself. */
export function take(by: CastKey, at: At): DemoStep {
  return { kind: 'assign', by, to: by, at }
}

export function give(by: CastKey, to: CastKey, at: At): DemoStep {
  return { kind: 'assign', by, to, at }
}

/** Default: the assignee may reply, without approval. `due` in minutes from `at`. */
export function policy(
  by: CastKey,
  at: At,
  instruction: string,
  terms: { due?: number; replyBy?: PolicyStep['replyBy']; needsApproval?: boolean; returnWhen?: string } = {},
): PolicyStep {
  return {
    kind: 'policy',
    by,
    at,
    instruction,
    replyBy: terms.replyBy ?? 'assignee',
    needsApproval: terms.needsApproval ?? false,
    ...(terms.due === undefined ? {} : { dueInMinutes: terms.due }),
    ...(terms.returnWhen === undefined ? {} : { returnWhen: terms.returnWhen }),
  }
}

export function acknowledge(by: CastKey, at: At): DemoStep {
  return { kind: 'acknowledge', by, at }
}

export function askPolicy(by: CastKey, of: CastKey, at: At, body: string): DemoStep {
  return { kind: 'askPolicy', by, of, at, body: unindent(body) }
}

/** `due` in minutes from `at`. */
export function wait(by: CastKey, at: At, group: GroupKey, question: string, due: number): WaitStep {
  return { kind: 'wait', by, at, with: { group }, question: unindent(question), dueInMinutes: due }
}

/** Waits on somebody outside the company; `due` in minutes from `at`. */
export function waitPartner(by: CastKey, at: At, partner: Mailbox, question: string, due: number): WaitStep {
  return { kind: 'wait', by, at, with: { partner }, question: unindent(question), dueInMinutes: due }
}

export function waitAnswer(by: CastKey, at: At, answer: string): DemoStep {
  return { kind: 'waitAnswer', by, at, answer: unindent(answer) }
}

export function status(by: CastKey, at: At, to: 'new' | 'in_progress' | 'done'): DemoStep {
  return { kind: 'status', by, at, to }
}
