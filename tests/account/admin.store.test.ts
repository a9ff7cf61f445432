import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addAccount } from '../../src/account/add-account.ts'
import { changeAccount } from '../../src/account/change-account.ts'
import { disableAccount } from '../../src/account/disable-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { until } from '../support/deadline.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'

eachDatabase((name, open) => {
  let db: Db
  let app: TestApp
  let admin: Browser
  let ito: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    await db
      .insertInto('mailboxes')
      .values({
        key: 'support',
        name: 'サポート',
        address: 'support@example.jp',
        time_zone: 'Asia/Tokyo',
        signature: '',
        retired_at: null,
        created_at: morning,
      })
      .execute()
    const passwordHash = await hashed
    const common = { reading: '', title: '', locale: 'ja', timeZone: 'Asia/Tokyo', passwordHash } as const
    await addAccount(db, { ...common, name: '管理 花子', email: 'admin@example.jp', isAdmin: true }, morning)
    await addAccount(db, { ...common, name: '伊藤 美咲', email: 'ito@example.jp', isAdmin: false }, morning)
    admin = app.browser()
    ito = app.browser()
    await admin.post('/sessions', { email: 'admin@example.jp', password })
    await ito.post('/sessions', { email: 'ito@example.jp', password })
  })

  const kinds = async () =>
    (await db.selectFrom('events').select('kind').orderBy('id').execute()).map(({ kind }) => kind)
  const itoAs = (fields: Record<string, string | string[]> = {}) =>
    admin.post('/admin/people/2', { name: '伊藤 美咲', reading: '', title: '', ...fields })

  describe('the administration', () => {
    test('does not exist for others, whatever they ask for', async () => {
      for (const path of [
        '/admin',
        '/admin/people',
        '/admin/people/1',
        '/admin/groups',
        '/admin/mailboxes',
      ]) {
        assert.equal((await ito.get(path)).status, 404, path)
      }
      assert.equal((await ito.post('/admin/people/2', { name: 'x', admin: 'on' })).status, 404)
      assert.equal(
        (await db.selectFrom('accounts').select('admin_since').where('id', '=', 2).executeTakeFirstOrThrow())
          .admin_since,
        null,
      )
    })

    test('changes a person, their roles and their groups by one form, each with its event', async () => {
      await admin.post('/admin/groups', { name: '請求', reading: '' })
      const saved = await itoAs({
        reading: 'いとう',
        title: '係長',
        'role-1': 'supervisor',
        group: '1',
        admin: 'on',
      })
      assert.equal(saved.headers.get('location'), '/admin/people/2?done=saved')
      const page = await (await admin.get('/admin/people/2')).text()
      assert.match(page, /value="係長"/)
      assert.match(page, /<option value="supervisor" selected/)
      assert.deepEqual((await kinds()).slice(-3), ['account_changed', 'membership_changed', 'group_changed'])
    })

    test('saved without a change leaves no event', async () => {
      const before = await kinds()
      await itoAs({ 'role-1': '' })
      assert.deepEqual(await kinds(), before)
    })

    test('a role in a mailbox that has gone is passed over', async () => {
      assert.equal((await itoAs({ 'role-99': 'agent' })).status, 303)
      assert.deepEqual(await db.selectFrom('memberships').selectAll().execute(), [])
    })

    test('the last administrator can be neither demoted nor disabled', async () => {
      const demoted = await admin.post('/admin/people/1', { name: '管理 花子', reading: '', title: '' })
      assert.equal(demoted.status, 422)
      assert.match(await demoted.text(), /最後の管理者/)
      assert.equal((await admin.post('/admin/people/1/state', { state: 'disabled' })).status, 422)
      assert.equal((await admin.get('/admin/people')).status, 200)
    })

    test('of two administrators who remove each other at once, one stays', async () => {
      await itoAs({ admin: 'on' })
      let other: Promise<unknown> = Promise.resolve()
      await db.transaction().execute(async (tx) => {
        await changeAccount(tx, 1, { isAdmin: false }, 2, morning)
        other = disableAccount(db, 2, 1, morning)
        // Committed only once the other one has read the administrators, or waits to be let in.
        if (name === 'postgres') await Promise.race([other, until(() => isWaitingForLock(db))])
      })
      await other
      const left = await db
        .selectFrom('accounts')
        .select('id')
        .where('admin_since', 'is not', null)
        .where('disabled_at', 'is', null)
        .execute()
      assert.equal(left.length, 1)
    })

    test('a disabled account is signed out at once, and comes back with its password', async () => {
      await admin.post('/admin/people/2/state', { state: 'disabled' })
      assert.equal((await ito.get('/settings')).status, 303)
      assert.equal((await ito.post('/sessions', { email: 'ito@example.jp', password })).status, 422)
      await admin.post('/admin/people/2/state', { state: 'enabled' })
      assert.equal((await ito.post('/sessions', { email: 'ito@example.jp', password })).status, 303)
      assert.ok((await kinds()).includes('account_disabled'))
    })

    test('a group has one name, members and roles', async () => {
      const made = await admin.post('/admin/groups', { name: '請求', reading: 'せいきゅう' })
      assert.equal(made.headers.get('location'), '/admin/groups/1')
      await admin.post('/admin/groups/1', {
        name: '請求・契約',
        reading: '',
        member: ['1', '2', '77'],
        'role-1': 'agent',
      })
      const members = await db
        .selectFrom('group_members')
        .select('account_id')
        .orderBy('account_id')
        .execute()
      assert.deepEqual(
        members.map((row) => row.account_id),
        [1, 2],
      )
      assert.equal((await db.selectFrom('memberships').selectAll().executeTakeFirstOrThrow()).group_id, 1)

      await admin.post('/admin/groups', { name: '技術', reading: '' })
      const taken = await admin.post('/admin/groups/2', { name: '請求・契約', reading: '' })
      assert.equal(taken.status, 422)
      assert.match(await taken.text(), /同じ名前のグループ/)
    })

    test('a signature is set here unless the configuration gives it', async () => {
      await admin.post('/admin/mailboxes/1/signature', { signature: '--\r\nサポート' })
      const row = await db.selectFrom('mailboxes').select('signature').executeTakeFirstOrThrow()
      assert.equal(row.signature, '--\nサポート')
      const configured = appOn(db, {
        config: { ...app.deps.config, configuredSignatures: new Set(['support']) },
      })
      const browser = configured.browser()
      await browser.post('/sessions', { email: 'admin@example.jp', password })
      assert.equal((await browser.post('/admin/mailboxes/1/signature', { signature: 'x' })).status, 404)
      assert.match(await (await browser.get('/admin/mailboxes')).text(), /設定ファイルで決められています/)
      await configured.deps.live.stop()
    })
  })
})

const hashed = hashPassword(password)

/** Whether some transaction on this database waits for another. */
async function isWaitingForLock(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(db)
  return rows.length > 0
}
