/**
 * The one tokenizer: what is stored and what is asked are cut alike, so that both databases find the same.
 *
 * Text is folded (NFKC, lower case; katakana and hiragana stay apart). A word of an alphabet or of digits is one
 * token. Scripts that are written without spaces are cut into overlapping pairs of characters, and the last
 * character of a run stands once more alone: 会議室 → 会議, 議室, 室. So a phrase of any length is a row of
 * neighbouring tokens, and no character is without a token that begins with it. Between a word and a run that touch,
 * as in 第3回, stands a {@link GLUE}: signs and spaces are no tokens, so that without it 第 3 回 would be the same.
 */
export type Token = {
  text: string
  /** `pair` and `last` belong to a run of characters; a run of one is a `last` alone. */
  kind: 'word' | 'pair' | 'last' | 'glue'
  /** Where it stands in the text that was cut, in UTF-16 units. */
  start: number
  end: number
  /** Where its first character ends. */
  firstEnd: number
}

/** A token that no text has. From Unicode's private use. */
export const GLUE = '\ue001'

/** Longest token, in characters: what goes on longer (base64, long links) is known by its beginning. */
export const TOKEN_LIMIT = 64

const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
/** What is written without spaces between words. Its letters only: a script has its own commas and stops as well. */
const unspaced = `[${scripts.map((script) => `\\p{Script=${script}}`).join('')}ー〆]&&[\\p{L}\\p{N}\\p{M}]`
const character = `[${unspaced}]\\p{M}*`
// A line of a mail may be broken within a word, also in a quotation. A paragraph begins with a space or an empty line.
const brokenLine = '[ \\t]*\\r?\\n(?:>[> ]*)?'
const pieces = new RegExp(
  `(${character}(?:(?:${brokenLine})?${character})*)|[[\\p{L}\\p{N}]--[${unspaced}]][[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]*`,
  'gv',
)
const characters = new RegExp(character, 'gv')

/** Makes alike what people take for the same: width, case, composed or not. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ')
}

const brokenLines = new RegExp(brokenLine, 'g')

/** The text as if all its lines went on: what stands across the end of one then stands together. */
export function joinLines(text: string): string {
  return text.includes('\n') ? text.replace(brokenLines, '') : text
}

/** Cuts a folded text, from its beginning to its end. */
export function cut(folded: string): Token[] {
  const tokens: Token[] = []
  eachToken(folded, (text, kind, start, end, firstEnd) => {
    tokens.push({ text, kind, start, end, firstEnd })
  })
  return tokens
}

type Take = (text: string, kind: Token['kind'], start: number, end: number, firstEnd: number) => void

/** Like {@link cut}, for who takes a million of them: no token is made that nobody keeps. */
export function eachToken(folded: string, take: Take): void {
  let before = -1
  pieces.lastIndex = 0
  for (let match = pieces.exec(folded); match !== null; match = pieces.exec(folded)) {
    const at = match.index
    const [text, run] = match
    if (at === before) take(GLUE, 'glue', at, at, at)
    before = at + text.length
    if (run === undefined) take(shortened(text), 'word', at, before, at + 1)
    else if (unusual.test(run)) cutRun(run, at, take)
    else cutPlainRun(run, at, take)
  }
}

function shortened(word: string): string {
  return word.length > TOKEN_LIMIT ? [...word].slice(0, TOKEN_LIMIT).join('') : word
}

/** A run in which not every UTF-16 unit is a character: marks, rare characters, a broken line. */
const unusual = /[\p{M}\s>]|[^\u0000-\uffff]/u

function cutPlainRun(run: string, at: number, take: Take): void {
  const last = run.length - 1
  for (let n = 0; n < last; n++) take(run.slice(n, n + 2), 'pair', at + n, at + n + 2, at + n + 1)
  take(run.charAt(last), 'last', at + last, at + last + 1, at + last + 1)
}

function cutRun(run: string, at: number, take: Take): void {
  let before: { text: string; start: number; end: number } | null = null
  for (const { 0: found, index } of run.matchAll(characters)) {
    // Marks can be piled up on one character without end.
    const one = { text: found.slice(0, 8), start: at + index, end: at + index + found.length }
    if (before) take(before.text + one.text, 'pair', before.start, one.end, before.end)
    before = one
  }
  if (before) take(before.text, 'last', before.start, before.end, before.end)
}

/** Cuts a text as it is shown: the tokens' places are those in the text itself, not in its folded form. */
export function cutShown(text: string): Token[] {
  const same = foldedInPlace(text)
  if (same !== null) return cut(same)
  const { folded, places } = foldWithPlaces(text)
  return cut(folded).map((token) => ({
    ...token,
    start: places[token.start]?.[0] ?? 0,
    end: places[token.end - 1]?.[1] ?? text.length,
    firstEnd: places[token.firstEnd - 1]?.[1] ?? text.length,
  }))
}

/** The folded text where folding changes no place, as in nearly all texts; null elsewhere. */
function foldedInPlace(text: string): string | null {
  if (text.normalize('NFKC') !== text) return null
  const folded = fold(text)
  return folded.length === text.length ? folded : null
}

/** A letter with all that folding may join to it: marks, half-width voicing marks, the parts of a Hangul syllable. */
const joined = /[\u1100-\u11ff]+|[\s\S][\p{M}\uff9e\uff9f]*/gu

function foldWithPlaces(text: string): { folded: string; places: [start: number, end: number][] } {
  let folded = ''
  const places: [number, number][] = []
  for (const { 0: piece, index } of text.matchAll(joined)) {
    const made = fold(piece)
    for (let at = 0; at < made.length; at++) places.push([index, index + piece.length])
    folded += made
  }
  return { folded, places }
}
