import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import type { Db } from '../../src/db/database.ts'
import { noRoute } from '../../src/escalation/route.store.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { applyRules } from '../../src/rule/apply-rules.ts'
import { rulesIn } from '../../src/rule/rule.store.ts'
import { rung } from '../escalation/world.ts'
import { arrivalFrom, inbox, rawMail } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'
const hashed = hashPassword(password)
const path = '/mailboxes/1/rules'
const typed = { act: 'save', name: '責任者希望', body: '責任者', escalate: 'suggest', level: '2' }

eachDatabase((_, open) => {
  let db: Db
  let app: TestApp
  let sato: Browser
  let ito: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    const row = { name: '窓口', address: 'a@example.jp', time_zone: 'Asia/Tokyo', signature: '' }
    await db
      .insertInto('mailboxes')
      .values({ key: 'support', ...row, retired_at: null, created_at: morning })
      .execute()
    const signedIn = async (name: string, role: 'agent' | 'supervisor') => {
      await addAccount(
        db,
        {
          ...{ name, title: '', reading: '', email: `${name}@example.jp`, locale: 'ja', isAdmin: false },
          ...{ timeZone: 'Asia/Tokyo', passwordHash: await hashed, memberships: [{ mailboxId: 1, role }] },
        },
        morning,
      )
      const browser = app.browser()
      await browser.post('/sessions', { email: `${name}@example.jp`, password })
      return browser
    }
    sato = await signedIn('佐藤', 'supervisor')
    ito = await signedIn('伊藤', 'agent')
  })
  const page = async (answer: Response | Promise<Response>) => {
    const done = await answer
    return { status: done.status, to: done.headers.get('location'), text: await done.text() }
  }
  const arrive = async () => {
    const raw = rawMail({ text: '責任者を出してください', at: morning }, 'one')
    const mailbox = await db.selectFrom('mailboxes').selectAll().executeTakeFirstOrThrow()
    const mails = [await arrivalFrom(raw, 1, morning)]
    const { threadIds } = await receiveMessages(db, { mailbox, folder: inbox, mails }, morning)
    return threadIds[0] ?? 0
  }

  describe('the page of rules', () => {
    test('saves a rule switched off, and switches it on', async () => {
      assert.equal((await page(sato.post(path, typed))).status, 303)
      const [kept] = await rulesIn(db, 1)
      assert.equal(kept?.rule.name, '責任者希望')
      assert.equal(kept?.enabled_at, null)
      await sato.post(`${path}/${kept?.id}/state`, { state: 'on' })
      assert.notEqual((await rulesIn(db, 1))[0]?.enabled_at, null)
      const shown = await page(sato.get(`${path}?rule=${kept?.id}`))
      assert.match(shown.text, /責任者希望/)
      assert.match(shown.text, /value="1"/)
    })

    test('says beside its field what cannot be, and keeps what was typed', async () => {
      const shown = await page(sato.post(path, { ...typed, body: '*', review: 'soon' }))
      assert.equal(shown.status, 422)
      assert.match(shown.text, /責任者希望/)
      assert.match(shown.text, /2027-03-31 のように/)
      const stars = await page(sato.post(path, { ...typed, body: '*' }))
      assert.match(stars.text, /すべてのメールに合ってしまいます/)
      assert.deepEqual(await rulesIn(db, 1), [])
    })

    test('tries a rule without saving it, and fills the form with a sample', async () => {
      await arrive()
      const trial = await page(sato.post(path, { ...typed, act: 'try' }))
      assert.match(trial.text, /直近の 1 件のうち 1 件に合います/)
      const sample = await page(sato.post(path, { act: 'sample-call_abuse' }))
      assert.match(sample.text, /暴言・脅し/)
      const route = await page(sato.post('/mailboxes/1/route', { act: 'preset-ops' }))
      assert.equal(route.status, 200)
      assert.match(route.text, /inside_2_level/)
      assert.deepEqual(await rulesIn(db, 1), [])
    })
  })

  describe('the thread', () => {
    test('shows why a level is suggested, fills the form with it, and takes a "wrong"', async () => {
      await sato.post(path, typed)
      await sato.post(`${path}/1/state`, { state: 'on' })
      const route = { ...noRoute, ladder: [rung(2, { title: '係長' })] }
      const version = { mailbox_id: 1, version: 1, author_id: null, created_at: morning }
      await db
        .insertInto('escalation_routes')
        .values({ ...version, body: JSON.stringify(route) })
        .execute()
      const id = await arrive()
      await applyRules(db, () => morning)
      const thread = await page(ito.get(`/threads/${id}`))
      assert.match(thread.text, /ルール「責任者希望」: レベル2（係長）へのエスカレーションを提案/)
      const form = await page(ito.get(`/threads/${id}/escalations/new?message=1&rule=1`))
      assert.match(form.text, /ルール「責任者希望」の提案/)
      await ito.post(`/threads/${id}/rule-hits/1/judgement`, {})
      const after = await page(ito.get(`/threads/${id}`))
      assert.doesNotMatch(after.text, /エスカレーションを提案/)
      assert.match((await page(sato.get(path))).text, /「違う」1 回/)
    })

    test('tells in careful mode that a supervisor sends, beside the hints', async () => {
      await sato.post(path, { ...typed, escalate: '', careful: '1', hints: '事実だけを書く' })
      await sato.post(`${path}/1/state`, { state: 'on' })
      const id = await arrive()
      await applyRules(db, () => morning)
      assert.match((await page(ito.get(`/threads/${id}`))).text, /事実だけを書く/)
      assert.equal((await page(ito.post(`/threads/${id}/careful/end`, {}))).status, 403)
      assert.equal((await page(sato.post(`/threads/${id}/careful/end`, {}))).status, 303)
    })

    test('is put into careful mode by hand, and says who did it, why, and what to heed', async () => {
      const id = await arrive()
      assert.equal((await page(ito.get(`/threads/${id}/careful`))).status, 403)
      assert.equal((await page(ito.post(`/threads/${id}/careful`, { reason: '威圧的' }))).status, 403)
      const hints = '約束をしない'
      const empty = await page(sato.post(`/threads/${id}/careful`, { reason: ' ', hints }))
      assert.equal(empty.status, 422)
      assert.match(empty.text, /理由を入れてください[\s\S]*約束をしない/)
      assert.equal(
        (await page(sato.post(`/threads/${id}/careful`, { reason: '威圧的な電話', hints }))).status,
        303,
      )
      const seen = await page(ito.get(`/threads/${id}`))
      assert.match(seen.text, /慎重対応[\s\S]*約束をしない[\s\S]*佐藤[\s\S]*に開始 · 威圧的な電話/)
      await sato.post(`/threads/${id}/careful/end`, {})
      assert.doesNotMatch((await page(ito.get(`/threads/${id}`))).text, /約束をしない/)
    })
  })

  test('the team reads what was shown to it and confirms that', async () => {
    await sato.post(path, typed)
    await sato.post(`${path}/1/state`, { state: 'on' })
    await sato.post(`${path}/1/state`, { state: 'shown' })
    assert.match((await page(ito.get(`${path}/reading`))).text, /責任者希望/)
    assert.equal((await page(ito.post(`${path}/1/confirmation`, {}))).status, 303)
    assert.match((await page(sato.get(path))).text, /読んだ人 1 \/ 2 人/)
    assert.equal((await page(ito.get(path))).status, 404)
  })
})
