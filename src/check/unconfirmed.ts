import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { readReply, type TypedReply } from '../outbox/read-reply.ts'
import { findThread, lockThread } from '../thread/thread.store.ts'
import { type CheckedReply, checkReply } from './check-reply.ts'
import { rememberFindings, scoreFindings } from './findings.store.ts'

/**
 * What there is to say about a reply for which somebody asks approval, as before sending: null where nothing is, or
 * exactly this was confirmed, or the form itself is wrong, which is said first. @param now UTC ms
 */
export async function unconfirmed(
  db: Db,
  viewer: Viewer,
  reply: TypedReply & { threadId: number; confirmed: string },
  now: number,
): Promise<CheckedReply | null> {
  const read = readReply(reply)
  const thread = await findThread(db, viewer, reply.threadId)
  if ('errors' in read || !thread || thread.merged_into_id !== null) return null
  const mailbox = await db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  const words = { ...read, subject: reply.subject, body: reply.body }
  const checked = await checkReply(db, viewer, thread, mailbox, words)
  const asks = checked.findings.length > 0 && checked.mark !== reply.confirmed
  await transact(db, async (tx) => {
    const locked = await lockThread(tx, viewer, thread.id)
    if (!locked) return
    if (asks) await rememberFindings(tx, locked.id, viewer.accountId, checked.findings, now)
    // Its writer has done with it: what is asked for is what they leave standing.
    else await scoreFindings(tx, locked, viewer.accountId, checked.findings)
  })
  return asks ? checked : null
}
