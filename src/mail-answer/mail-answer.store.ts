import type { Db, NewRow, Row } from '../db/database.ts'
import { LINE_BREAKS, storable } from './storable.ts'

/** The mail of an answer: who wrote what, and its bytes. */
export type AnswerMail = {
  mailboxId: number
  fromName: string
  fromAddress: string
  subject: string
  /** Without quotes and signature. */
  text: string
  rawBlobId: number
  rawSha256: string
  /** UTC ms. */
  receivedAt: number
}

/** Whether this mail was taken in before: acting on it twice must not happen, whatever the server numbers anew. */
export async function wasTakenIn(tx: Db, mailboxId: number, rawSha256: string): Promise<boolean> {
  const row = await tx
    .selectFrom('mail_answers')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('raw_sha256', '=', rawSha256)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down an answer and what became of it. @returns its id */
export async function keepAnswer(
  tx: Db,
  mail: AnswerMail,
  about: Pick<NewRow<'mail_answers'>, 'thread_id' | 'account_id' | 'outcome' | 'why' | 'comment_id'>,
  now: number,
): Promise<number> {
  const { id } = await tx
    .insertInto('mail_answers')
    .values({
      ...about,
      mailbox_id: mail.mailboxId,
      from_name: storable(mail.fromName),
      from_address: storable(mail.fromAddress).replace(LINE_BREAKS, ' '),
      subject: storable(mail.subject),
      text: storable(mail.text),
      raw_blob_id: mail.rawBlobId,
      raw_sha256: mail.rawSha256,
      received_at: mail.receivedAt,
      created_at: now,
      settled_by: null,
      settled_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type HeldAnswer = Row<'mail_answers'>
