import { parentPort } from 'node:worker_threads'
import { brokenMail, extractAttachment, parseMail } from './mime.ts'
import type { AttachmentBytes, MailLimits, MailProblem, ParsedMail } from './parsed-mail.ts'

/** What the reader asks of its worker, one question at a time. */
export type MimeQuestion =
  | { ask: 'mail'; raw: Uint8Array; limits: MailLimits }
  | { ask: 'broken'; raw: Uint8Array; problem: MailProblem }
  | { ask: 'attachment'; raw: Uint8Array; index: number; limits: MailLimits }

export type MimeAnswer = { mail: ParsedMail } | { attachment: AttachmentBytes | null }

/** Said once, when questions can be answered: loading the parsers is not the time of the first mail. */
export type MimeReady = 'ready'

parentPort?.on('message', async (question: MimeQuestion) => {
  switch (question.ask) {
    case 'mail':
      answer({ mail: await parseMail(question.raw, question.limits) })
      break
    case 'broken':
      answer({ mail: await brokenMail(question.raw, question.problem) })
      break
    case 'attachment': {
      const found = await extractAttachment(question.raw, question.index, question.limits)
      // A copy of its own, because a small Buffer shares its memory and cannot be handed over.
      const attachment = found && { ...found, bytes: new Uint8Array(found.bytes) }
      answer({ attachment }, attachment ? [attachment.bytes.buffer] : [])
      break
    }
  }
})

function answer(value: MimeAnswer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(value, transfer)
}

parentPort?.postMessage('ready' satisfies MimeReady)
