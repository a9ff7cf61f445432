import { base64Word, jis, mailBytes } from '../mail/mail-bytes.ts'
import { support } from './hoshin.ts'

/** What a customer writes. `messageId` and `references` stand without angle brackets. */
export type Letter = {
  subject: string
  text: string
  messageId: string
  from?: { name: string; address: string }
  cc?: string
  references?: readonly string[]
  headers?: readonly string[]
}

export const hanako = { name: '山本 花子', address: 'hanako@midori.example' } as const

/** As an older Japanese mail program writes it: ISO-2022-JP, in the body and in the headers. */
export function japaneseLetter(letter: Letter): Uint8Array {
  const word = (text: string) => base64Word('ISO-2022-JP', jis(text))
  const head = headOf(letter, word)
  return mailBytes(
    `${head}Content-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit\n\n`,
    jis(letter.text.replaceAll('\n', '\r\n')),
    '\n',
  )
}

/** In UTF-8, as most write today. */
export function plainLetter(letter: Letter): Uint8Array {
  const word = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : base64Word('UTF-8', Buffer.from(text)))
  return mailBytes(
    `${headOf(letter, word)}Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n`,
    `${letter.text}\n`,
  )
}

/** With an HTML body alone. */
export function htmlLetter(letter: Omit<Letter, 'text'>, html: string): Uint8Array {
  const word = (text: string) => base64Word('UTF-8', Buffer.from(text))
  return mailBytes(
    `${headOf({ ...letter, text: '' }, word)}Content-Type: text/html; charset=UTF-8\n`,
    `Content-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\n')}\n`,
  )
}

function headOf(letter: Letter, word: (text: string) => string): string {
  const { subject, messageId, from = hanako, cc, references = [], headers = [] } = letter
  const lines = [
    `From: ${word(from.name)} <${from.address}>`,
    `To: ${support.address}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${word(subject)}`,
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <${messageId}>`,
    ...(references.length > 0
      ? [
          `In-Reply-To: <${references.at(-1)}>`,
          `References: ${references.map((id) => `<${id}>`).join('\n ')}`,
        ]
      : []),
    ...headers,
    'MIME-Version: 1.0',
  ]
  return `${lines.join('\n')}\n`
}
