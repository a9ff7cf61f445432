import { type Field, fields, foldedValues, type Said } from './entry.ts'
import { eachToken } from './tokens.ts'

/** Tokens in their order, parted by a space; `starts` are those that stand for many words, without order. */
export type FtsWords = Record<Field, string> & { starts: string }

/** A token that no text has, between two values. From Unicode's private use. */
const GAP = '\ue000'

/**
 * One letter or two would be the beginning of thousands of tokens, all of whose places would have to be
 * gathered before the first hit is known. So they stand in a list of their own.
 */
export const START_LIMIT = 2

/** Cuts what was said into the columns of the FTS5 table. */
export function ftsWordsOf(said: Said): FtsWords {
  const starts = new Set<string>()
  const [subject, sender, recipients, body] = fields.map((field) => columnOf(said, field, starts))
  return {
    ...{ subject: subject ?? '', sender: sender ?? '', recipients: recipients ?? '', body: body ?? '' },
    starts: [...starts].join(' '),
  }
}

function columnOf(said: Said, field: Field, starts: Set<string>): string {
  let texts = ''
  for (const folded of foldedValues(said, field)) {
    if (texts !== '') texts += ` ${GAP}`
    eachToken(folded, (text, kind, start, _, firstEnd) => {
      texts += texts === '' ? text : ` ${text}`
      if (kind === 'glue') return
      if (kind === 'word') addStarts(text, START_LIMIT, starts)
      else if (firstEnd - start === 1) starts.add(text.charAt(0))
      // A character with its marks is also found without them.
      else addStarts(text.slice(0, firstEnd - start), Number.POSITIVE_INFINITY, starts)
    })
  }
  return texts
}

function addStarts(word: string, limit: number, starts: Set<string>): void {
  let start = ''
  let length = 0
  for (const letter of word) {
    start += letter
    starts.add(start)
    if (++length === limit) return
  }
}
