import type { Row, Tx } from '../db/database.ts'
import { tellBrowsers } from './tell-browsers.ts'

/**
 * A notification's mail came back: whoever called sees on their comment that it did not arrive.
 *
 * @param why the report's own words
 * @param now UTC ms
 */
export async function noteMailBounced(
  tx: Tx,
  { id, account_id, actor_id }: Pick<Row<'notifications'>, 'id' | 'account_id' | 'actor_id'>,
  why: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({
      ...{ email_state: 'failed', email_next_at: null, email_sent_at: null },
      // PostgreSQL refuses NUL in text.
      email_error: why.replaceAll('\0', ''),
    })
    .where('id', '=', id)
    .execute()
  await tellBrowsers(tx, actor_id === null ? [account_id] : [account_id, actor_id], now)
}
