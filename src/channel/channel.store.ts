import type { Db, Row } from '../db/database.ts'

export type Channel = Row<'channels'>

/** Those of a mailbox that are in use, oldest first. */
export async function channelsOf(db: Db, mailboxId: number): Promise<Channel[]> {
  return db
    .selectFrom('channels')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** One of a mailbox that is in use. */
export async function findChannel(db: Db, mailboxId: number, id: number): Promise<Channel | null> {
  const row = await db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', id)
    .where('mailbox_id', '=', mailboxId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export type LastDelivery = Pick<
  Row<'channel_deliveries'>,
  'state' | 'problem' | 'problem_words' | 'created_at' | 'settled_at'
>

/** What became of the newest message to each of these channels. */
export async function lastDeliveries(db: Db, ids: readonly number[]): Promise<Map<number, LastDelivery>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('channel_deliveries')
    .select(['channel_id', 'state', 'problem', 'problem_words', 'created_at', 'settled_at'])
    .where(
      'id',
      'in',
      db
        .selectFrom('channel_deliveries')
        .select((eb) => eb.fn.max('id').as('id'))
        .where('channel_id', 'in', ids)
        .where('state', '!=', 'needless')
        .groupBy('channel_id'),
    )
    .execute()
  return new Map(rows.map((row) => [row.channel_id, row]))
}
