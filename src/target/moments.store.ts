import type { Db, Row } from '../db/database.ts'
import type { Moment } from './clock.ts'

type Standing = Pick<Row<'threads'>, 'id' | 'status' | 'done_at'>

/**
 * What happened on a thread, as far as a clock knows it. Bounces, absence notes and other automatic mail are
 * left out, whoever sent them, and so are replies that were taken back, failed for good, or came back.
 *
 * @param thread as it stands or is about to be written; `done_at` must fit its status
 */
export async function momentsOf(db: Db, thread: Standing): Promise<Moment[]> {
  const mails = await db
    .selectFrom('messages')
    .leftJoin('outbox', 'outbox.message_id', 'messages.id')
    .select(['messages.direction', 'messages.received_at', 'messages.created_at'])
    .select(['outbox.state', 'outbox.accepted_at', 'outbox.send_at'])
    .where('messages.thread_id', '=', thread.id)
    .where('messages.direction', 'in', ['inbound', 'outbound'])
    .where('messages.kind', 'in', ['mail', 'broken'])
    .where((eb) => eb.or([eb('messages.bounced', 'is', null), eb('messages.bounced', '!=', 'all')]))
    .execute()
  const waits = await db
    .selectFrom('waits')
    .select(['id', 'party', 'opened_at', 'ended_at'])
    .where('thread_id', '=', thread.id)
    .execute()
  const periods = await db
    .selectFrom('done_periods')
    .select(['from_at', 'to_at'])
    .where('thread_id', '=', thread.id)
    .execute()
  return [
    ...mails.flatMap(momentOfMail),
    ...waits.flatMap(({ id, party, opened_at, ended_at }): Moment[] => [
      { at: opened_at, kind: 'wait_opened', wait: id, party },
      ...(ended_at === null ? [] : [{ at: ended_at, kind: 'wait_ended' as const, wait: id, party }]),
    ]),
    ...periods.flatMap(({ from_at, to_at }): Moment[] => [
      { at: from_at, kind: 'done' },
      { at: to_at, kind: 'reopened' },
    ]),
    ...(thread.done_at === null ? [] : [{ at: thread.done_at, kind: 'done' as const }]),
  ]
}

type Mail = {
  direction: Row<'messages'>['direction']
  received_at: number
  created_at: number
  state: Row<'outbox'>['state'] | null
  accepted_at: number | null
  send_at: number | null
}

function momentOfMail(mail: Mail): Moment[] {
  // A server whose clock is ahead must not put a mail into the future.
  const at = Math.min(mail.received_at, mail.created_at)
  if (mail.direction === 'inbound') return [{ at, kind: 'customer_wrote' }]
  if (mail.state === 'cancelled' || mail.state === 'failed') return []
  return [{ at: Math.max(at, wentOutAt(mail, at)), kind: 'replied', writtenAt: at }]
}

/** The pause in which a reply can still be taken back is no delay of its writer; a server that is away is one. */
function wentOutAt({ accepted_at, send_at }: Mail, queuedAt: number): number {
  return accepted_at === null || send_at === null ? queuedAt : accepted_at - (send_at - queuedAt)
}
