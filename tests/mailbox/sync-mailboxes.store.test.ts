import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import type { ConfiguredMailbox } from '../../src/mailbox/configured-mailbox.ts'
import { syncMailboxes } from '../../src/mailbox/sync-mailboxes.ts'
import { eachDatabase } from '../support/databases.ts'

const support: ConfiguredMailbox = {
  key: 'support',
  name: 'サポート窓口',
  address: 'support@example.com',
  timeZone: 'Asia/Tokyo',
  signature: undefined,
  members: [],
}
const now = Date.UTC(2026, 6, 1)

const rows = (db: Db) => db.selectFrom('mailboxes').selectAll().orderBy('id').execute()
const kinds = async (db: Db) =>
  (await db.selectFrom('events').select(['kind', 'facts']).orderBy('id').execute()).map(
    (event) => event.facts,
  )

eachDatabase((_name, open) => {
  it('a mailbox of the configuration gets its row at the first start', async () => {
    const db = await open()
    const sync = await syncMailboxes(db, [support], now)
    assert.deepEqual(sync.added, ['support'])
    const [row] = await rows(db)
    assert.deepEqual(
      [row?.key, row?.name, row?.signature, row?.retired_at],
      ['support', 'サポート窓口', '', null],
    )
  })

  it('a start that changes nothing writes nothing', async () => {
    const db = await open()
    await syncMailboxes(db, [support], now)
    const before = [await rows(db), await kinds(db)]
    const sync = await syncMailboxes(db, [support], now + 1)
    assert.deepEqual(
      { ...sync, ids: sync.ids.size },
      { ids: 1, added: [], changed: [], retired: [], returned: [], waiting: [] },
    )
    assert.deepEqual([await rows(db), await kinds(db)], before)
  })

  it('what the configuration gives wins, and a signature it does not give stays', async () => {
    const db = await open()
    await syncMailboxes(db, [support], now)
    await db.updateTable('mailboxes').set({ signature: '署名', name: 'changed by hand' }).execute()
    const sync = await syncMailboxes(db, [{ ...support, address: 'help@example.com' }], now)
    assert.deepEqual(sync.changed, ['support'])
    const [row] = await rows(db)
    assert.deepEqual([row?.name, row?.address, row?.signature], ['サポート窓口', 'help@example.com', '署名'])
    await syncMailboxes(db, [{ ...support, signature: '新しい署名' }], now)
    assert.equal((await rows(db))[0]?.signature, '新しい署名')
  })

  it('a mailbox that left the configuration is retired, and comes back as the same one', async () => {
    const db = await open()
    await syncMailboxes(db, [support, { ...support, key: 'sales' }], now)
    const before = await rows(db)
    assert.deepEqual((await syncMailboxes(db, [support], now + 5)).retired, ['sales'])
    assert.deepEqual(
      (await rows(db)).map((row) => row.retired_at),
      [null, now + 5],
    )
    assert.deepEqual((await syncMailboxes(db, [support], now + 6)).retired, [])
    assert.deepEqual((await syncMailboxes(db, [support, { ...support, key: 'sales' }], now + 7)).returned, [
      'sales',
    ])
    assert.deepEqual(await rows(db), before)
  })

  it('members are added once their account or group exists, and those of the browser stay', async () => {
    const db = await open()
    const configured: ConfiguredMailbox = {
      ...support,
      members: [
        { by: 'email', name: 'hanako@example.com', role: 'supervisor' },
        { by: 'group', name: 'サポート', role: 'agent' },
      ],
    }
    assert.deepEqual((await syncMailboxes(db, [configured], now)).waiting, [
      'support: hanako@example.com',
      'support: サポート',
    ])
    const hanako = await account(db, 'hanako@example.com')
    const taro = await account(db, 'taro@example.com')
    const { id: group } = await db
      .insertInto('groups')
      .values({ name: 'サポート', reading: '', created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    const [mailbox] = await rows(db)
    assert.ok(mailbox)
    await db
      .insertInto('memberships')
      .values({ mailbox_id: mailbox.id, account_id: taro, group_id: null, role: 'agent' })
      .execute()
    for (let start = 0; start < 2; start++) {
      assert.deepEqual((await syncMailboxes(db, [configured], now)).waiting, [])
    }
    const members = await db
      .selectFrom('memberships')
      .select(['account_id', 'group_id', 'role'])
      .orderBy('id')
      .execute()
    assert.deepEqual(members, [
      { account_id: taro, group_id: null, role: 'agent' },
      { account_id: hanako, group_id: null, role: 'supervisor' },
      { account_id: null, group_id: group, role: 'agent' },
    ])
  })

  it('a role that was changed in the browser is not changed back', async () => {
    const db = await open()
    const id = await account(db, 'hanako@example.com')
    const configured: ConfiguredMailbox = {
      ...support,
      members: [{ by: 'email', name: 'hanako@example.com', role: 'agent' }],
    }
    await syncMailboxes(db, [configured], now)
    await db.updateTable('memberships').set({ role: 'supervisor' }).where('account_id', '=', id).execute()
    await syncMailboxes(db, [configured], now)
    assert.deepEqual(await db.selectFrom('memberships').select('role').execute(), [{ role: 'supervisor' }])
  })
})

async function account(db: Db, email: string): Promise<number> {
  const { id } = await db
    .insertInto('accounts')
    .values({
      name: email,
      reading: '',
      email,
      title: '',
      locale: 'ja',
      time_zone: 'Asia/Tokyo',
      password_hash: null,
      admin_since: null,
      disabled_at: null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
