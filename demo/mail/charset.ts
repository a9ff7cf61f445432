import Encoding from 'encoding-japanese'

/** The encodings that Japanese customers' mail comes in. `cp50221` is Microsoft's ISO-2022-JP. */
export type Charset = 'utf-8' | 'iso-2022-jp' | 'cp50221' | 'shift_jis' | 'euc-jp'

/** The text as bytes. Throws where the charset has no such character: a demo mail must not hold stray `?`. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8')
  const codes = Encoding.convert(Encoding.stringToCode(text), {
    from: 'UNICODE',
    to: JAPANESE[charset],
    type: 'array',
    fallback: 'error',
  })
  return Buffer.from(codes)
}

const JAPANESE = {
  'iso-2022-jp': 'JIS',
  cp50221: 'JIS',
  shift_jis: 'SJIS',
  'euc-jp': 'EUCJP',
} as const

/** The name that programs put into headers. */
export function charsetName(charset: Charset): string {
  return {
    'utf-8': 'UTF-8',
    'iso-2022-jp': 'ISO-2022-JP',
    cp50221: 'CP50221',
    shift_jis: 'Shift_JIS',
    'euc-jp': 'EUC-JP',
  }[charset]
}

export function isAscii(text: string): boolean {
  return /^[\t\r\n\x20-\x7e]*$/.test(text)
}
