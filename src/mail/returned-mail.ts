import { readBounce } from './bounce.ts'
import { type MailHeaders, messageIds } from './mail-headers.ts'
import type { MimePart } from './mime-tree.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { decodeTransfer } from './transfer-encoding.ts'

type Returned = Pick<ParsedMail, 'returnedMessageId' | 'bounce'>

/** Of every mail that is no delivery report. */
export const notReturned: Returned = { returnedMessageId: null, bounce: null }

/** Bytes of a part that are looked at: fields stand at its beginning. */
const LOOKED_AT = 65_536

/** What a delivery report says of the mail that came back: its Message-ID, whom it did not reach, and why. */
export function returnedMail(
  raw: Buffer,
  parts: readonly MimePart[],
  mail: { fields: ReadonlyMap<string, string>; headers: MailHeaders; text: string },
): Returned {
  const returned = parts.find((part) =>
    /^(message\/(global|rfc822)$|text\/rfc822-headers)/.test(part.contentType),
  )
  const source = returned ? bodyOf(raw, returned) : mail.text
  const { headers, fields, text } = mail
  const facts = { headers: fields, subject: headers.subject, returnedHeader: headerOf(source) }
  const reporters = [headers.from, ...headers.to].flatMap((one) => one?.address.toLowerCase() ?? [])
  const statusParts = parts
    .filter((part) => /^message\/((global-)?delivery-status|feedback-report)$/.test(part.contentType))
    .map((part) => bodyOf(raw, part))
  const read = readBounce({ ...facts, reporters, text, statusParts })
  // Gateways break the boundaries of reports that they pass on: the fields still stand somewhere in them.
  const whole =
    parts[0] && read.recipients.length === 0
      ? bodyOf(raw, { ...parts[0], end: raw.length, encoding: '' })
      : null
  return {
    returnedMessageId: messageIds(/^[ \t>]*message-id:\s*(<[^<>\s]+>)/im.exec(source)?.[1])[0] ?? null,
    bounce:
      whole === null ? read : readBounce({ ...facts, reporters: [], text: whole, statusParts: [whole] }),
  }
}

/** Older reports quote the mail in their text, from its first header line on. */
function headerOf(source: string): string {
  const start =
    /^(received|return-path|from|to|date|subject|message-id|mime-version):[ \t]/im.exec(source)?.index ?? 0
  const rest = source.slice(start).replace(/\r\n?/g, '\n')
  const end = rest.indexOf('\n\n')
  return end < 0 ? rest : rest.slice(0, end)
}

function bodyOf(raw: Buffer, { bodyStart, end, encoding }: MimePart): string {
  const bytes = raw.subarray(bodyStart, Math.min(end, bodyStart + LOOKED_AT))
  return decodeTransfer(bytes, encoding).toString('utf8')
}
