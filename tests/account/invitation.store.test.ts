import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'

eachDatabase((_name, open) => {
  let db: Db
  let app: TestApp
  let admin: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    admin = app.browser()
    await admin.post('/first-run', {
      name: '管理 花子',
      reading: '',
      email: 'admin@example.jp',
      password,
      locale: 'ja',
      timeZone: 'Asia/Tokyo',
    })
    for (const key of ['support', 'billing']) {
      await db
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
        .execute()
    }
  })

  const answer = {
    name: '伊藤 美咲',
    reading: 'いとう みさき',
    password,
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
  }

  async function invite(fields: Record<string, string | string[]> = {}): Promise<string> {
    const made = await admin.post('/admin/invitations', {
      name: '伊藤',
      reading: '',
      email: 'Ito@Example.jp',
      title: 'オペレーター',
      ...fields,
    })
    assert.equal(made.status, 303)
    return shownLink('/admin/people')
  }

  async function shownLink(path: string): Promise<string> {
    const page = await (await admin.get(path)).text()
    return (
      /value="http:\/\/localhost(\/invitations\/[\w-]{43})"/.exec(page)?.[1] ??
      assert.fail('no link is shown')
    )
  }

  describe('an invitation', () => {
    test('makes an account with what was granted, signed in at once', async () => {
      await admin.post('/admin/groups', { name: '請求', reading: 'せいきゅう' })
      const link = await invite({ 'role-1': 'agent', 'role-2': 'supervisor', group: '1' })
      const guest = app.browser()
      assert.equal((await guest.get(link)).status, 200)
      assert.equal((await guest.post(link, answer)).status, 303)

      const joined = await db
        .selectFrom('accounts')
        .selectAll()
        .where('email', '=', 'ito@example.jp')
        .executeTakeFirstOrThrow()
      assert.equal(joined.title, 'オペレーター')
      assert.equal(joined.admin_since, null)
      const roles = await db
        .selectFrom('memberships')
        .select(['mailbox_id', 'role'])
        .orderBy('mailbox_id')
        .execute()
      assert.deepEqual(roles, [
        { mailbox_id: 1, role: 'agent' },
        { mailbox_id: 2, role: 'supervisor' },
      ])
      assert.equal((await db.selectFrom('group_members').selectAll().execute()).length, 1)
      assert.equal((await guest.get('/settings')).status, 200)
    })

    test('works once, also when its form is sent twice at the same time', async () => {
      const link = await invite()
      const [a, b] = await Promise.all([app.browser().post(link, answer), app.browser().post(link, answer)])
      assert.deepEqual([a.status, b.status].sort(), [303, 410])
      assert.match(await (await app.browser().get(link)).text(), /使用済み/)
    })

    test('is not used up by looking at it, nor by a weak password', async () => {
      const link = await invite()
      await app.browser().get(link)
      const weak = await app.browser().post(link, { ...answer, password: 'short' })
      assert.equal(weak.status, 422)
      assert.match(await weak.text(), /value="いとう みさき"/)
      assert.equal((await app.browser().post(link, answer)).status, 303)
    })

    test('ends after 72 hours', async () => {
      const link = await invite()
      app.pass(72 * 3_600_000)
      const late = await app.browser().post(link, answer)
      assert.equal(late.status, 410)
      assert.match(await late.text(), /期限が過ぎました/)
    })

    test('altered by one character is unknown', async () => {
      const link = await invite()
      const altered = link.slice(0, -2) + (link.at(-2) === 'A' ? 'B' : 'A') + link.slice(-1)
      assert.equal((await app.browser().get(altered)).status, 404)
      assert.equal((await app.browser().post(altered, answer)).status, 404)
    })

    test('made anew ends the earlier one, and a withdrawn one is unknown', async () => {
      const first = await invite()
      app.pass(1000)
      const second = await invite()
      assert.notEqual(first, second)
      assert.equal((await app.browser().get(first)).status, 404)
      await admin.post('/admin/invitations/withdrawal', { email: 'ito@example.jp' })
      assert.equal((await app.browser().get(second)).status, 404)
    })

    test('for somebody who has an account is refused beside the address', async () => {
      const refused = await admin.post('/admin/invitations', {
        name: 'x',
        reading: '',
        title: '',
        email: 'ADMIN@example.jp',
      })
      assert.equal(refused.status, 422)
      assert.match(await refused.text(), /id="f-email-error"/)
    })

    test('stands in the database as a hash only', async () => {
      const link = await invite()
      const row = await db.selectFrom('invitations').selectAll().executeTakeFirstOrThrow()
      assert.ok(!JSON.stringify(row).includes(link.split('/').at(-1) ?? ''))
    })
  })

  describe('a link for a forgotten password', () => {
    test('changes the password once and signs the person out elsewhere', async () => {
      const ito = app.browser()
      await ito.post(await invite(), answer)
      await admin.post('/admin/people/2/password-link', {})
      const link = await shownLink('/admin/people/2')

      assert.equal((await app.browser().post(link, { password: 'a fresh long password' })).status, 303)

      assert.equal((await ito.get('/settings')).status, 303)
      assert.equal((await app.browser().post('/sessions', { email: 'ito@example.jp', password })).status, 422)
      assert.equal(
        (
          await app
            .browser()
            .post('/sessions', { email: 'ito@example.jp', password: 'a fresh long password' })
        ).status,
        303,
      )
      assert.equal((await app.browser().get(link)).status, 410)
    })
  })
})
