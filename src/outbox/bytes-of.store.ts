import { z } from 'zod'
import type { Db, Row } from '../db/database.ts'
import type { MailBytes } from '../mail/mail-bytes.ts'
import type { Envelope, SmtpOutcome } from '../mail/smtp.ts'
import { readInPieces } from '../message/blob-pieces.store.ts'

/** What is given to the server. A mail that cannot be read must not hold up the others for ever. */
export async function bytesOf(
  db: Db,
  mail: Pick<Row<'outbox'>, 'message_id' | 'envelope'>,
): Promise<{ envelope: Envelope; raw: MailBytes } | Extract<SmtpOutcome, { refused: unknown }>> {
  try {
    const message = await db
      .selectFrom('messages')
      .select('raw_blob_id')
      .where('id', '=', mail.message_id)
      .executeTakeFirstOrThrow()
    if (message.raw_blob_id === null) throw new Error('it has none')
    return { envelope: envelopeOf(mail.envelope), raw: await readInPieces(db, message.raw_blob_id) }
  } catch (error) {
    const reply = `the mail's bytes could not be read: ${error instanceof Error ? error.message : error}`
    return { refused: { permanent: false, reply } }
  }
}

const envelope = z.object({ from: z.string(), to: z.array(z.string()).min(1) })

function envelopeOf(json: string): Envelope {
  return envelope.parse(JSON.parse(json))
}
