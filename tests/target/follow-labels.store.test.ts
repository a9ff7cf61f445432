import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { joinCustomers, partCustomer } from '../../src/customer/join-customers.ts'
import type { Db } from '../../src/db/database.ts'
import { createLabel } from '../../src/label/change-label.ts'
import { labelCustomer, unlabelCustomer } from '../../src/label/label-customer.ts'
import { labelThread, unlabelThread } from '../../src/label/label-thread.ts'
import { mergeLabels, removeLabel } from '../../src/label/remove-label.ts'
import { recountDue } from '../../src/target/recount.ts'
import { HOUR, MINUTE, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, openDesk } from './desk.ts'

eachDatabase((_name, open) => {
  let db: Db
  let desk: Desk
  let threadId: number
  let customerId: number
  beforeEach(async () => {
    db = await open()
    desk = await openDesk(db)
    const thread = await desk.arrive({ messageId: 'first@shop.example' })
    threadId = thread.id
    customerId = thread.customer_id ?? 0
  })
  const dueOf = async () => (await desk.thread(threadId)).target_due_at
  const label = async (kind: 'thread' | 'customer', name: string): Promise<number> => {
    const wish = { kind, name, colour: 'red' as const, mailboxId: null }
    const made = await createLabel(db, await desk.viewer(desk.ids.admin), wish, START)
    if ('refused' in made) assert.fail(JSON.stringify(made))
    return made.label.id
  }
  const ito = () => desk.viewer(desk.ids.ito)
  const recount = () => recountDue(db, () => START)

  describe('a promise that is narrowed by a label', () => {
    it('binds a thread as soon as it has the label, and lets it go with it', async () => {
      const labelId = await label('thread', '緊急')
      await desk.promise({ first_reply: 30 }, { labelId }, START)
      assert.equal(await dueOf(), START + 2 * HOUR)
      await labelThread(db, await ito(), { threadId, labelId }, START)
      assert.equal(await dueOf(), START + 30 * MINUTE)
      await unlabelThread(db, await ito(), { threadId, labelId }, START)
      assert.equal(await dueOf(), START + 2 * HOUR)
    })

    it('binds the threads of a customer who has it, whatever address they write from', async () => {
      const labelId = await label('customer', 'VIP')
      await desk.promise({ first_reply: 45 }, { customerLabelId: labelId }, START)
      await labelCustomer(db, await ito(), { customerId, labelId }, START)
      assert.equal(await recount(), 1)
      assert.equal(await dueOf(), START + 45 * MINUTE)
      await unlabelCustomer(db, await ito(), { customerId, labelId }, START)
      await recount()
      assert.equal(await dueOf(), START + 2 * HOUR)

      const boss = await desk.arrive({ from: 'Boss <boss@shop.example>', subject: '別件' })
      await labelCustomer(db, await ito(), { customerId: boss.customer_id ?? 0, labelId }, START)
      const join = { customerId: boss.customer_id ?? 0, address: 'hanako@shop.example' }
      assert.ok('customerId' in (await joinCustomers(db, await ito(), join, START)))
      await recount()
      assert.equal(await dueOf(), START + 45 * MINUTE)
      const part = { customerId: boss.customer_id ?? 0, addressId: customerId }
      assert.ok('partedId' in (await partCustomer(db, await ito(), part, START)))
      await recount()
      assert.equal(await dueOf(), START + 2 * HOUR)
    })

    it('goes with the label when that is removed, and its threads keep the general one', async () => {
      const labelId = await label('thread', '緊急')
      await desk.promise({ first_reply: 30 }, { labelId }, START)
      await labelThread(db, await ito(), { threadId, labelId }, START)
      await removeLabel(db, await desk.viewer(desk.ids.admin), labelId, START)
      await recount()
      assert.equal(await dueOf(), START + 2 * HOUR)
      const targets = await db.selectFrom('targets').select('label_id').execute()
      assert.deepEqual(targets, [{ label_id: null }])
    })

    it('goes on with the label that takes its place', async () => {
      const [labelId, into] = [await label('thread', '緊急'), await label('thread', '至急')]
      await desk.promise({ first_reply: 30 }, { labelId }, START)
      await labelThread(db, await ito(), { threadId, labelId }, START)
      const merged = await mergeLabels(db, await desk.viewer(desk.ids.admin), { labelId, into }, START)
      assert.ok('labelId' in merged)
      await recount()
      assert.equal(await dueOf(), START + 30 * MINUTE)
      const targets = await db.selectFrom('targets').select('label_id').orderBy('id').execute()
      assert.deepEqual(targets, [{ label_id: null }, { label_id: into }])
    })
  })
})
