/** The bytes behind a Content-Transfer-Encoding; an unknown one leaves them as they are. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64')
    case 'quoted-printable':
      return decodeQuotedPrintable(body)
    default:
      return body
  }
}

/** RFC 2045 6.7, taking a `=` that begins nothing for itself. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let size = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    const high = byte === 0x3d ? hex(body[at + 1]) : -1
    const low = high >= 0 ? hex(body[at + 2]) : -1
    const lineEnd = byte === 0x3d ? softBreak(body, at + 1) : -1
    if (low >= 0) {
      out[size++] = high * 16 + low
      at += 2
    } else if (lineEnd >= 0) {
      at = lineEnd
    } else {
      out[size++] = byte
    }
  }
  return out.subarray(0, size)
}

/** Where a soft line break ends that begins after `=`: optional white space, then CRLF or LF. */
function softBreak(body: Buffer, from: number): number {
  let at = from
  while (body[at] === 0x20 || body[at] === 0x09) at++
  if (body[at] === 0x0d) at++
  return body[at] === 0x0a ? at : -1
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
