import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import type { Db } from '../../src/db/database.ts'
import { presentRoute } from '../../src/escalation/route.store.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'
const hashed = hashPassword(password)
const path = '/mailboxes/1/route'

eachDatabase((_, open) => {
  let db: Db
  let app: TestApp
  let sato: Browser
  let kondo: Browser
  let ito: Browser
  const ids: Record<string, number> = {}
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    const row = { name: '窓口', address: 'a@example.jp', time_zone: 'Asia/Tokyo', signature: '' }
    await db
      .insertInto('mailboxes')
      .values({ key: 'support', ...row, retired_at: null, created_at: morning })
      .execute()
    const signedIn = async (name: string, role: 'agent' | 'supervisor', title: string) => {
      const added = await addAccount(
        db,
        {
          ...{ name, title, reading: '', email: `${name}@example.jp`, locale: 'ja', isAdmin: false },
          ...{ timeZone: 'Asia/Tokyo', passwordHash: await hashed, memberships: [{ mailboxId: 1, role }] },
        },
        morning,
      )
      ids[name] = 'accountId' in added ? added.accountId : 0
      const browser = app.browser()
      await browser.post('/sessions', { email: `${name}@example.jp`, password })
      return browser
    }
    sato = await signedIn('佐藤', 'supervisor', '係長')
    kondo = await signedIn('近藤', 'supervisor', '課長')
    ito = await signedIn('伊藤', 'agent', '')
  })

  const fields = (change: Record<string, string> = {}) => ({
    ...{ version: '0', repeat: '30', remind: '60', expert: '2', urgent: 'yes' },
    ...{ inside_0_level: '2', inside_0_title: '係長', inside_0_accept: '30', inside_0_decide: '120' },
    ...{ inside_0_primary: String(ids.佐藤), inside_0_backup: String(ids.近藤) },
    ...change,
  })
  const page = async (answer: Promise<Response>) => {
    const done = await answer
    return { status: done.status, to: done.headers.get('location'), text: await done.text() }
  }

  describe('the page of a route', () => {
    test('is there for the mailbox’s supervisors, and for no agent', async () => {
      for (const rest of ['', '/versions']) {
        assert.equal((await sato.get(path + rest)).status, 200)
        assert.equal((await ito.get(path + rest)).status, 404)
      }
      assert.equal((await ito.post(path, fields())).status, 404)
      assert.equal((await ito.post(`${path}/running`, { version: '1' })).status, 404)
    })

    test('draws who would be called and when', async () => {
      await sato.post(path, fields())
      const { text } = await page(sato.get(path))
      // Ten o'clock on a holiday: it waits for Tuesday's nine o'clock unless it is urgent.
      assert.match(text, /いま、緊急度「今すぐ」で上げると[\s\S]*?近藤[\s\S]*?10:30 に全権移譲/)
      assert.match(text, /次の営業時間（明日 09:00）|11\/24 09:30 に全権移譲/)
    })

    test('keeps what was typed and says beside the row what to do', async () => {
      const wrong = await page(sato.post(path, fields({ inside_0_backup: '', inside_0_accept: 'すぐ' })))
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /id="f-inside_0_backup-error"[\s\S]*?代行を選んでください/)
      assert.match(wrong.text, /id="f-inside_0_accept-error"[\s\S]*?分数にしてください/)
      assert.match(
        wrong.text,
        /name="inside_0_accept"[^>]*value="すぐ"|value="すぐ"[^>]*name="inside_0_accept"/,
      )
      assert.equal(await presentRoute(db, 1), null)
    })

    test('keeps what the second of two typed, and lets them save it over the first', async () => {
      await sato.post(path, fields())
      const late = await page(kondo.post(path, fields({ inside_0_title: '主任' })))
      assert.equal(late.status, 422)
      assert.match(late.text, /佐藤が第 1 版を保存しました/)
      assert.match(late.text, /value="主任"/)
      assert.match(late.text, /name="version" value="1"/)
      const again = await page(kondo.post(path, fields({ inside_0_title: '主任', version: '1' })))
      assert.equal(again.to, `${path}?done=saved`)
      const { text } = await page(kondo.get(`${path}/versions`))
      assert.match(text, /レベル 2 の呼び名: 係長 → 主任/)
    })

    test('checks without saving, and draws what was typed', async () => {
      const { text } = await page(sato.post(path, fields({ act: 'check' })))
      assert.match(text, /この内容で保存した場合に起きること/)
      assert.equal(await presentRoute(db, 1), null)
    })

    test('fills in a preset by title', async () => {
      const { text } = await page(sato.post(path, { version: '0', act: 'preset-five' }))
      assert.match(text, new RegExp(`name="inside_0_primary"(?:.|\\n)*?value="${ids.佐藤}" selected`))
      assert.match(text, /まだ保存されません|人を選んで保存/)
    })

    test('warns at the top and beside the row of what may be meant', async () => {
      const { urgent: _, ...without } = fields()
      assert.equal((await sato.post(path, without)).headers.get('location'), `${path}?done=saved`)
      const { text } = await page(sato.get(path))
      assert.match(text, /このルートは止まるおそれがあります/)
      assert.match(text, /id="f-urgent-warning"/)
    })
  })

  describe('the page of absences', () => {
    const away = (change: Record<string, string> = {}) => ({
      ...{ person: String(ids.佐藤), deputy: String(ids.近藤), note: '' },
      ...{ from: '2026-11-23T00:00', until: '2026-11-26T00:00', ...change },
    })

    test('shows who is away beside their name where people are chosen', async () => {
      const set = await sato.post('/absences', away())
      assert.match(set.headers.get('location') ?? '', /^\/absences\?done=saved/)
      assert.match((await page(sato.get(path))).text, /佐藤 係長 · 不在 11\/25まで 代理: 近藤/)
      assert.match((await page(ito.get('/absences'))).text, /代理 近藤/)
    })

    test('names the circle that deputies would make, and keeps what was typed', async () => {
      await sato.post('/absences', away())
      const back = away({ person: String(ids.近藤), deputy: String(ids.佐藤), note: '出張' })
      const { status, text } = await page(kondo.post('/absences', back))
      assert.equal(status, 422)
      assert.match(text, /近藤 → 佐藤 → 近藤/)
      assert.match(text, /value="出張"/)
    })

    test('lets an agent set their own and nobody else’s', async () => {
      assert.equal((await ito.post('/absences', away())).status, 404)
      assert.equal((await ito.post('/absences', away({ person: '' }))).status, 303)
    })
  })
})
