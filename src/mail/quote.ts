import {
  endOfAttribution,
  isForwardMark,
  isHeaderBlock,
  isQuotedLine,
  isSeparator,
  nextWritten,
} from './quote-marks.ts'

/** A stretch of a mail's text: written now, or quoted from an earlier mail. `lines` counts its lines. */
export type QuoteFold = { kind: 'new' | 'quote'; text: string; lines: number }

type LineKind = 'new' | 'quote' | 'forward'

const EXCERPT_LENGTH = 140

/** What newsletters fill their preview line with. */
const invisible = /\u034f|[\u200b-\u200f\u2060\ufeff\u00ad]/g

/**
 * Splits the text of a mail into what was written now and what is quoted, in order and without losing a line, so
 * that the page can fold the quotes. Answers between quoted lines stay `new`; so does a forwarded mail, which is
 * what its sender wants to show; and a mail that is nothing but a quote stays open as a whole.
 */
export function foldQuotes(text: string): QuoteFold[] {
  const lines = text.split('\n')
  const kinds = lineKinds(lines)
  if (!lines.some((line, at) => kinds[at] !== 'quote' && line.trim() !== '')) {
    return [{ kind: 'new', text, lines: lines.length }]
  }
  const folds: QuoteFold[] = []
  for (const [at, line] of lines.entries()) {
    const kind = kinds[at] === 'quote' ? 'quote' : 'new'
    const last = folds.at(-1)
    if (last?.kind === kind) {
      last.text += `\n${line}`
      last.lines++
    } else {
      folds.push({ kind, text: line, lines: 1 })
    }
  }
  return folds
}

/** What the sender wrote in this mail: without quotes, forwarded mail and signature. Never empty where `text` is not. */
export function newText(text: string): string {
  return writtenText(text) || text.trim()
}

/** The same, and empty where a mail is nothing but quotes and a signature. */
export function writtenText(text: string): string {
  const lines = text.split('\n')
  const kinds = lineKinds(lines)
  const stretches: string[][] = []
  for (const [at, line] of lines.entries()) {
    if (kinds[at] !== 'new') continue
    if (at > 0 && kinds[at - 1] === 'new') stretches.at(-1)?.push(line)
    else stretches.push([line])
  }
  return stretches
    .map((stretch) => withoutSignature(stretch).join('\n').trim())
    .filter((one) => one !== '')
    .join('\n')
}

/** The first words of what is new, on one line: at most `length` characters. */
export function excerptOf(text: string, length = EXCERPT_LENGTH): string {
  const folded = newText(text.slice(0, 50_000)).replace(invisible, '').replace(/\s+/g, ' ').trim()
  return [...folded.slice(0, length * 2)].slice(0, length).join('')
}

function lineKinds(lines: string[]): LineKind[] {
  const kinds: LineKind[] = lines.map((line) => (isQuotedLine(line) ? 'quote' : 'new'))
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (kinds[at] === 'quote' || line.trim() === '') continue
    if (isForwardMark(line)) return kinds.fill('forward', at)
    if (isSeparator(line) || isHeaderBlock(lines, at)) return kinds.fill('quote', at)
    const end = endOfAttribution(lines, at)
    if (end !== null) {
      const next = nextWritten(lines, end + 1)
      const isMarked = next === lines.length || kinds[next] === 'quote'
      // Without marks the quote has no end of its own: it is the rest of the mail.
      if (!isMarked) return joinBlankLines(lines, kinds.fill('quote', at))
      kinds.fill('quote', at, next)
      at = end
    }
  }
  return joinBlankLines(lines, kinds)
}

/** Empty lines between quoted ones belong to the quote. */
function joinBlankLines(lines: string[], kinds: LineKind[]): LineKind[] {
  for (let at = 1; at < lines.length; at++) {
    if (kinds[at] === 'new' && kinds[at - 1] === 'quote' && (lines[at] ?? '').trim() === '') {
      const next = nextWritten(lines, at)
      if (next < lines.length && kinds[next] === 'quote') kinds.fill('quote', at, next)
    }
  }
  return kinds
}

const signatureMark = /^(-- ?|—|__)$/
const sentFrom =
  /^(sent from (my|yahoo|outlook|mail|samsung)|get outlook for|(iphone|ipad|android|私のiphone|スマートフォン).{0,12}から送信|yahoo!?メール.{0,12}から送信|outlook for (ios|android)|von meinem (iphone|ipad)|envoyé de mon)/i
/** A line of ornaments, as Japanese signatures are framed with; below it stands little, and how to reach somebody. */
const ornament = /^[\s━─―ー=＝*＊・‥…_＿\-–+＋☆★◇◆□■○●◎♪~〜～#┏┓┗┛┃:：]{8,}$/
const contact = /(tel|fax|phone|電話|携帯|〒|e-?mail|url|https?:|@|株式会社|有限会社|co\.,? ?ltd)/i

function withoutSignature(lines: string[]): string[] {
  const end = lines.findIndex(
    (line, at) =>
      signatureMark.test(line) ||
      sentFrom.test(line.trim()) ||
      (at > 0 && at > lines.length - 18 && ornament.test(line) && isContactBlock(lines.slice(at + 1))),
  )
  return end < 0 ? lines : lines.slice(0, end)
}

function isContactBlock(rest: string[]): boolean {
  return rest.some((line) => contact.test(line))
}
