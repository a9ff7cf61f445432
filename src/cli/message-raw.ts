import { openToRead } from '../db/open-ready.ts'
import { readBlob } from '../message/blob.store.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

/** Writes a message's original: exactly the bytes that the mail server gave, or that were sent. */
export async function messageRawCommand(id: number, { config, stdout }: Context): Promise<void> {
  const db = await openToRead(config().databaseUrl)
  try {
    const message = await db
      .selectFrom('messages')
      .select(['raw_blob_id', 'raw_size', 'problem'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!message) throw new CommandFailed(`There is no message ${id}.`)
    if (message.raw_blob_id === null) throw new CommandFailed(`The original of message ${id} is not kept.`)
    await stdout.write(await readBlob(db, message.raw_blob_id))
    if (message.problem === 'too-large') {
      const limit = 'it was larger than limits.mail_megabytes'
      throw new CommandFailed(
        `Only the first ${message.raw_size} bytes of message ${id} were kept: ${limit}.`,
      )
    }
  } finally {
    await db.destroy()
  }
}
