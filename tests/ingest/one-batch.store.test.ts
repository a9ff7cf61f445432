import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { insertThreadLabel } from '../../src/label/thread-labels.store.ts'
import { type Cast, DAY, HOUR, type Letter, MINUTE, openCast, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

/** Stored before the batch: one that somebody has done with, labelled. */
const known: Letter = { messageId: 'known@x.example', subject: '見積', from: 'Aoki <aoki@x.example>' }

const letters: Letter[] = [
  {
    messageId: 'a@x.example',
    subject: '納期',
    from: 'Hanako <hanako@shop.example>',
    cc: 'boss@shop.example',
  },
  { messageId: 'b@x.example', subject: 'Re: 納期', inReplyTo: 'a@x.example' },
  { messageId: 'c@x.example', subject: 'Re: 見積', inReplyTo: 'known@x.example', from: 'aoki@x.example' },
  { messageId: 'd@x.example', subject: '納期', from: 'stranger@elsewhere.example' },
  { messageId: 'e@x.example', subject: '納期', from: 'hanako@shop.example' },
  { messageId: 'f@x.example', subject: 'Re: 見積', inReplyTo: 'c@x.example', from: 'Aoki <aoki@x.example>' },
  {
    messageId: 'g@x.example',
    subject: 'Re: 納期',
    inReplyTo: 'unknown@x.example',
    from: 'boss@shop.example',
  },
  {
    ...{ messageId: 'h@x.example', subject: '不在のお知らせ', inReplyTo: 'b@x.example' },
    headers: ['Auto-Submitted: auto-replied'],
  },
  { messageId: 'a@x.example', subject: '同じ番号の別のメール', from: 'aoki@x.example' },
  { messageId: null, subject: null, from: null },
].map((letter, n) => ({ ...letter, at: START + HOUR + n * MINUTE }))

const sent: Letter[] = [
  { messageId: 's@x.example', subject: 'Re: 納期', from: 'support@minato.example', inReplyTo: 'a@x.example' },
  { messageId: 't@x.example', subject: 'ご案内', from: 'support@minato.example', to: 'new@shop.example' },
  { messageId: 't@x.example', subject: 'ご案内', from: 'support@minato.example', to: 'new@shop.example' },
].map((letter, n) => ({ ...letter, at: START + 2 * HOUR + n * MINUTE }))

eachDatabase((_name, open) => {
  for (const promised of [false, true])
    it(`leaves behind what its mails leave one by one${promised ? ', where answers are promised' : ''}`, async () => {
      const together = await openCast(await open())
      const alone = await openCast(await open())
      for (const cast of [together, alone]) await prepare(cast, promised)
      for (const [batch, folder] of [
        [letters, undefined],
        [sent, sentFolder],
      ] as const) {
        const options = { now: START + DAY, ...(folder ? { folder } : {}) }
        await together.receive(await arrivals(together, batch), options)
        for (const mail of await arrivals(alone, batch)) await alone.receive([mail], options)
      }
      assert.deepEqual(await everything(together.db), await everything(alone.db))
      const waiting = await together.db
        .selectFrom('threads')
        .select('target_kind')
        .where('status', '=', 'new')
        .execute()
      assert.ok(waiting.length > 1)
      for (const thread of waiting) assert.equal(thread.target_kind, promised ? 'first_reply' : null)
    })
})

async function arrivals(cast: Cast, batch: readonly Letter[]) {
  const made = []
  for (const letter of batch) made.push(await cast.arrivalOf(letter))
  return made
}

async function prepare({ db, support, ids, arrive }: Cast, promised: boolean): Promise<void> {
  const limits = { first_reply: 60, next_reply: 30, done: 600, warn_before: 10 }
  const narrowed = { label_id: null, customer_label_id: null }
  if (promised)
    await db
      .insertInto('targets')
      .values({ mailbox_id: support, ...narrowed, ...limits, created_at: START - DAY })
      .execute()
  const thread = await arrive(known)
  await db
    .insertInto('labels')
    .values({
      ...{ kind: 'thread', name: '至急', name_key: '至急', colour: 'ai', mailbox_id: null },
      ...{ created_by: null, created_at: START },
    })
    .execute()
  await insertThreadLabel(db, thread, 1, null, START)
  const done = { status: 'done' as const, assignee_id: ids.ito, done_at: START }
  await db.updateTable('threads').set(done).where('id', '=', thread.id).execute()
}

/** All rows that a mail writes, by what they are and not by the order in which they were written. */
async function everything(db: Db): Promise<object> {
  const tables = {
    threads: await db.selectFrom('threads').selectAll().orderBy('id').execute(),
    messages: await db.selectFrom('messages').selectAll().orderBy('id').execute(),
    bodies: await db.selectFrom('message_bodies').selectAll().orderBy('message_id').execute(),
    participants: await db
      .selectFrom('participants')
      .selectAll()
      .orderBy('thread_id')
      .orderBy('address')
      .execute(),
    customers: await db.selectFrom('customers').selectAll().orderBy('id').execute(),
    labels: await db.selectFrom('thread_labels').selectAll().orderBy('thread_id').execute(),
    counts: await db.selectFrom('thread_counts').selectAll().orderBy('status').execute(),
    clocks: await db.selectFrom('thread_clocks').selectAll().orderBy('thread_id').orderBy('kind').execute(),
    origins: await db.selectFrom('message_origins').selectAll().orderBy('message_id').execute(),
    told: await db.selectFrom('notifications').select(['kind', 'cause']).orderBy('cause').execute(),
  }
  const events = await db
    .selectFrom('events')
    .select(['thread_id', 'kind', 'facts', 'at'])
    .orderBy('id')
    .execute()
  return {
    ...tables,
    clocks: tables.clocks.map(({ id: _id, ...clock }) => clock),
    // Those of a thread stand in the order in which they happened.
    events: Object.fromEntries(Map.groupBy(events, (event) => event.thread_id ?? 0)),
  }
}
