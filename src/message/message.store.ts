import { type RawBuilder, sql } from 'kysely'
import type { Db, NewRow, Row } from '../db/database.ts'
import { ADDRESS_LIMIT } from '../mail/addresses.ts'
import type { MailAddress, ParsedAttachment } from '../mail/parsed-mail.ts'
import { indexLater } from '../search/due.store.ts'

export type Recipients = {
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  replyTo: MailAddress[]
}

export type NewMessage = Omit<
  Row<'messages'>,
  'id' | 'recipients' | 'reference_ids' | 'has_html' | 'bounced'
> & {
  recipients: Recipients
  references: readonly string[]
  text: string
  html: string | null
  attachments: readonly ParsedAttachment[]
}

/** What a message says, beside its row. */
export type MessageContent = Pick<NewMessage, 'text' | 'html' | 'attachments'> & { messageId: number }

/** Stores one message with its body and its attachments' descriptions, to be found soon; returns its id. */
export async function insertMessage(tx: Db, message: NewMessage): Promise<number> {
  const { id: messageId } = await tx
    .insertInto('messages')
    .values(messageRow(message))
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertContents(tx, [{ ...message, messageId }])
  await indexLater(tx, 'message', [messageId])
  return messageId
}

/** The message's row alone; {@link insertContents} must follow in the same transaction. */
export function messageRow(message: NewMessage): NewRow<'messages'> {
  const { recipients, references, text: _text, html, attachments: _attachments, ...columns } = message
  return {
    ...columns,
    recipients: JSON.stringify(recipients),
    reference_ids: JSON.stringify(references),
    has_html: html === null ? 0 : 1,
    subject: storable(columns.subject),
    from_name: storable(columns.from_name),
    excerpt: storable(columns.excerpt),
  }
}

/** Of one batch: thirty values each, and SQLite takes 32,766 in one statement. */
export async function insertMessageRows(tx: Db, rows: readonly NewRow<'messages'>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('messages').values(rows).execute()
}

/** Attachments in one statement: eight values each, and PostgreSQL takes 65,535. */
const ATTACHMENTS_AT_ONCE = 1000

/** Bodies and attachments' descriptions of messages whose rows stand already. */
export async function insertContents(tx: Db, contents: readonly MessageContent[]): Promise<void> {
  if (contents.length === 0) return
  await tx
    .insertInto('message_bodies')
    .values(
      contents.map(({ messageId, text, html }) => ({
        message_id: messageId,
        text: storable(text),
        html: html === null ? null : storable(html),
      })),
    )
    .execute()
  const attachments = contents.flatMap((content) =>
    content.attachments.map((attachment) => ({
      message_id: content.messageId,
      position: attachment.index,
      filename: storable(attachment.filename),
      content_type: storable(attachment.contentType),
      size: attachment.size,
      sha256: attachment.sha256,
      content_id: attachment.contentId,
      inline: attachment.inline ? (1 as const) : (0 as const),
    })),
  )
  for (let at = 0; at < attachments.length; at += ATTACHMENTS_AT_ONCE)
    await tx
      .insertInto('attachments')
      .values(attachments.slice(at, at + ATTACHMENTS_AT_ONCE))
      .execute()
}

/**
 * The first characters of a text in `message_bodies`. A mail may be a log of many megabytes, and whatever
 * shows it, quotes it or tells of it would be held up by the whole.
 */
export function beginningOfText(characters: number): RawBuilder<string> {
  return sql<string>`substr(message_bodies.text, 1, ${sql.lit(characters)})`
}

/** PostgreSQL refuses NUL in text; the original keeps it. */
function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

/** Three values each, and SQLite takes 32,766 in one statement. */
const PARTICIPANTS_AT_ONCE = 5000

export async function addParticipants(
  tx: Db,
  threadId: number,
  addresses: Iterable<string>,
  now: number,
): Promise<void> {
  const rows = [...new Set(addresses)].map((address) => ({ thread_id: threadId, address, last_at: now }))
  await addParticipantsOf(tx, rows)
}

/** Those of several threads; none twice. */
export async function addParticipantsOf(tx: Db, participants: readonly Row<'participants'>[]): Promise<void> {
  const rows = participants
    // PostgreSQL cannot index a value of some thousands of characters.
    .filter(({ address }) => address !== '' && address.length <= ADDRESS_LIMIT)
    .map((row) => ({ ...row, address: storable(row.address) }))
  for (let at = 0; at < rows.length; at += PARTICIPANTS_AT_ONCE)
    await tx
      .insertInto('participants')
      .values(rows.slice(at, at + PARTICIPANTS_AT_ONCE))
      .onConflict((conflict) =>
        conflict
          .columns(['thread_id', 'address'])
          .doUpdateSet((row) => ({ last_at: row.ref('excluded.last_at') })),
      )
      .execute()
}

export function parseRecipients(json: string): Recipients {
  return JSON.parse(json) as Recipients
}

export function parseReferences(json: string): string[] {
  return JSON.parse(json) as string[]
}
