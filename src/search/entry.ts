import { fold } from './tokens.ts'

/** What can be found: each is one thing that somebody said, or the customer of a thread. */
export const entryKinds = ['message', 'comment', 'policy', 'customer'] as const
export type EntryKind = (typeof entryKinds)[number]

/** The parts of what was said that can be asked for apart. */
export const fields = ['subject', 'sender', 'recipients', 'body'] as const
export type Field = (typeof fields)[number]

/** Something said, as text. Several values of a field stay apart: no phrase goes from one into the next. */
export type Said = Partial<Record<Field, readonly string[]>>

/** One thing to be found. */
export type Entry = {
  kind: EntryKind
  /** The id of the message, comment or policy; of a customer, the thread's. */
  refId: number
  threadId: number
  mailboxId: number
  /** When it was said, UTC ms: hits are shown in this order. */
  at: number
  hasAttachment: boolean
  /** Who said it, as it is shown. */
  by: string
  said: Said
}

/** An entry with its place in the order of time. */
export type PlacedEntry = Entry & { id: number }

/**
 * So much of each field is found, in characters; what a mail of 100 pages says after that is not. The words of all
 * fields together stay below the megabyte that one tsvector may have.
 */
export const fieldLimits: Record<Field, number> = {
  subject: 2_000,
  sender: 2_000,
  recipients: 20_000,
  body: 100_000,
}

/** What of a field is found, folded, value by value. */
export function foldedValues(said: Said, field: Field): string[] {
  const folded: string[] = []
  let left = fieldLimits[field]
  for (const value of said[field] ?? []) {
    if (value === '' || left <= 0) continue
    // Folding may make it longer, and then also no more is taken.
    const one = fold(value.slice(0, left)).slice(0, left)
    folded.push(one)
    left -= one.length
  }
  return folded
}
