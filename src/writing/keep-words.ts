import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lockThread } from '../thread/thread.store.ts'
import { type Fields, pagesFollowed, textOfFields } from './kept-words.ts'

/** Characters of all fields together. */
const LIMIT = 60_000

export type KeptWords = { kept: boolean } | { refused: 'not-found' | 'read-only' | 'too-long' }

/**
 * Keeps what somebody is typing into a form of a thread, for their own eyes. A form that was shown again takes
 * the place of the pages whose words it holds, unless something more was typed there meanwhile.
 *
 * @param now UTC ms
 */
export async function keepWords(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; form: string; page: string; edit: number; follows: string; fields: Fields },
  now: number,
): Promise<KeptWords> {
  const fields = JSON.stringify(input.fields)
  if (fields.length > LIMIT) return { refused: 'too-long' }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const { form, page, edit } = input
    const key = { thread_id: thread.id, account_id: viewer.accountId, form }
    for (const followed of pagesFollowed(input.follows)) {
      await tx
        .deleteFrom('kept_words')
        .where('thread_id', '=', key.thread_id)
        .where('account_id', '=', key.account_id)
        .where('form', '=', form)
        .where('page', '=', followed.page)
        .where('edit', '<=', followed.edit)
        .execute()
    }
    // Requests overtake each other: what was typed later stays.
    await tx
      .insertInto('kept_words')
      .values({ ...key, page, edit, fields, updated_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['thread_id', 'account_id', 'form', 'page'])
          .doUpdateSet({ edit, fields, updated_at: now })
          .where('kept_words.edit', '<=', edit),
      )
      .execute()
    if (textOfFields(input.fields) !== '') return { kept: true }
    await tx
      .deleteFrom('kept_words')
      .where('thread_id', '=', key.thread_id)
      .where('account_id', '=', key.account_id)
      .where('form', '=', form)
      .where('page', '=', page)
      .where('edit', '<=', edit)
      .execute()
    return { kept: false }
  })
}
