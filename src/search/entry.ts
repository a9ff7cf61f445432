import { eachToken, fold } from './tokens.ts'

/** What can be found: each is one thing that somebody said, or the customer of a thread. */
export const entryKinds = ['message', 'comment', 'policy', 'customer'] as const
export type EntryKind = (typeof entryKinds)[number]

/** The parts of what was said that can be asked for apart. */
export const fields = ['subject', 'sender', 'recipients', 'body'] as const
export type Field = (typeof fields)[number]

/** Tokens in their order, parted by a space; `starts` are those that stand for many words, without order. */
export type EntryWords = Record<Field, string> & { starts: string }

/** One thing to be found. */
export type NewEntry = {
  kind: EntryKind
  /** The id of the message, comment or policy; of a customer, the thread's. */
  refId: number
  threadId: number
  mailboxId: number
  /** When it was said, UTC ms: hits are shown in this order. */
  at: number
  hasAttachment: boolean
  words: EntryWords
}

/** Something said, as text. Several values of a field stay apart: no phrase goes from one into the next. */
export type Said = Partial<Record<Field, readonly string[]>>

/** So much of one field is found, in characters; what a mail of 100 pages says after that is not. */
export const FIELD_LIMIT = 100_000

/** A token that no text has, between two values. From Unicode's private use. */
export const GAP = '\ue000'

/** Cuts what was said into tokens. Pure and the dearest part of indexing, so it may be done in another thread. */
export function wordsOf(said: Said): EntryWords {
  const starts = new Set<string>()
  const tokens = (values: readonly string[] = []) => fieldTokens(values, starts)
  return {
    subject: tokens(said.subject),
    sender: tokens(said.sender),
    recipients: tokens(said.recipients),
    body: tokens(said.body),
    starts: [...starts].join(' '),
  }
}

/**
 * One letter or two would be the beginning of thousands of tokens, all of whose places would have to be
 * gathered before the first hit is known. So they stand in a list of their own.
 */
export const START_LIMIT = 2

function fieldTokens(values: readonly string[], starts: Set<string>): string {
  let texts = ''
  let left = FIELD_LIMIT
  for (const value of values) {
    if (value === '' || left <= 0) continue
    if (texts !== '') texts += ` ${GAP}`
    const folded = fold(value.slice(0, left)).slice(0, left)
    left -= folded.length
    eachToken(folded, (text, kind, start, _, firstEnd) => {
      texts += texts === '' ? text : ` ${text}`
      if (kind === 'word') addStarts(text, starts)
      else if (kind !== 'glue') starts.add(text.slice(0, firstEnd - start))
    })
  }
  return texts
}

function addStarts(word: string, starts: Set<string>): void {
  let start = ''
  let length = 0
  for (const letter of word) {
    start += letter
    starts.add(start)
    if (++length === START_LIMIT) return
  }
}

type Named = { name: string; address: string }

/** What of a mail is found. `files` are the names of its attachments. */
export function wordsOfMail(mail: {
  subject: string
  from: Named | null
  recipients: readonly Named[]
  text: string
  files: readonly string[]
}): EntryWords {
  const person = ({ name, address }: Named) => `${name} ${address}`
  return wordsOf({
    subject: [mail.subject],
    sender: mail.from ? [person(mail.from)] : [],
    recipients: mail.recipients.map(person),
    body: [mail.text, ...mail.files],
  })
}
