import { openToRead } from '../db/open-ready.ts'
import { readBlob } from '../message/blob.store.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { openRestricted } from './open-restricted.ts'

/** Writes a message's original: exactly the bytes that the mail server gave, or that were sent. */
export async function messageRawCommand(
  id: number,
  { restricted: reason }: { restricted?: string },
  { config, stdout, clock }: Context,
): Promise<void> {
  const url = config().databaseUrl
  const db =
    reason === undefined
      ? await openToRead(url)
      : await openRestricted(url, { reason, what: 'original', messageId: id }, clock())
  try {
    const message = await db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .select(['raw_blob_id', 'raw_size', 'problem', 'restricted_at'])
      .where('messages.id', '=', id)
      .executeTakeFirst()
    if (!message) throw new CommandFailed(`There is no message ${id}.`)
    if (message.restricted_at !== null && reason === undefined) {
      throw new CommandFailed(
        `Message ${id} is restricted: --restricted REASON writes it, and keeps the reason.`,
      )
    }
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
