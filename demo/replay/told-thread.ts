import type { DemoThread } from '../story.ts'
import type { Sent } from '../timeline.ts'

/** What hoshin has of a story so far. */
export type ToldThread = {
  thread: DemoThread
  /** Of the row in `threads`; undefined before the first mail, or the opening. */
  threadId: number | undefined
  /** Mails and replies, oldest first. */
  messageIds: number[]
  /** The newest message that a customer would answer. */
  last: Sent | undefined
  /** Oldest first. */
  openWaits: number[]
  /** The binding policy. */
  policyId: number | undefined
  policies: number
  /** The newest one that was raised here. */
  escalationId: number | undefined
}

export function untold(thread: DemoThread): ToldThread {
  return {
    thread,
    threadId: undefined,
    messageIds: [],
    last: undefined,
    openWaits: [],
    policyId: undefined,
    policies: 0,
    escalationId: undefined,
  }
}

/** The thread's id, which exists from the first mail on. */
export function idOf(told: ToldThread): number {
  if (told.threadId === undefined) throw new Error(`${told.thread.key} has no mail yet`)
  return told.threadId
}
