import iconv from 'iconv-lite'

const ESC = 0x1b
const SO = 0x0e
const SI = 0x0f

type CharacterSet = 'ascii' | 'roman' | 'kana' | 'kanji' | 'supplement'

/** ISO-2022-JP and what mail programs write under that name (RFC 1468, RFC 2237, CP50220/1/2, ISO-2022-JP-MS). */
const escapes: [string, CharacterSet][] = [
  ['$B', 'kanji'],
  ['$@', 'kanji'],
  ['$(B', 'kanji'],
  ['$(@', 'kanji'],
  ['$(O', 'kanji'],
  ['$(Q', 'kanji'],
  ['$(D', 'supplement'],
  ['(B', 'ascii'],
  ['(J', 'roman'],
  ['(H', 'ascii'],
  ['(I', 'kana'],
]

/**
 * Decodes any of the ISO-2022-JP family: half-width kana by SO/SI, by ESC ( I or as raw 8-bit bytes, and the
 * NEC and IBM extension rows 13, 89–92 and 115–119 (①㈱髙), which go through Windows' own table.
 */
export function decodeJis(bytes: Uint8Array): string {
  const shiftJis: number[] = []
  const text: string[] = []
  let set: CharacterSet = 'ascii'
  let shifted = false

  // The pieces are collected as Shift_JIS because Windows-31J carries exactly these extensions.
  const flush = () => {
    if (shiftJis.length > 0) text.push(iconv.decode(Buffer.from(shiftJis), 'cp932'))
    shiftJis.length = 0
  }

  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === ESC) {
      const found = escapes.find(([sequence]) => startsWith(bytes, at + 1, sequence))
      if (found) {
        set = found[1]
        shifted = false
        at += found[0].length
      } else {
        shiftJis.push(byte)
      }
    } else if (byte === SO) {
      shifted = true
    } else if (byte === SI) {
      shifted = false
    } else if (byte <= 0x20 || byte === 0x7f) {
      // Every line begins in ASCII (RFC 1468); writers that forget the escape mean it all the same.
      if (byte === 0x0a) set = 'ascii'
      if (byte === 0x0a) shifted = false
      shiftJis.push(byte)
    } else if (shifted || set === 'kana') {
      shiftJis.push(kana(byte))
    } else if (set === 'kanji' || set === 'supplement') {
      const next = bytes[at + 1] ?? 0
      if ((next & 0x7f) <= 0x20 || next === 0x7f) {
        flush()
        text.push('\uFFFD')
      } else if (set === 'kanji') {
        shiftJis.push(...fromKanji(byte, next))
        at++
      } else {
        flush()
        text.push(iconv.decode(Buffer.from([0x8f, byte | 0x80, next | 0x80]), 'eucjp'))
        at++
      }
    } else if (set === 'roman' && byte === 0x5c) {
      flush()
      text.push('¥')
    } else if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf)) {
      shiftJis.push(byte)
    } else {
      flush()
      text.push('\uFFFD')
    }
  }
  flush()
  return text.join('')
}

/** Whether bytes switch to a Japanese character set by an escape sequence. */
export function hasJisEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(ESC); at >= 0; at = bytes.indexOf(ESC, at + 1)) {
    if (
      ['$B', '$@', '$(D', '$(B', '$(O', '$(Q', '(I', '(J'].some((sequence) =>
        startsWith(bytes, at + 1, sequence),
      )
    ) {
      return true
    }
  }
  return false
}

/** Half-width kana carry the high bit in Shift_JIS and lack it here. */
function kana(byte: number): number {
  const high = byte | 0x80
  return high >= 0xa1 && high <= 0xdf ? high : 0x3f
}

/** JIS row and cell to Shift_JIS lead and trail; rows above 94 are Java's 8-bit form of the IBM extensions. */
function fromKanji(first: number, second: number): [number, number] {
  const row = first >= 0xa1 && (second & 0x80) !== 0 ? first & 0x7f : first
  const cell = second & 0x7f
  const lead = ((row - 0x21) >> 1) + 0x81
  const trail = row % 2 === 1 ? cell + (cell < 0x60 ? 0x1f : 0x20) : cell + 0x7e
  return [lead > 0x9f ? lead + 0x40 : lead, trail]
}

function startsWith(bytes: Uint8Array, at: number, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (bytes[at + i] !== ascii.charCodeAt(i)) return false
  return true
}
