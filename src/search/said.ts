import type { ParsedMail } from '../mail/parsed-mail.ts'
import { type EntryWords, type NewEntry, wordsOf, wordsOfMail } from './entry.ts'

/** What a room tells of itself so that it can be found. Pure: the room's verb writes it with `addEntries`. */

type InThread = { threadId: number; mailboxId: number; at: number }
type Named = { name: string; address: string }

/** The words of a parsed mail: those that came with it out of the mail worker, else cut now. */
export function wordsOfParsed(mail: ParsedMail): EntryWords {
  return (
    mail.words ??
    wordsOfMail({
      subject: mail.subject,
      from: mail.from,
      // Blind copies are shown on no page, and so are found by nobody.
      recipients: [...mail.to, ...mail.cc],
      text: mail.text,
      files: mail.attachments.map((file) => file.filename),
    })
  )
}

/** @param input.files those that somebody attached; images within the text count as text */
export function messageEntry(
  input: InThread & { messageId: number; files: readonly { inline: boolean }[]; words: EntryWords },
): NewEntry {
  const { messageId, files, ...entry } = input
  return { ...entry, kind: 'message', refId: messageId, hasAttachment: files.some((file) => !file.inline) }
}

export function commentEntry(input: InThread & { commentId: number; by: string; body: string }): NewEntry {
  const { commentId, by, body, ...entry } = input
  const words = wordsOf({ sender: [by], body: [body] })
  return { ...entry, kind: 'comment', refId: commentId, hasAttachment: false, words }
}

export function policyEntry(
  input: InThread & { policyId: number; by: string; instruction: string; returnWhen: string },
): NewEntry {
  const { policyId, by, instruction, returnWhen, ...entry } = input
  const words = wordsOf({ sender: [by], body: [instruction, returnWhen] })
  return { ...entry, kind: 'policy', refId: policyId, hasAttachment: false, words }
}

/** The thread's customer, by whatever name they are known now. */
export function customerEntry(input: InThread & { customer: Named }): NewEntry {
  const { customer, ...entry } = input
  const words = wordsOf({ body: [`${customer.name} ${customer.address}`] })
  return { ...entry, kind: 'customer', refId: entry.threadId, hasAttachment: false, words }
}
