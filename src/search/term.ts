import { type Field, fields, foldedValues, type Said } from './entry.ts'
import { cut, cutShown, fold, joinLines, type Token } from './tokens.ts'

/** One word or phrase that is asked for: neighbouring tokens of one field, or of any. */
export type Term = {
  field: Field | null
  /** Said with a minus: what has it is left out. */
  not: boolean
  tokens: readonly Pick<Token, 'text' | 'kind'>[]
  /** The last token may go on. */
  open: boolean
  /** All of it, folded, where nothing but letters and digits was asked for: what has the term has this stretch. */
  stretch: string | null
  /** Without words of an alphabet, which begin and end somewhere: what has the stretch has the term. */
  isRun: boolean
}

/**
 * What a word or phrase asks for, in the tokens under which it was stored. A word of letters is found by its
 * beginning unless it is quoted; a run of characters is found wherever it stands.
 *
 * @returns null when it holds no letter and no digit
 */
export function termOf(
  text: string,
  {
    field = null,
    not = false,
    quoted = false,
  }: { field?: Field | null; not?: boolean; quoted?: boolean } = {},
): Term | null {
  const folded = fold(text)
  const tokens = cut(folded)
  const last = tokens.at(-1)
  if (!last) return null
  // In 会議室 the character 議 is not the last of its run, as it is in the words 会議.
  const goesOn = last.kind === 'last' && tokens.at(-2)?.kind === 'pair'
  const isWhole = tokens.every(({ start }, at) => at === 0 || start <= (tokens[at - 1]?.end ?? 0))
  return {
    field,
    not,
    tokens: tokens.slice(0, goesOn ? -1 : undefined).map(({ text, kind }) => ({ text, kind })),
    open: !goesOn && !(quoted && last.kind === 'word'),
    stretch: isWhole ? folded.slice(tokens[0]?.start, last.end) : null,
    isRun: isWhole && tokens.every(({ kind }) => kind === 'pair' || kind === 'last'),
  }
}

/** Whether what was said answers all terms: the same decision as the index's, from the text itself. */
export function saysAll(said: Said, terms: readonly Term[]): boolean {
  const says = speaker(said)
  return terms.every((term) => says(term) !== term.not)
}

/** Tells of one thing said which terms stand in it. Folding and cutting its text is done once, however much is asked. */
export function speaker(said: Said): (term: Term) => boolean {
  const texts = new Map<Field, string[]>()
  const tokens = new Map<string, Token[]>()
  const textsOf = (field: Field) => {
    const known = texts.get(field) ?? foldedValues(said, field)
    texts.set(field, known)
    return known
  }
  return (term) =>
    (term.field === null ? fields : [term.field]).some((field) =>
      textsOf(field).some((value) => {
        if (term.stretch !== null) {
          if (term.isRun && value.includes(term.stretch)) return true
          // Cutting tells for certain, and costs so much more that most texts are spared it.
          if (!mayStandIn(value, term, term.stretch)) return false
        }
        const known = tokens.get(value) ?? cut(value)
        tokens.set(value, known)
        return known.some((_, at) => markAt(known, at, term) !== null)
      }),
    )
}

function mayStandIn(value: string, { tokens: [first] }: Term, stretch: string): boolean {
  if (first?.kind === 'word' ? beginsWord(value, stretch) : value.includes(stretch)) return true
  // One character stands on one line. Of joined lines, what a word stood behind is no longer to be seen.
  return stretch.length > 1 && value.includes('\n') && joinLines(value).includes(stretch)
}

/** Whether it stands behind anything but a plain letter or digit, with which it would be one word. */
function beginsWord(value: string, stretch: string): boolean {
  for (let at = value.indexOf(stretch); at >= 0; at = value.indexOf(stretch, at + 1))
    if (at === 0 || !/[a-z0-9]/.test(value.charAt(at - 1))) return true
  return false
}

/** A stretch of a shown text, in UTF-16 units. */
export type Mark = { start: number; end: number }

/** Where the terms stand in a text, in order and without overlap: the same decision as the index's. */
export function marksIn(text: string, terms: readonly Term[]): Mark[] {
  const wanted = terms.filter((term) => !term.not)
  if (wanted.length === 0 || text === '') return []
  const tokens = cutShown(text)
  const marks: Mark[] = []
  for (let at = 0; at < tokens.length; at++) {
    for (const term of wanted) {
      const mark = markAt(tokens, at, term)
      if (mark) marks.push(mark)
    }
  }
  return joinOverlaps(marks)
}

function markAt(tokens: readonly Token[], at: number, { tokens: wanted, open }: Term): Mark | null {
  const length = wanted.length
  for (let n = 0; n < length; n++) {
    const found = tokens[at + n]?.text
    const asked = wanted[n]?.text ?? ''
    const isOpen = open && n === length - 1
    if (found === undefined || !(isOpen ? found.startsWith(asked) : found === asked)) return null
  }
  const first = tokens[at]
  const last = tokens[at + length - 1]
  if (!first || !last) return null
  // Of a pair of which only its first character was asked for, that one is marked.
  return { start: first.start, end: open && last.kind === 'pair' ? last.firstEnd : last.end }
}

function joinOverlaps(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = []
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const before = joined.at(-1)
    if (before && mark.start <= before.end) before.end = Math.max(before.end, mark.end)
    else joined.push({ ...mark })
  }
  return joined
}
