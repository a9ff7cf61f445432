import type { Db, Row } from '../db/database.ts'
import { askForCall } from './ask-for-call.ts'
import { channelsOf } from './channel.store.ts'
import { insertDeliveries } from './delivery.store.ts'

/** ms. Long enough for a few attempts where the step itself names no end. */
const WORTH = 15 * 60_000

export type Called = {
  escalation: Pick<Row<'escalations'>, 'id' | 'raised_by'>
  thread: Pick<Row<'threads'>, 'id' | 'mailbox_id' | 'assignee_id'>
  seq: number
  channel: 'email' | 'chat' | 'phone' | null
  /** Who is called; null: everybody. */
  accountId: number | null
  /** When somebody else is called, UTC ms; null: unknown. */
  until: number | null
}

/**
 * Orders what a step needs beside its mail, in the transaction of the step: messages to the mailbox's chats, or
 * a call by telephone, by hand and by the gateway.
 *
 * @param now UTC ms
 */
export async function callByChannel(tx: Db, called: Called, now: number): Promise<void> {
  const { escalation, thread, seq, channel, until } = called
  if (channel !== 'chat' && channel !== 'phone') return
  const all = await channelsOf(tx, thread.mailbox_id)
  const used = all.filter(({ kind }) => (kind === 'telephone') === (channel === 'phone'))
  const worthUntil = Math.max(until ?? 0, now + WORTH)
  const ids = used.map(({ id }) => id)
  await insertDeliveries(tx, ids, { escalationId: escalation.id, seq, worthUntil }, now)
  if (channel === 'phone' && called.accountId !== null) {
    await askForCall(tx, { ...called, accountId: called.accountId }, now)
  }
}
