import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'
const hashed = hashPassword(password)
const right = { email: 'ito@example.jp', password }

eachDatabase((_name, open) => {
  let db: Db
  let app: TestApp
  let ito: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    await addAccount(
      db,
      {
        name: '伊藤 美咲',
        reading: '',
        email: right.email,
        title: '係長',
        locale: 'ja',
        timeZone: 'Asia/Tokyo',
        passwordHash: await hashed,
        isAdmin: false,
      },
      morning,
    )
    ito = app.browser()
    await ito.post('/sessions', right)
  })

  describe('my settings', () => {
    test('change name, language and zone, but never title or rights', async () => {
      const wish = {
        name: '伊藤 みさき',
        reading: 'いとう みさき',
        locale: 'en',
        timeZone: 'Europe/London',
        title: '社長',
        admin: 'on',
      }
      const saved = await ito.post('/settings', wish)
      assert.match(
        await (await ito.get(saved.headers.get('location') ?? '')).text(),
        /<html lang="en">[\s\S]*Saved\./,
      )
      const row = await db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual(
        [row.name, row.time_zone, row.title, row.admin_since],
        ['伊藤 みさき', 'Europe/London', '係長', null],
      )
    })

    test('a wrong zone is said beside its field and nothing is saved', async () => {
      const wrong = await ito.post('/settings', {
        name: '新しい名前',
        reading: '',
        locale: 'ja',
        timeZone: 'Mars/Base',
      })
      const page = await wrong.text()
      assert.equal(wrong.status, 422)
      assert.match(page, /id="f-timeZone-error"/)
      assert.match(page, /value="新しい名前"/)
      assert.equal(
        (await db.selectFrom('accounts').select('name').executeTakeFirstOrThrow()).name,
        '伊藤 美咲',
      )
    })

    test('the order of messages turns round and leads back to where it was turned', async () => {
      const turned = await ito.post('/settings/order', { order: 'oldest', next: '/threads/3' })
      assert.equal(turned.headers.get('location'), '/threads/3')
      assert.equal(
        (await db.selectFrom('accounts').select('newest_first').executeTakeFirstOrThrow()).newest_first,
        0,
      )
    })

    test('notifications that are left out no longer come by mail', async () => {
      await ito.post('/settings/notifications', { by_email: ['mention', 'assigned'] })
      const silenced = await db
        .selectFrom('notification_choices')
        .select('kind')
        .where('by_email', '=', 0)
        .execute()
      assert.ok(silenced.some((row) => row.kind === 'policy_set'))
      assert.ok(!silenced.some((row) => row.kind === 'mention'))
    })

    test('all of them can be left out', async () => {
      assert.equal((await ito.post('/settings/notifications', {})).status, 303)
      const byMail = await db
        .selectFrom('notification_choices')
        .select('kind')
        .where('by_email', '=', 1)
        .execute()
      assert.deepEqual(byMail, [])
    })
  })

  describe('changing the password', () => {
    const change = { present_password: password, new_password: 'a fresh long password' }

    test('ends the other sessions and keeps this one', async () => {
      const phone = app.browser()
      await phone.post('/sessions', right)
      await ito.post('/settings/password', change)
      assert.equal((await phone.get('/settings')).status, 303)
      assert.equal((await ito.get('/settings')).status, 200)
      assert.equal(
        (await app.browser().post('/sessions', { ...right, password: change.new_password })).status,
        303,
      )
    })

    test('needs the present one, and guessing it is limited like signing in', async () => {
      for (let i = 0; i < 5; i++) {
        const wrong = await ito.post('/settings/password', { ...change, present_password: `guess ${i}` })
        assert.match(await wrong.text(), /id="f-present_password-error"/)
      }
      const limited = await ito.post('/settings/password', change)
      assert.equal(limited.status, 422)
      assert.match(await limited.text(), /しばらく受け付けません/)
    })
  })

  describe('sessions', () => {
    test('are listed with their device and can be ended one by one', async () => {
      const phone = app.browser()
      await phone.post('/sessions', right, {
        'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1',
      })
      const page = await (await ito.get('/settings/sessions')).text()
      assert.match(page, /Safari · iPhone/)
      const hash = /name="session" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? ''
      await ito.post('/settings/sessions/end', { session: hash })
      assert.equal((await phone.get('/settings')).status, 303)
      assert.equal((await ito.get('/settings')).status, 200)
    })

    test('of somebody else cannot be ended', async () => {
      await addAccount(
        db,
        {
          name: '佐藤',
          reading: '',
          email: 'sato@example.jp',
          title: '',
          locale: 'ja',
          timeZone: 'Asia/Tokyo',
          passwordHash: await hashed,
          isAdmin: false,
        },
        morning,
      )
      const sato = app.browser()
      await sato.post('/sessions', { email: 'sato@example.jp', password })
      const { token_hash } = await db
        .selectFrom('sessions')
        .select('token_hash')
        .where('account_id', '=', 2)
        .executeTakeFirstOrThrow()
      await ito.post('/settings/sessions/end', { session: token_hash })
      assert.equal((await sato.get('/settings')).status, 200)
    })
  })
})
