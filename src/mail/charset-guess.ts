export type JapaneseCharset = 'shift_jis' | 'euc-jp'

/** How well bytes read in one charset: `invalid` characters, and points for what Japanese text is made of. */
type Reading = { invalid: number; points: number; wide: number }

const SAMPLE = 32 * 1024

/**
 * Tells Shift_JIS from EUC-JP by how well the bytes read in each; null when they read as neither (western
 * text, binary). `labelled` wins unless its reading is broken and the other's is not.
 */
export function guessJapanese(
  bytes: Uint8Array,
  labelled: JapaneseCharset | null = null,
): JapaneseCharset | null {
  const sample = bytes.subarray(0, SAMPLE)
  const shiftJis = readShiftJis(sample)
  const euc = readEuc(sample)
  if (labelled === 'shift_jis') return !fits(shiftJis) && fits(euc) && euc.points > 0 ? 'euc-jp' : labelled
  if (labelled === 'euc-jp')
    return !fits(euc) && fits(shiftJis) && shiftJis.points > 0 ? 'shift_jis' : labelled

  const candidates: [JapaneseCharset, Reading][] = [
    ['shift_jis', shiftJis],
    ['euc-jp', euc],
  ]
  const best = candidates
    .filter(([, reading]) => fits(reading) && reading.points > 0)
    .toSorted(([, a], [, b]) => b.points - a.points)[0]
  return best ? best[0] : null
}

/** The last character of a sample may be cut, and one broken byte in a long text proves nothing. */
function fits(reading: Reading): boolean {
  return reading.invalid <= reading.wide / 50
}

function readShiftJis(bytes: Uint8Array): Reading {
  const reading: Reading = { invalid: 0, points: 0, wide: 0 }
  let wideEnd = -1
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    if (lead >= 0xa1 && lead <= 0xdf) {
      const end = endOfRun(bytes, at, 0xa1, 0xdf)
      reading.points += kanaPoints(bytes.subarray(at, end))
      reading.wide += end - at
      at = end - 1
    } else if (isShiftJisLead(lead)) {
      const trail = bytes[at + 1]
      if (trail === undefined) {
        // Cut off by the end of the sample: says nothing.
        if (bytes.length < SAMPLE) reading.invalid++
      } else if (trail < 0x40 || trail === 0x7f || trail > 0xfc || (lead === 0xfc && trail > 0x4b)) {
        reading.invalid++
      } else {
        const afterWide = wideEnd === at
        reading.wide++
        reading.points += !afterWide && isWesternLetter(bytes, at, trail) ? -2 : shiftJisPoints(lead, trail)
        at++
        wideEnd = at + 1
      }
    } else {
      reading.invalid++
    }
  }
  return reading
}

function isShiftJisLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)
}

/** `é` or `’` inside a Latin word looks like a kanji with an ASCII trail byte; katakana (lead 0x83) really is. */
function isWesternLetter(bytes: Uint8Array, at: number, trail: number): boolean {
  const before = bytes[at - 1] ?? 0x20
  return bytes[at] !== 0x83 && trail < 0x80 && isAsciiLetter(before) && isAsciiLetter(trail)
}

function isAsciiLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
}

function shiftJisPoints(lead: number, trail: number): number {
  if (lead === 0x82) return trail >= 0x9f && trail <= 0xf1 ? 3 : 2
  if (lead === 0x83) return trail <= 0x96 ? 3 : -1
  if (lead === 0x81) return 2
  if (lead === 0x87 || lead === 0xed || lead === 0xee || lead >= 0xfa) return 0.5
  if (lead >= 0x88 && lead <= 0x98) return 2
  if (lead <= 0x9f || lead <= 0xea) return 0.3
  return -2
}

/**
 * A run of half-width kana is also a valid run of EUC-JP kanji when its length is even. What tells them apart
 * is spelling: the voicing marks ﾞ ﾟ only follow certain kana, and no word begins with one, with ｰ or a small kana.
 */
function kanaPoints(run: Uint8Array): number {
  let marks = 0
  for (let at = 0; at < run.length; at++) {
    const byte = run[at] ?? 0
    const before = run[at - 1] ?? 0
    if (byte === 0xde && !isVoiceable(before)) return -run.length
    if (byte === 0xdf && !(before >= 0xca && before <= 0xce)) return -run.length
    if (at === 0 && (byte === 0xb0 || (byte >= 0xa7 && byte <= 0xaf))) return -run.length
    if (byte === 0xde || byte === 0xdf || byte === 0xb0 || byte === 0xdd) marks++
  }
  if (run.length === 1) return 0
  return marks > 0 ? run.length * 1.2 : run.length * 0.6
}

function isVoiceable(byte: number): boolean {
  return byte === 0xb3 || (byte >= 0xb6 && byte <= 0xc4) || (byte >= 0xca && byte <= 0xce)
}

function readEuc(bytes: Uint8Array): Reading {
  const reading: Reading = { invalid: 0, points: 0, wide: 0 }
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const size = lead === 0x8f ? 3 : 2
    if (at + size > bytes.length) {
      if (bytes.length < SAMPLE) reading.invalid++
      break
    }
    const trail = bytes[at + 1] ?? 0
    const last = bytes[at + size - 1] ?? 0
    const valid =
      lead === 0x8e
        ? trail >= 0xa1 && trail <= 0xdf
        : lead === 0x8f
          ? trail >= 0xa1 && last >= 0xa1
          : lead >= 0xa1 && lead <= 0xfe && trail >= 0xa1 && trail <= 0xfe
    if (valid) {
      reading.wide++
      reading.points += lead === 0x8e && bytes[at + 2] === 0x8e ? 3 : eucPoints(lead, trail)
      at += size - 1
    } else {
      reading.invalid++
    }
  }
  return reading
}

function eucPoints(lead: number, trail: number): number {
  if (lead === 0xa4) return trail <= 0xf3 ? 3 : -1
  if (lead === 0xa5) return trail <= 0xf6 ? 3 : -1
  if (lead === 0xa1 || lead === 0xa3) return 2
  if (lead === 0x8e) return 1.5
  if (lead >= 0xb0 && lead <= 0xcf) return 2
  if (lead >= 0xd0 && lead <= 0xf4) return 0.3
  return lead === 0xad || lead >= 0xf9 ? 0.5 : -1
}

function endOfRun(bytes: Uint8Array, from: number, low: number, high: number): number {
  let end = from
  while (end < bytes.length && (bytes[end] ?? 0) >= low && (bytes[end] ?? 0) <= high) end++
  return end
}
