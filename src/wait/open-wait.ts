import { maySend, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, lockThread, type Thread } from '../thread/thread.store.ts'
import { mailQuestion } from './mail-question.ts'
import { nextReminder } from './reminders.ts'

export const QUESTION_LIMIT = 4000

/** Whom a thread waits on: a group of ours, or an outside partner by name and, if known, by address. */
export type Party = { groupId: number } | { name: string; address: string | null }

export type OpenedWait =
  | { waitId: number }
  | { refused: 'not-found' | 'read-only' | 'no-party' | 'empty' | 'too-long' | 'due-in-the-past' }
  /** Only whoever may send asks outside by mail, and never an address of our own. */
  | { refused: 'may-not-send' | 'own-address' | 'mailbox-retired' }

/**
 * Hands a question to a department or partner: the thread is awaiting_dept until the last such wait ends.
 * A group's members who see the thread are told.
 *
 * @param input.dueAt UTC ms, or null
 * @param now UTC ms
 */
export async function openWait(
  db: Db,
  viewer: Viewer,
  input: {
    threadId: number
    party: Party
    question: string
    dueAt: number | null
    /** Asked by mail, where the partner has an address; `forward`: ids of the thread's mails that go along. */
    mail?: { forward: readonly number[] } | null
  },
  now: number,
): Promise<OpenedWait> {
  const question = input.question.trim()
  if (question === '') return { refused: 'empty' }
  if (question.length > QUESTION_LIMIT) return { refused: 'too-long' }
  if (input.dueAt !== null && input.dueAt < now) return { refused: 'due-in-the-past' }

  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const party = await named(tx, input.party)
    if (!party) return { refused: 'no-party' }
    const to = input.mail && party.address ? { name: party.name, address: party.address } : null
    if (to && !maySend(viewer, thread.mailbox_id)) return { refused: 'may-not-send' }
    const { dueAt } = input
    const asked = { to, question, dueAt, forward: input.mail?.forward ?? [], by: viewer.accountId }
    const mailed = to ? await mailQuestion(tx, thread, { ...asked, to }, now) : null
    if (mailed && 'refused' in mailed) return mailed

    const { id } = await tx
      .insertInto('waits')
      .values({
        thread_id: thread.id,
        group_id: party.groupId,
        party: party.name,
        address: party.address,
        question,
        message_id: mailed?.messageId ?? null,
        due_at: input.dueAt,
        opened_by: viewer.accountId,
        opened_at: now,
        ended_by: null,
        ended_at: null,
        answer: null,
        remind_at: nextReminder({ openedAt: now, dueAt: input.dueAt }, 0, now),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const moved: Thread = { ...thread, status: 'awaiting_dept' }
    await changeThread(tx, thread, {
      status: moved.status,
      message_count: thread.message_count + (mailed ? 1 : 0),
      ...(await clocksOf(tx, moved, now)),
    })
    await notify(
      tx,
      party.members,
      {
        kind: 'wait_asked',
        threadId: thread.id,
        mailboxId: thread.mailbox_id,
        waitId: id,
        actorId: viewer.accountId,
        cause: `wait_asked:${id}`,
      },
      now,
    )
    await recordEvent(tx, {
      at: now,
      kind: 'wait_opened',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { wait: id, party: party.name, due: input.dueAt, from: thread.status },
    })
    return { waitId: id }
  })
}

async function named(tx: Db, party: Party) {
  if ('groupId' in party) {
    const group = await tx.selectFrom('groups').selectAll().where('id', '=', party.groupId).executeTakeFirst()
    if (!group) return null
    const members = await tx
      .selectFrom('group_members')
      .select('account_id')
      .where('group_id', '=', group.id)
      .execute()
    return {
      groupId: group.id,
      name: group.name,
      address: null,
      members: members.map((row) => row.account_id),
    }
  }
  const name = party.name.trim()
  const address = party.address?.trim().toLowerCase() || null
  return name === '' && address === null
    ? null
    : { groupId: null, name: name || String(address), address, members: [] }
}
