/** Columns of a text mail. Japanese letters take two. */
export const COLUMNS = 74

/** May not begin a line (行頭禁則): closing marks, small kana, the long-vowel mark. */
const notFirst =
  /^[、。，．・：；？！)\]}）］｝〕〉》」』】〟’”ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ%％,.:;!?]/
/** May not end a line (行末禁則): opening marks. */
const notLast = /[([{（［｛〔〈《「『【‘“]$/

/**
 * Breaks lines that are too wide: between Japanese letters with regard to 禁則, otherwise between words.
 * An address is never broken, so that it can still be opened.
 *
 * @param indent stands before every line and counts
 */
export function wrapText(text: string, indent = '', columns = COLUMNS): string {
  const room = columns - widthOf(indent)
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, room))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

function wrapLine(line: string, room: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const piece of piecesOf(line)) {
    if (current !== '' && widthOf(current + piece.trimEnd()) > room) {
      const carried = notLast.exec(current)?.[0] ?? ''
      lines.push(current.slice(0, current.length - carried.length).trimEnd())
      current = carried + piece.trimStart()
    } else {
      current += piece
    }
  }
  return [...lines, current]
}

/** The smallest pieces that stay whole: a word with the space after it, or a wide letter with what may not begin a line. */
function piecesOf(line: string): string[] {
  const pieces: string[] = []
  for (const [piece] of line.matchAll(
    /\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}|[　-〿＀-￯]|[!-~¡-⿿]+ *|\s+|./gu,
  )) {
    const last = pieces.length - 1
    if (last >= 0 && notFirst.test(piece)) pieces[last] += piece
    else pieces.push(piece)
  }
  return pieces
}

/** East Asian wide letters (UAX #11) take two columns. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += wide.test(char) ? 2 : 1
  return width
}

const wide = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
