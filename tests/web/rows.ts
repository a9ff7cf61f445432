import type { Db } from '../../src/db/database.ts'
import { morning } from './app.ts'

/** A mailbox of that key with one new thread in it, both as plain rows. */
export async function addMailboxWithThread(db: Db, key: string): Promise<void> {
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      key,
      name: key,
      address: `${key}@example.jp`,
      time_zone: 'Asia/Tokyo',
      signature: '',
      retired_at: null,
      created_at: morning,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('threads')
    .values({
      mailbox_id: id,
      subject: 'subject',
      subject_key: 'subject',
      status: 'new',
      assignee_id: null,
      customer_id: null,
      last_from: '',
      excerpt: '',
      last_at: morning,
      first_at: morning,
      last_inbound_at: null,
      last_outbound_at: null,
      customer_wrote_at: null,
      policy_id: null,
      policy_asked_at: null,
      policy_asked_of: null,
      wait_due_at: null,
      wait_with: null,
      due_at: null,
      merged_into_id: null,
      created_at: morning,
    })
    .execute()
}
