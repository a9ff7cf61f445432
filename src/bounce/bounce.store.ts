import type { BouncedView } from '../../views/message/bounced.tsx'
import type { Db, Row } from '../db/database.ts'
import { isBounceReason } from '../mail/bounce-reason.ts'

/** What came back of each of these mails; the last word on an address counts. */
export async function bouncedOf(
  db: Db,
  mails: readonly Pick<Row<'messages'>, 'id' | 'bounced'>[],
): Promise<Map<number, BouncedView>> {
  if (mails.length === 0) return new Map()
  const rows = await db
    .selectFrom('bounces')
    .selectAll()
    .where(
      'message_id',
      'in',
      mails.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  const found = new Map<number, BouncedView>()
  for (const { id, bounced } of mails) {
    const last = new Map(rows.filter((row) => row.message_id === id).map((row) => [row.address, row]))
    // What has failed for good says more than what was late before.
    const failed = [...last.values()].filter((row) => bounced === null || row.delayed === 0)
    if (failed.length === 0) continue
    const addresses = failed.map(({ address, reason, words }) => ({
      address,
      reason: isBounceReason(reason) ? reason : ('other' as const),
      words,
    }))
    found.set(id, { whole: bounced, addresses })
  }
  return found
}

/** What a delivery report says of whom a mail did not reach, in the servers' words; null for any other mail. */
export async function reportedBy(db: Db, reportId: number): Promise<string | null> {
  const rows = await db
    .selectFrom('bounces')
    .select(['address', 'words'])
    .where('report_id', '=', reportId)
    .orderBy('id')
    .limit(5)
    .execute()
  const lines = rows.map(({ address, words }) => (words === '' ? address : `${address}: ${words}`))
  return lines.length === 0 ? null : lines.join('\n')
}
