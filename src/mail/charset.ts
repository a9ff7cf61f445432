import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessJapanese } from './charset-guess.ts'
import { decodeJis, hasJisEscape } from './jis.ts'

/** What bytes are read as: one of ours, or a name that iconv-lite knows. */
export type Charset = 'utf-8' | 'iso-2022-jp' | 'shift_jis' | 'euc-jp' | (string & {})

/**
 * The charset that bytes are really in. The label is believed as long as the bytes allow it; mail labelled
 * wrongly or not at all is told by its bytes: UTF-8 first, then ISO-2022-JP's escapes, then Shift_JIS against EUC-JP.
 */
export function charsetOf(bytes: Uint8Array, label: string | null): Charset {
  const named = charsetNamed(label)
  if (isAscii(bytes)) return isJis(bytes, named) ? 'iso-2022-jp' : named && isWide(named) ? named : 'utf-8'
  if (hasJisEscape(bytes)) return 'iso-2022-jp'
  switch (named) {
    case null:
      return isUtf8(bytes)
        ? 'utf-8'
        : (guessJapanese(bytes) ?? (mostlyUtf8(bytes) ? 'utf-8' : 'windows-1252'))
    case 'utf-8':
      // One cut or stray character is no reason to doubt the label.
      return isUtf8(bytes) || mostlyUtf8(bytes) ? 'utf-8' : (guessJapanese(bytes) ?? 'windows-1252')
    case 'iso-2022-jp':
      // Without an escape only SO/SI or 8-bit half-width kana are left of that charset.
      return bytes.includes(0x0e) ? named : isUtf8(bytes) ? 'utf-8' : (guessJapanese(bytes) ?? named)
    case 'shift_jis':
    case 'euc-jp':
      return clearlyUtf8(bytes)
        ? 'utf-8'
        : (guessJapanese(bytes, named === 'euc-jp' ? 'euc-jp' : 'shift_jis') ?? named)
    default:
      return isWestern(named) ? westernOr(bytes, named) : named
  }
}

/** Decodes bytes to text; never throws, what does not fit becomes U+FFFD. A byte order mark is dropped. */
export function decodeBytes(bytes: Uint8Array, charset: Charset): string {
  switch (charset) {
    case 'utf-8':
      return asBuffer(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
    case 'iso-2022-jp':
      return decodeJis(bytes)
    case 'shift_jis':
      return iconv.decode(asBuffer(bytes), 'cp932')
    case 'euc-jp':
      return iconv.decode(asBuffer(bytes), 'eucjp')
    default:
      return iconv.decode(asBuffer(bytes), charset)
  }
}

/**
 * Whether mailparser, going by the label, reads these bytes in this charset. It takes unknown labels for UTF-8,
 * us-ascii in a header for windows-1252, and loses half-width kana in the ISO-2022-JP family.
 */
export function isReadRightly(bytes: Uint8Array, charset: Charset, label: string | null): boolean {
  if (charset === 'iso-2022-jp') return false
  if (charset === 'utf-8') return isAscii(bytes) || label === null || charsetNamed(label) === 'utf-8'
  return charset === charsetNamed(label) && iconv.encodingExists(label ?? '')
}

/**
 * One name for a charset's many labels; null for no label, for us-ascii (which nobody means with other bytes)
 * and for labels that nobody knows. UTF-7 counts as unknown: it can smuggle markup past a reader.
 */
export function charsetNamed(label: string | null): Charset | null {
  const key = (label ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
  if (/^(cs|x)?(iso2022jp|jis$|cp5022|jis7|jis8)/.test(key)) return 'iso-2022-jp'
  if (/^(cs|x)?(shiftjis|sjis|windows31j|cswindows31j|mskanji|ms932|cp932|msshiftjis)/.test(key))
    return 'shift_jis'
  if (/^(cs|x)?(euc(pkdfmt)?(jp|japanese)|cp51932|ujis|extendedunixcodepackedformatforjapanese)/.test(key)) {
    return 'euc-jp'
  }
  if (/^(cs|x)?(unicode11)?utf8/.test(key)) return 'utf-8'
  if (key === '' || /ascii$|^(ansix341968|7bit|8bit|binary|base64|hex)$|utf7/.test(key)) return null
  return iconv.encodingExists(key) ? key : null
}

/** Ordinary mail labelled ISO-2022-JP is pure ASCII between its escapes; SO alone starts kana. */
function isJis(bytes: Uint8Array, named: Charset | null): boolean {
  return hasJisEscape(bytes) || (named === 'iso-2022-jp' && bytes.includes(0x0e))
}

function isWide(named: Charset): boolean {
  return /^(utf16|utf32|ucs)/.test(named)
}

function isWestern(named: Charset): boolean {
  return /^(iso8859|latin|windows125|cp125|win125|macintosh)/.test(named)
}

/** A western label under other bytes is what servers and forms write when they do not know. */
function westernOr(bytes: Uint8Array, named: Charset): Charset {
  if (isUtf8(bytes)) return 'utf-8'
  const japanese = guessJapanese(bytes)
  // Windows programs call windows-1252 "iso-8859-1"; no mail means the control characters 0x80–0x9f.
  return japanese ?? (/^(iso88591|latin1)$/.test(named) && bytes.some(isC1) ? 'windows-1252' : named)
}

function isC1(byte: number): boolean {
  return byte >= 0x80 && byte <= 0x9f
}

/** Valid, and with enough characters of three bytes that no Shift_JIS or EUC-JP text reads so by chance. */
function clearlyUtf8(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && bytes.filter((byte) => byte >= 0xe2 && byte <= 0xef).length >= 2
}

function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = asBuffer(bytes).toString('utf8')
  const bad = text.split('\uFFFD').length - 1
  const good = text.replace(/[\0-\x7f\uFFFD]+/g, '').length
  return good > bad * 8
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
