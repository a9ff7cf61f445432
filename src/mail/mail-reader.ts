import { extractAttachment, parseMail } from './mime.ts'
import { type AttachmentBytes, defaultMailLimits, type MailLimits, type ParsedMail } from './parsed-mail.ts'

export type MailReader = {
  parse(raw: Uint8Array): Promise<ParsedMail>
  attachment(raw: Uint8Array, index: number): Promise<AttachmentBytes | null>
  close(): Promise<void>
}

/** Opens the reader of raw mails; close it when done. */
export function openMailReader(options: { workers?: number; limits?: Partial<MailLimits> } = {}): MailReader {
  const limits = { ...defaultMailLimits, ...options.limits }
  return {
    parse: (raw) => parseMail(raw, limits),
    attachment: (raw, index) => extractAttachment(raw, index),
    close: async () => {},
  }
}
