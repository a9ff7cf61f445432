import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { subjectKey } from '../thread/placing.ts'
import type { Arrival, ReceivingMailbox } from './arrival.ts'

/**
 * Which subjects of a batch's mails a thread of the mailbox has already: most have none, and then no thread has to be
 * looked for by it. One look for each, however many threads have the same.
 */
export async function knownSubjects(
  tx: Tx,
  mailbox: ReceivingMailbox,
  mails: readonly Arrival[],
): Promise<Set<string>> {
  const keys = [...new Set(mails.map(({ parsed }) => subjectKey(parsed.subject).replaceAll('\0', '')))]
  const asked =
    engineOf(tx) === 'postgres'
      ? sql`unnest(${keys}::text[]) as asked (key)`
      : sql`(select value as key from json_each(${JSON.stringify(keys)})) as asked`
  const { rows } = await sql<{ key: string }>`
    select asked.key from ${asked} where exists (
      select 1 from threads where threads.mailbox_id = ${mailbox.id} and threads.subject_key = asked.key
    )`.execute(tx)
  return new Set(rows.map(({ key }) => key))
}
