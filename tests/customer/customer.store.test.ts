import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { customerOf } from '../../src/customer/customer.store.ts'
import type { Db } from '../../src/db/database.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  beforeEach(async () => {
    db = await open()
  })

  it('a customer is made on first sight, and keeps the first name that a mail brings', async () => {
    const { id } = await customerOf(db, 'a@x.example', '', 1)
    assert.deepEqual(await customerOf(db, 'a@x.example', '花子', 2), { id, name: '花子' })
    assert.deepEqual(await customerOf(db, 'a@x.example', '別名', 3), { id, name: '花子' })
    assert.notEqual((await customerOf(db, 'b@x.example', '花子', 4)).id, id)
  })

  it('two mailboxes that meet a customer at the same moment make one', async () => {
    const met = await Promise.all([1, 2, 3, 4].map((at) => customerOf(db, 'a@x.example', '花子', at)))
    assert.equal(new Set(met.map(({ id }) => id)).size, 1)
  })

  it('processes that need a secret at the same moment get the same one, another for each purpose', async () => {
    const asked = await Promise.all([1, 2, 3, 4].map(() => secretFor(db, 'message-id')))
    assert.equal(new Set(asked).size, 1)
    assert.match(asked[0] ?? '', /^[0-9a-f]{64}$/)
    assert.notEqual(await secretFor(db, 'links'), asked[0])
    assert.equal(await secretFor(db, 'message-id'), asked[0])
  })
})
