import iconv from 'iconv-lite'

/** One mail as bytes: strings are UTF-8, byte arrays stand as they are, lines end in CRLF. */
export function mailBytes(...pieces: (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece.replace(/\r?\n/g, '\r\n')) : piece)),
  )
}

export function shiftJis(text: string): Buffer {
  return iconv.encode(text, 'cp932')
}

export function eucJp(text: string): Buffer {
  return iconv.encode(text, 'eucjp')
}

/** How half-width kana are written: ESC ( I (CP50221), SO/SI (CP50222), or raw 8-bit bytes. */
type KanaStyle = 'escape' | 'shift' | 'raw'

/** ISO-2022-JP by way of Windows-31J, so that ①㈱髙 come out as Japanese mail programs write them. */
export function jis(text: string, kana: KanaStyle = 'escape'): Buffer {
  const out: number[] = []
  let set = 'B'
  const change = (next: string, sequence: number[]) => {
    if (set !== next) out.push(...sequence)
    set = next
  }
  for (const character of text) {
    const [lead = 0, trail] = shiftJis(character)
    if (trail !== undefined) {
      change('$', [0x1b, 0x24, 0x42])
      out.push(...necRow(lead, trail))
    } else if (lead >= 0xa1 && kana === 'escape') {
      change('I', [0x1b, 0x28, 0x49])
      out.push(lead & 0x7f)
    } else {
      change('B', [0x1b, 0x28, 0x42])
      out.push(...(lead >= 0xa1 && kana === 'shift' ? [0x0e, lead & 0x7f, 0x0f] : [lead]))
    }
  }
  change('B', [0x1b, 0x28, 0x42])
  return Buffer.from(out)
}

/** Seven bits have no room for IBM's rows: 髙 is written in NEC's copy of them (row 92). */
function necRow(lead: number, trail: number): [number, number] {
  if (lead === 0xfb && trail === 0xfc) return [0x7c, 0x62]
  const row = (lead < 0xa0 ? lead - 0x81 : lead - 0xc1) * 2 + 0x21
  return trail < 0x9f ? [row, trail - (trail > 0x7f ? 0x20 : 0x1f)] : [row + 1, trail - 0x7e]
}

export function base64Word(label: string, bytes: Uint8Array): string {
  return `=?${label}?B?${Buffer.from(bytes).toString('base64')}?=`
}
