import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { createLabel, type LabelWish } from '../../src/label/change-label.ts'
import { labelsOfCustomers, labelsOfThreads } from '../../src/label/label.store.ts'
import { labelCustomer, unlabelCustomer } from '../../src/label/label-customer.ts'
import { labelThread, unlabelThread } from '../../src/label/label-thread.ts'
import { labelStatusCounts, threadsWithLabel } from '../../src/label/threads-with-label.store.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const admin = () => cast.viewer(cast.ids.admin)
  const label = async (name: string, wish: Partial<LabelWish> = {}) => {
    const made = await createLabel(
      db,
      await admin(),
      { kind: 'thread', mailboxId: null, ...wish, name },
      START,
    )
    assert.ok('label' in made, JSON.stringify(made))
    return made.label.id
  }
  const namesOn = async (threadId: number) =>
    ((await labelsOfThreads(db, [threadId])).get(threadId) ?? []).map(({ name }) => name)

  it('a label is put on once and taken off once, and the history tells both', async () => {
    const thread = await cast.arrive()
    const labelId = await label('返品')
    const on = () => ito().then((viewer) => labelThread(db, viewer, { threadId: thread.id, labelId }, START))
    const off = () =>
      ito().then((viewer) => unlabelThread(db, viewer, { threadId: thread.id, labelId }, START))
    assert.deepEqual(await on(), { threadId: thread.id, changed: true })
    assert.deepEqual(await on(), { threadId: thread.id, changed: false })
    assert.deepEqual(await namesOn(thread.id), ['返品'])
    assert.deepEqual(await off(), { threadId: thread.id, changed: true })
    assert.deepEqual(await off(), { threadId: thread.id, changed: false })
    assert.deepEqual(await namesOn(thread.id), [])
    assert.deepEqual(
      (await cast.events(thread.id)).slice(1).map(({ kind, facts }) => [kind, facts.name]),
      [
        ['thread_labelled', '返品'],
        ['thread_unlabelled', '返品'],
      ],
    )
  })

  it('a label of another mailbox, or one for customers, cannot stand on a thread', async () => {
    const thread = await cast.arrive()
    const foreign = await label('請求', { mailboxId: cast.billing })
    const vip = await label('VIP', { kind: 'customer' })
    for (const labelId of [foreign, vip, 999]) {
      const refused = await labelThread(db, await ito(), { threadId: thread.id, labelId }, START)
      assert.deepEqual(refused, { refused: 'unknown-label' })
    }
  })

  it('whoever does not see a thread cannot label it, and who only reads may not', async () => {
    const thread = await cast.arrive()
    const labelId = await label('返品')
    const tried = async (account: number) =>
      labelThread(db, await cast.viewer(account), { threadId: thread.id, labelId }, START)
    assert.deepEqual(await tried(cast.ids.emma), { refused: 'not-found' })
    assert.deepEqual(await tried(cast.ids.admin), { refused: 'read-only' })
  })

  it('the list of a label follows its threads from status to status, newest first', async () => {
    const [a, b] = [
      await cast.arrive({ subject: 'a' }),
      await cast.arrive({ subject: 'b', at: START + MINUTE }),
    ]
    const labelId = await label('返品')
    for (const { id } of [a, b]) await labelThread(db, await ito(), { threadId: id, labelId }, START)
    assert.deepEqual(await listed('new'), [b.id, a.id])
    await cast.arrive({ subject: 'Re: a', inReplyTo: 'mail-1@shop.example', at: START + 2 * MINUTE })
    assert.deepEqual(await listed('new'), [a.id, b.id])
    await changeStatus(db, await ito(), { threadId: a.id, to: 'done' }, START)
    assert.deepEqual(
      [await listed('new'), await listed('done'), await listed(null)],
      [[b.id], [a.id], [b.id]],
    )
    const counts = await labelStatusCounts(db, await ito(), { labelId, mailboxId: null })
    assert.equal(counts.new, 1)
    assert.deepEqual(await listed('new', cast.ids.emma), [], 'a label shows nobody what they may not see')

    async function listed(status: 'new' | 'done' | null, account = cast.ids.ito) {
      const query = { labelId, mailboxId: null, status, after: null }
      const { rows } = await threadsWithLabel(db, await cast.viewer(account), query)
      return rows.map(({ id }) => id)
    }
  })

  it('a page of a label goes on behind its last thread, without a gap or a repeat', async () => {
    const labelId = await label('返品')
    const ids: number[] = []
    for (let n = 0; n < 32; n++) {
      const { id } = await cast.arrive({ subject: `s${n}`, at: START + Math.floor(n / 2) * MINUTE })
      await labelThread(db, await ito(), { threadId: id, labelId }, START)
      ids.unshift(id)
    }
    const query = { labelId, mailboxId: cast.support, status: null }
    const first = await threadsWithLabel(db, await ito(), { ...query, after: null })
    const second = await threadsWithLabel(db, await ito(), { ...query, after: first.next })
    assert.deepEqual(
      [...first.rows, ...second.rows].map(({ id }) => id),
      ids,
    )
    assert.equal(second.next, null)
  })

  it('splitting leaves the labels on both threads, merging brings them together', async () => {
    const thread = await cast.arrive({ messageId: 'a1@x' })
    await cast.arrive({ messageId: 'a2@x', inReplyTo: 'a1@x', at: START + MINUTE })
    const [returned, urgent] = [await label('返品'), await label('至急')]
    await labelThread(db, await ito(), { threadId: thread.id, labelId: returned }, START)
    const second = (await cast.messages(thread.id)).at(-1)?.id ?? 0
    const split = await splitThread(db, await ito(), { threadId: thread.id, messageIds: [second] }, START)
    assert.ok('threadId' in split)
    assert.deepEqual(await namesOn(split.threadId), ['返品'])
    await labelThread(db, await ito(), { threadId: split.threadId, labelId: urgent }, START)
    await mergeThread(db, await ito(), { threadId: split.threadId, into: thread.id }, START)
    assert.deepEqual((await namesOn(thread.id)).toSorted(), ['至急', '返品'].toSorted())
    const query = { labelId: urgent, mailboxId: null, status: null, after: null }
    const { rows } = await threadsWithLabel(db, await ito(), query)
    assert.deepEqual(
      rows.map(({ id }) => id),
      [thread.id],
      'the emptied thread is in no list',
    )
  })

  it('a customer is put into a class by whoever works on their threads, and by nobody else', async () => {
    const thread = await cast.arrive()
    const customerId = thread.customer_id ?? 0
    const labelId = await label('VIP', { kind: 'customer' })
    const tried = async (account: number) =>
      labelCustomer(db, await cast.viewer(account), { customerId, labelId }, START)
    assert.deepEqual(await tried(cast.ids.emma), { refused: 'not-found' })
    assert.deepEqual(await tried(cast.ids.admin), { refused: 'read-only' })
    assert.deepEqual(await tried(cast.ids.ito), { customerId, changed: true })
    assert.deepEqual(await tried(cast.ids.ito), { customerId, changed: false })
    assert.deepEqual(
      (await labelsOfCustomers(db, [customerId])).get(customerId)?.map(({ name }) => name),
      ['VIP'],
    )
    const off = await unlabelCustomer(db, await ito(), { customerId, labelId }, START)
    assert.deepEqual(off, { customerId, changed: true })
    assert.equal((await labelsOfCustomers(db, [customerId])).size, 0)
  })
})
