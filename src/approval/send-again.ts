import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { formatAddressList } from '../mail/addresses.ts'
import { parseRecipients } from '../message/message.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
import type { Thread } from '../thread/thread.store.ts'
import { isOnlyByRole } from './approval.ts'
import { reasonsFor } from './reasons.store.ts'

/**
 * Why this person may not send a mail again that failed; null: they may. What was approved goes out as it was
 * approved, so that its yes still holds; anything else is held against what needs one now. @param now UTC ms
 */
export async function sendAgainRefusal(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  mail: Pick<Row<'outbox'>, 'id' | 'message_id'>,
  now: number,
): Promise<ReplyRefusal | null> {
  const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  const refusal = replyRefusal(viewer, facts, await bindingPolicy(tx, thread))
  if (refusal === 'needs-approval') return (await isApproved(tx, mail.id)) ? null : refusal
  if (refusal || (await isApproved(tx, mail.id))) return refusal
  const reasons = await reasonsFor(tx, viewer, thread, await textOf(tx, mail.message_id), now)
  if (reasons.length === 0) return null
  return isOnlyByRole(reasons) ? 'assistant' : 'needs-approval'
}

async function isApproved(tx: Db, outboxId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('approvals')
    .select('id')
    .where('outbox_id', '=', outboxId)
    .where('state', '=', 'approved')
    .executeTakeFirst()
  return row !== undefined
}

async function textOf(tx: Db, messageId: number) {
  const message = await tx
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.subject', 'messages.recipients', 'message_bodies.text'])
    .where('messages.id', '=', messageId)
    .executeTakeFirstOrThrow()
  const { to, cc, bcc } = parseRecipients(message.recipients)
  return {
    to: formatAddressList(to),
    cc: formatAddressList(cc),
    bcc: formatAddressList(bcc),
    subject: message.subject,
    body: message.text,
  }
}
