import type { Db, Row } from '../db/database.ts'
import type { BounceReport } from '../mail/bounce.ts'
import { parseRecipients } from '../message/message.store.ts'
import { leaveUnanswered } from '../outbox/leave-unanswered.ts'
import type { Thread } from '../thread/thread.store.ts'
import { cameBack, hasFailed } from './bounce.ts'

/** The mail of ours that came back; null where the report names none that stands in the thread. */
export type ReturnedMail = Pick<Row<'messages'>, 'id' | 'author_id' | 'recipients' | 'direction'>

/** Mails of a thread among which the one that came back is looked for by its recipients. */
const LOOKED_AT = 20

/**
 * Ties a delivery report to the mail that came back, whatever it says: the mail shows whom it did not reach and why.
 * Where none of those it was to got it, nothing was answered by it: the clocks that it stopped run again, and what
 * was done is not done.
 *
 * @param ids Message-IDs that the report names, the returned mail's first
 * @param thread as it stands, locked
 * @param now UTC ms
 */
export async function noteBounce(
  tx: Db,
  { report, ids, reportId }: { report: BounceReport; ids: readonly string[]; reportId: number },
  thread: Thread,
  now: number,
): Promise<ReturnedMail | null> {
  const returned = await returnedMail(tx, thread.id, ids, report)
  if (report.recipients.length > 0)
    await tx
      .insertInto('bounces')
      .values(
        report.recipients.map(({ address, reason, status, words }) => ({
          report_id: reportId,
          message_id: returned?.id ?? null,
          ...{ address, reason, status },
          // PostgreSQL refuses NUL in text.
          words: words.replaceAll('\0', ''),
          delayed: report.delayed ? 1 : 0,
          at: now,
        })),
      )
      .execute()
  if (!returned || !hasFailed(report)) return returned
  const bounced = cameBack(parseRecipients(returned.recipients), await failedOf(tx, returned.id))
  await tx.updateTable('messages').set({ bounced }).where('id', '=', returned.id).execute()
  if (bounced === 'all' && returned.direction === 'outbound')
    await leaveUnanswered(tx, thread, { because: 'bounced', by: null }, now)
  return returned
}

/** By its Message-ID, else the newest one that went to an address that failed. */
async function returnedMail(
  tx: Db,
  threadId: number,
  ids: readonly string[],
  report: BounceReport,
): Promise<ReturnedMail | null> {
  const ours = tx
    .selectFrom('messages')
    .select(['id', 'author_id', 'recipients', 'direction', 'message_id'])
    .where('thread_id', '=', threadId)
    .where('direction', '!=', 'inbound')
    .where('kind', '!=', 'bounce')
  const named = ids.length === 0 ? [] : await ours.where('message_id', 'in', [...ids]).execute()
  for (const id of ids) {
    const mail = named.find((one) => one.message_id === id)
    if (mail) return mail
  }
  const latest = await ours.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(LOOKED_AT).execute()
  const failed = new Set(report.recipients.map(({ address }) => address))
  return latest.find(({ recipients }) => everybody(recipients).some((address) => failed.has(address))) ?? null
}

/** Every address that has failed of a mail so far: a letter to two comes back in two reports. */
async function failedOf(tx: Db, messageId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('bounces')
    .select('address')
    .where('message_id', '=', messageId)
    .where('delayed', '=', 0)
    .where('reason', '!=', 'complaint')
    .execute()
  return rows.map(({ address }) => address)
}

function everybody(recipients: string): string[] {
  const { to, cc, bcc } = parseRecipients(recipients)
  return [...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase())
}
