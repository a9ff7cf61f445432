import { type Mark, marksIn, type Term } from './term.ts'

/** A stretch of a shown sentence; `marked` where a word that was asked for stands. */
export type Piece = { text: string; marked: boolean }

/** So much of a long text stands before its first marked word, and so much from there on, in UTF-16 units. */
const BEFORE = 32
const BEHIND = 128

/** The words around the first hit in a text; null when the text has none. */
export function sentenceAround(text: string, terms: readonly Term[]): Piece[] | null {
  const marks = marksIn(text, terms)
  const [first] = marks
  if (!first) return null
  const start = whole(text, lineStart(text, first.start))
  const end = whole(text, Math.max(first.end, Math.min(text.length, first.start + BEHIND)))
  const pieces = cutAt(text, marks, start, end)
  return [
    ...(start > 0 ? [{ text: '…', marked: false }] : []),
    ...pieces,
    ...(end < text.length ? [{ text: '…', marked: false }] : []),
  ]
}

/** The whole text, marked. */
export function marked(text: string, terms: readonly Term[]): Piece[] {
  return cutAt(text, marksIn(text, terms), 0, text.length)
}

/** The beginning of the sentence, if it is near. */
function lineStart(text: string, at: number): number {
  const from = Math.max(0, at - BEFORE)
  const before = text.slice(from, at)
  const ends = [...before.matchAll(/[。．！？!?\n]|\. /g)]
  const last = ends.at(-1)
  return last ? from + last.index + last[0].length : from
}

/** Never between the two halves of a character. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at
}

function cutAt(text: string, marks: readonly Mark[], start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  const add = (from: number, to: number, isMarked: boolean) => {
    // Lines and spaces of a mail are not those of a list.
    const piece = text.slice(Math.max(from, start), Math.min(to, end)).replace(/\s+/g, ' ')
    if (piece !== '') pieces.push({ text: piece, marked: isMarked })
  }
  let at = start
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue
    add(at, mark.start, false)
    add(mark.start, mark.end, true)
    at = mark.end
  }
  add(at, end, false)
  return pieces
}
