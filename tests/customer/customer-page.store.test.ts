import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { changeCustomer } from '../../src/customer/change-customer.ts'
import { customerHistory } from '../../src/customer/customer-history.store.ts'
import { listCustomers } from '../../src/customer/customer-list.store.ts'
import { customerBeside } from '../../src/customer/customer-side.ts'
import { customerIds, findCustomer } from '../../src/customer/customer-sight.store.ts'
import { countThreadsOfCustomer, threadsOfCustomer } from '../../src/customer/customer-threads.store.ts'
import { joinCustomers, partCustomer } from '../../src/customer/join-customers.ts'
import type { Db } from '../../src/db/database.ts'
import { createLabel } from '../../src/label/change-label.ts'
import { labelsOfCustomers } from '../../src/label/label.store.ts'
import { labelCustomer } from '../../src/label/label-customer.ts'
import { makeReader } from '../../views/reader.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const a = { from: '山口 花子 <hanako@shop.example>', subject: 'a' }
const b = { from: '山口 <h.yamaguchi@home.example>', subject: 'b', at: START + MINUTE }

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const emma = () => cast.viewer(cast.ids.emma)
  /** Two threads of two addresses. */
  const two = async () => {
    const [first, second] = [await cast.arrive(a), await cast.arrive(b)]
    return { first, second, customerId: first.customer_id ?? 0, otherId: second.customer_id ?? 0 }
  }
  const join = async (customerId: number, address: string, account = cast.ids.ito) =>
    joinCustomers(db, await cast.viewer(account), { customerId, address }, START)
  const threadIds = async (customerId: number) => {
    const ids = await customerIds(db, customerId)
    return (await threadsOfCustomer(db, await ito(), ids, { size: 10 })).rows.map(({ id }) => id)
  }

  describe('a customer', () => {
    it('does not exist for whoever sees none of their threads', async () => {
      const { customerId } = await two()
      assert.equal(await findCustomer(db, await emma(), customerId), null)
      assert.equal(await findCustomer(db, await ito(), 9999), null)
      const seen = await findCustomer(db, await ito(), customerId)
      assert.deepEqual([seen?.name, seen?.mayChange], ['山口 花子', true])
      assert.equal((await findCustomer(db, await cast.viewer(cast.ids.admin), customerId))?.mayChange, false)
    })

    it('is renamed by whoever works on their threads, and not over what somebody wrote meanwhile', async () => {
      const { customerId } = await two()
      const change = async (name: string, version: number, account = cast.ids.ito) =>
        changeCustomer(
          db,
          await cast.viewer(account),
          { customerId, name, organisation: '山口商店', note: '午前中に連絡', version },
          START,
        )
      assert.deepEqual(await change('山口 花子 様', 1), { customerId })
      assert.deepEqual(await change('別の名前', 1, cast.ids.tanaka), {
        ...{ refused: 'changed-meanwhile', version: 2 },
      })
      assert.deepEqual(await change('x', 2, cast.ids.emma), { refused: 'not-found' })
      assert.deepEqual(await change('x', 2, cast.ids.admin), { refused: 'read-only' })
      const seen = await findCustomer(db, await ito(), customerId)
      assert.deepEqual(
        [seen?.name, seen?.organisation, seen?.note],
        ['山口 花子 様', '山口商店', '午前中に連絡'],
      )
    })

    it('beside a thread tells the others that the viewer may see, and how many they are', async () => {
      const { first } = await two()
      const later = await cast.arrive({ ...a, subject: 'c', at: START + 2 * MINUTE })
      await cast.arrive({ ...a, subject: 'hidden', at: START }, { mailbox: cast.billing })
      const beside = await customerBeside(db, await ito(), first)
      assert.deepEqual([beside.others.map(({ id }) => id), beside.othersCount], [[later.id], 1])
    })
  })

  describe('joining', () => {
    it('brings threads and labels of both addresses together, and taking apart gives each its own again', async () => {
      const { first, second, customerId, otherId } = await two()
      const made = await createLabel(
        db,
        await cast.viewer(cast.ids.admin),
        { name: 'VIP', kind: 'customer', mailboxId: null },
        START,
      )
      assert.ok('label' in made)
      await labelCustomer(db, await ito(), { customerId: otherId, labelId: made.label.id }, START)
      assert.deepEqual(await join(customerId, 'H.Yamaguchi@home.example '), { customerId })
      assert.deepEqual(await threadIds(otherId), [second.id, first.id])
      const labels = await labelsOfCustomers(db, [customerId, otherId])
      assert.deepEqual([labels.get(customerId)?.length, labels.get(otherId)?.length], [1, 1])
      const whole = await findCustomer(db, await ito(), otherId)
      assert.equal(whole?.id, customerId)
      assert.equal(whole?.addresses.length, 2)

      const parted = await partCustomer(db, await ito(), { customerId, addressId: otherId }, START)
      assert.deepEqual(parted, { customerId, partedId: otherId })
      assert.deepEqual([await threadIds(customerId), await threadIds(otherId)], [[first.id], [second.id]])
      assert.equal((await findCustomer(db, await ito(), otherId))?.name, '山口')
    })

    it('knows no address that the viewer does not, and says so in the same words', async () => {
      const { customerId } = await two()
      await cast.arrive({ from: 'secret@x.example', subject: 's' }, { mailbox: cast.billing })
      const unknown = { refused: 'unknown-address' }
      assert.deepEqual(await join(customerId, 'secret@x.example'), unknown)
      assert.deepEqual(await join(customerId, 'nobody@x.example'), unknown)
      assert.deepEqual(await join(customerId, ''), unknown)
      assert.deepEqual(await join(customerId, 'hanako@shop.example'), { refused: 'itself' })
      assert.deepEqual(await join(customerId, 'h.yamaguchi@home.example', cast.ids.emma), {
        refused: 'not-found',
      })
    })

    it('in both directions at once ends with one customer', async () => {
      const { customerId, otherId } = await two()
      await Promise.all([join(customerId, 'h.yamaguchi@home.example'), join(otherId, 'hanako@shop.example')])
      const roots = await db
        .selectFrom('customers')
        .select('id')
        .where('joined_into_id', 'is', null)
        .execute()
      assert.equal(roots.length, 1)
    })

    it('shows an address, its threads and its joining to nobody who sees none of its threads', async () => {
      const { first, customerId } = await two()
      await cast.arrive({ from: 'x@only-billing.example', subject: 'x' }, { mailbox: cast.billing })
      const both = await cast.viewer(cast.ids.admin)
      await db
        .insertInto('memberships')
        .values(
          [cast.support, cast.billing].map((mailbox_id) => ({
            ...{ mailbox_id, account_id: cast.ids.admin, group_id: null, role: 'agent' as const },
          })),
        )
        .execute()
      assert.ok(both.isAdmin)
      assert.deepEqual(await join(customerId, 'x@only-billing.example', cast.ids.admin), { customerId })
      const seen = await findCustomer(db, await ito(), customerId)
      assert.ok(seen)
      assert.deepEqual(
        seen.addresses.map(({ address }) => address),
        ['hanako@shop.example'],
      )
      assert.deepEqual(await threadIds(customerId), [first.id])
      assert.equal(await countThreadsOfCustomer(db, await ito(), await customerIds(db, customerId)), 1)
      const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })
      assert.deepEqual(await customerHistory(db, reader, seen), [])
      const page = await listCustomers(db, await ito(), { typed: 'x@only', labelId: null, after: null })
      assert.deepEqual(page.ids, [])
    })
  })

  describe('the list', () => {
    const found = async (typed: string, account = cast.ids.ito) =>
      (await listCustomers(db, await cast.viewer(account), { typed, labelId: null, after: null })).ids

    it('finds by the beginning of a name, an organisation or an address, width and case alike', async () => {
      const { customerId, otherId } = await two()
      await changeCustomer(
        db,
        await ito(),
        { customerId, name: '山口 花子', organisation: 'Yamaguchi Ltd', version: 1 },
        START,
      )
      assert.deepEqual((await found('山口')).toSorted(), [customerId, otherId].toSorted())
      assert.deepEqual(await found('山口　花'), [customerId])
      assert.deepEqual(await found('ＹＡＭＡ'), [customerId])
      assert.deepEqual(await found('h.y'), [otherId])
      assert.deepEqual(await found('花子'), [], 'only beginnings')
      assert.deepEqual(await found('山口', cast.ids.emma), [])
      assert.deepEqual(await found('%'), [])
    })

    it('goes through all by name, page by page', async () => {
      const ids: number[] = []
      for (let n = 0; n < 60; n++) {
        const name = `n${String(n).padStart(2, '0')}`
        const { customer_id } = await cast.arrive({ from: `${name} <${name}@x.example>`, subject: name })
        ids.push(customer_id ?? 0)
      }
      const query = { typed: '', labelId: null }
      const first = await listCustomers(db, await ito(), { ...query, after: null })
      const second = await listCustomers(db, await ito(), { ...query, after: first.next })
      assert.deepEqual([...first.ids, ...second.ids], ids)
      assert.equal(second.next, null)
    })
  })
})
