import { mayWork, type Viewer } from '../access/viewer.ts'
import { takeBackApproval } from '../approval/end-approval.ts'
import { sendAgainRefusal } from '../approval/send-again.ts'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { restoreDraft } from '../draft/restore-draft.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import type { ReplyRefusal } from '../policy/policy.ts'
import { removeEntries } from '../search/search.store.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, lockThread, type Thread } from '../thread/thread.store.ts'
import { leaveUnanswered } from './leave-unanswered.ts'
import { settleQuestion } from './settle-question.ts'

export type Settled =
  | { threadId: number; messageId: number }
  | { refused: 'not-found' }
  | { refused: ReplyRefusal | 'read-only' | 'mailbox-retired'; threadId: number }
  /** It is in another state by now, and this can no longer be done to it. */
  | { refused: 'too-late'; state: Row<'outbox'>['state']; threadId: number }

/**
 * What a person may do to a mail in the outbox:
 * - `cancel` one that has not begun to go out: its text is its writer's draft again;
 * - `retry` one that failed, or an uncertain one after making sure that it did not arrive, as the policy allows;
 * - `confirm` that an uncertain one did arrive.
 */
export type Settlement = 'cancel' | 'retry' | 'confirm'

const from: Record<Settlement, readonly string[]> = {
  cancel: ['queued', 'failed'],
  // What was cancelled is its writer's draft again: sending it from both places would send it twice.
  retry: ['failed', 'uncertain'],
  confirm: ['uncertain'],
}
const to = { cancel: 'cancelled', retry: 'queued', confirm: 'sent' } as const
const told: Record<Settlement, EventKind> = {
  cancel: 'reply_cancelled',
  retry: 'reply_queued',
  confirm: 'reply_resolved',
}

/** @param now UTC ms */
export async function settleReply(
  db: Db,
  viewer: Viewer,
  input: { outboxId: number; settlement: Settlement },
  now: number,
): Promise<Settled> {
  const { outboxId, settlement } = input
  return transact(db, async (tx) => {
    const known = await tx
      .selectFrom('outbox')
      .select('thread_id')
      .where('id', '=', outboxId)
      .executeTakeFirst()
    const thread = known ? await lockThread(tx, viewer, known.thread_id) : null
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only', threadId: thread.id }
    // The sender takes rows under the same lock, so a cancelled mail can't be on its way.
    const mail = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', outboxId)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    if (settlement === 'retry' && (await isRetired(tx, mail.mailbox_id))) {
      return { refused: 'mailbox-retired', threadId: thread.id }
    }
    if (mail.purpose !== 'reply') return settleQuestion(tx, viewer, thread, { mail, settlement }, now)
    if (!from[settlement].includes(mail.state)) {
      return { refused: 'too-late', state: mail.state, threadId: thread.id }
    }
    // The policy may have changed since it was queued, and sending again is sending.
    const refusal = settlement === 'retry' ? await sendAgainRefusal(tx, viewer, thread, mail, now) : null
    if (refusal) return { refused: refusal, threadId: thread.id }
    await tx
      .updateTable('outbox')
      .set({
        state: to[settlement],
        state_at: now,
        lease_until: null,
        restored_from: null,
        ...(settlement === 'retry' && {
          next_try_at: now,
          attempts: 0,
          body_started_at: null,
          queued_by: viewer.accountId,
          queued_under: thread.policy_id,
        }),
        ...(settlement === 'confirm' && { accepted_at: now, append_next_at: now }),
        ...(settlement === 'cancel' && { next_try_at: null }),
      })
      .where('id', '=', outboxId)
      .execute()
    await recordEvent(tx, {
      at: now,
      kind: told[settlement],
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { message: mail.message_id, outbox: mail.id, before: mail.state },
    })
    if (settlement === 'cancel') {
      await removeEntries(tx, 'message', [mail.message_id])
      await leaveUnanswered(tx, thread, { because: 'cancelled', by: viewer.accountId }, now)
      await restoreDraft(tx, mail, now)
      await takeBackApproval(tx, viewer, mail.id, now)
    } else {
      const answered: Thread = { ...thread, last_outbound_at: now }
      await changeThread(tx, thread, { last_outbound_at: now, ...(await clocksOf(tx, answered, now)) })
    }
    return { threadId: thread.id, messageId: mail.message_id }
  })
}

async function isRetired(tx: Db, mailboxId: number): Promise<boolean> {
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select('retired_at')
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return mailbox.retired_at !== null
}
