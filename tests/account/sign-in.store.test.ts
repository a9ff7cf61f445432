import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, type TestApp } from '../web/app.ts'

const admin = {
  name: '管理 花子',
  reading: 'かんり はなこ',
  email: 'Admin@Example.jp',
  password: 'correct horse battery',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
}

eachDatabase((_name, open) => {
  let db: Db
  let app: TestApp
  let browser: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    browser = app.browser()
  })

  describe('the first run', () => {
    test('leads from any page to the form, and makes an administrator who is signed in', async () => {
      const stranger = await browser.get('/inbox')
      assert.equal(stranger.headers.get('location'), '/sign-in?next=%2Finbox')
      assert.equal((await browser.get('/sign-in')).headers.get('location'), '/first-run')
      assert.equal((await browser.get('/first-run')).status, 200)

      const made = await browser.post('/first-run', admin)

      assert.equal(made.status, 303)
      const row = await db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()
      assert.equal(row.email, 'admin@example.jp')
      assert.notEqual(row.admin_since, null)
      assert.match(row.password_hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      assert.ok(browser.cookie())
      const kinds = await db.selectFrom('events').select('kind').orderBy('id').execute()
      assert.deepEqual(
        kinds.map((event) => event.kind),
        ['account_joined', 'signed_in'],
      )
    })

    test('keeps what was typed, but not the password, and says what is wrong beside its field', async () => {
      const answer = await browser.post('/first-run', { ...admin, email: 'nobody', password: 'short' })
      const page = await answer.text()
      assert.equal(answer.status, 422)
      assert.match(page, /value="管理 花子"/)
      assert.match(page, /id="f-email-error"/)
      assert.doesNotMatch(page, /value="short"/)
    })

    test('is gone as soon as there is an account', async () => {
      await browser.post('/first-run', admin)
      const late = app.browser()
      assert.equal((await late.get('/first-run')).status, 404)
      assert.equal((await late.post('/first-run', { ...admin, email: 'b@example.jp' })).status, 404)
    })

    test('sent twice at once makes one administrator', async () => {
      const [a, b] = [app.browser(), app.browser()]
      await Promise.all([
        a.post('/first-run', admin),
        b.post('/first-run', { ...admin, email: 'b@example.jp' }),
      ])
      const rows = await db.selectFrom('accounts').select('email').execute()
      assert.equal(rows.length, 1)
    })
  })

  describe('signing in', () => {
    beforeEach(async () => {
      await app.browser().post('/first-run', admin)
    })
    const right = { email: 'admin@example.jp', password: admin.password }

    test('leads to where the person wanted to go', async () => {
      const answer = await browser.post('/sessions', { ...right, next: '/threads/7?list=mine' })
      assert.equal(answer.status, 303)
      assert.equal(answer.headers.get('location'), '/threads/7?list=mine')
    })

    test('never leads to another site', async () => {
      for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example']) {
        const answer = await app.browser().post('/sessions', { ...right, next })
        assert.equal(answer.headers.get('location'), '/', next)
      }
    })

    test('gives a cookie that scripts cannot read, whose token stands nowhere in the database', async () => {
      const answer = await browser.post('/sessions', right)
      assert.match(answer.headers.get('set-cookie') ?? '', /^hoshin_session=\S+; .*HttpOnly; SameSite=Lax$/)
      const token = browser.cookie()?.split('=')[1] ?? ''
      const rows = await db.selectFrom('sessions').selectAll().execute()
      assert.ok(token.length >= 43)
      assert.ok(rows.every((row) => row.token_hash !== token))
    })

    test('says the same of a wrong password and of an unknown address', async () => {
      const words = async (fields: Record<string, string>) => {
        const page = await (await app.browser().post('/sessions', fields)).text()
        return /id="f-password-error".*?<\/p>/s.exec(page)?.[0]
      }
      const wrong = await words({ ...right, password: 'wrong' })
      assert.ok(wrong)
      assert.equal(await words({ email: 'nobody@example.jp', password: 'wrong' }), wrong)
    })

    test('is refused after five wrong passwords, also with the right one, until 15 minutes have passed', async () => {
      for (let i = 0; i < 5; i++) await browser.post('/sessions', { ...right, password: `wrong ${i}` })
      const refused = await browser.post('/sessions', right)
      assert.equal(refused.status, 429)
      assert.match(await refused.text(), /今日 10:15 以降/)

      app.pass(15 * 60_000)
      assert.equal((await browser.post('/sessions', right)).status, 303)
    })

    test('tried many times at once does not slip past the limit', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          app.browser().post('/sessions', { ...right, password: `wrong ${i}` }),
        ),
      )
      assert.equal(answers.filter((answer) => answer.status === 422).length, 5)
    })

    test('from another site is refused', async () => {
      const answer = await browser.post('/sessions', right, {
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      })
      assert.equal(answer.status, 403)
      assert.match(await answer.text(), /別のサイト/)
    })

    test('a disabled account cannot, and its open session ends', async () => {
      await browser.post('/sessions', right)
      await db.updateTable('accounts').set({ disabled_at: 1 }).execute()
      assert.equal((await browser.get('/settings')).status, 303)
      assert.equal((await app.browser().post('/sessions', right)).status, 422)
    })

    test('ends with signing out', async () => {
      await browser.post('/sessions', right)
      const old = browser.cookie() ?? ''
      const out = await browser.post('/sessions/end', {})
      assert.equal(out.headers.get('location'), '/sign-in?ended')
      assert.equal((await app.browser().get('/live', { cookie: old })).status, 303)
    })

    test('lasts for 30 days without use and 90 days at the most', async () => {
      const day = 86_400_000
      await browser.post('/sessions', right)
      for (let i = 0; i < 3; i++) {
        app.pass(29 * day)
        assert.equal(
          (await browser.get('/sign-in')).headers.get('location'),
          '/',
          `after ${(i + 1) * 29} days`,
        )
      }
      app.pass(3 * day)
      assert.equal((await browser.get('/sign-in')).status, 200)

      const idle = app.browser()
      await idle.post('/sessions', right)
      app.pass(30 * day)
      assert.equal((await idle.get('/sign-in')).status, 200)
    })

    test('a piece of a page asked for without a session sends the whole browser to sign in', async () => {
      const answer = await app.browser().get('/threads/7/fragment', {
        'hx-request': 'true',
        'hx-request-type': 'partial',
        'hx-current-url': 'http://localhost/threads/7',
      })
      assert.equal(answer.headers.get('hx-redirect'), '/sign-in?next=%2Fthreads%2F7')
    })
  })
})
