import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import { keptCalendar } from '../../src/business-time/calendar.store.ts'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'
const hashed = hashPassword(password)

/** Monday to Friday, 9 to 18, as the form sends it. */
const office = {
  version: '0',
  timeZone: 'Asia/Tokyo',
  region: 'JP',
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((day) => [
      [`hours_${day}_0_opens`, '9:00'],
      [`hours_${day}_0_closes`, '18:00'],
    ]),
  ),
}

eachDatabase((_, open) => {
  let db: Db
  let app: TestApp
  let admin: Browser
  let sato: Browser
  let ito: Browser
  beforeEach(async () => {
    db = await open()
    app = appOn(db)
    for (const key of ['support', 'billing']) {
      const row = { name: key, address: `${key}@example.jp`, time_zone: 'Asia/Tokyo', signature: '' }
      await db
        .insertInto('mailboxes')
        .values({ key, ...row, retired_at: null, created_at: morning })
        .execute()
    }
    const common = {
      reading: '',
      title: '',
      locale: 'ja',
      timeZone: 'Asia/Tokyo',
      passwordHash: await hashed,
    } as const
    const signedIn = async (name: string, isAdmin: boolean, role: 'agent' | 'supervisor' | null) => {
      const memberships = role ? [{ mailboxId: 1, role }] : []
      await addAccount(db, { ...common, name, email: `${name}@example.jp`, isAdmin, memberships }, morning)
      const browser = app.browser()
      await browser.post('/sessions', { email: `${name}@example.jp`, password })
      return browser
    }
    admin = await signedIn('admin', true, null)
    sato = await signedIn('sato', false, 'supervisor')
    ito = await signedIn('ito', false, 'agent')
  })

  const send = (browser: Browser, fields: Record<string, string>) =>
    browser.post('/mailboxes/1/hours', { ...office, ...fields })
  const kept = () => keptCalendar(db, 1)
  const page = async (answer: Response | Promise<Response>) => {
    const { status } = await answer
    return { status, text: await (await answer).text() }
  }

  describe('the page of the hours', () => {
    test('is there for the supervisor and for administrators, and for nobody else', async () => {
      assert.equal((await sato.get('/mailboxes/1/hours')).status, 200)
      assert.equal((await admin.get('/mailboxes/2/hours')).status, 200)
      for (const path of ['/mailboxes/1/hours', '/mailboxes/2/hours', '/mailboxes/99/hours']) {
        assert.equal((await ito.get(path)).status, 404)
        assert.equal((await ito.post(path, office)).status, 404)
      }
      assert.equal((await sato.get('/mailboxes/2/hours')).status, 404)
      assert.equal((await send(sato, { act: 'copy', copy_from: '2' })).status, 404)
    })

    test('says whether it is open now, by the mailbox’s clock', async () => {
      // Monday 23 November 2026, 10:00, is a holiday.
      const { text } = await page(sato.get('/mailboxes/1/hours'))
      assert.match(text, /今日は「勤労感謝の日」のため休みです。次の営業開始は 11\/24\(火\) 9:00 です。/)
      app.pass(24 * 3_600_000)
      assert.match(
        (await page(sato.get('/mailboxes/1/hours'))).text,
        /いまは営業時間内です。11\/24\(火\) 18:00 に/,
      )
    })

    test('saves what was sent, and says so', async () => {
      const answer = await send(sato, {
        closing_4_from: '2026/12/29',
        closing_4_until: '2027-01-03',
        closing_4_yearly: 'yes',
        closing_4_name: '年末年始',
      })
      assert.equal(answer.headers.get('location'), '/mailboxes/1/hours?done=saved')
      const { definition, version } = await kept()
      assert.equal(version, 1)
      assert.deepEqual(definition.closings, [
        { from: '2026-12-29', until: '2027-01-03', yearly: true, name: '年末年始' },
      ])
      const { text } = await page(sato.get('/mailboxes/1/hours'))
      assert.match(text, /12\/29\(火\)〜2027\/1\/3\(日\)[\s\S]*年末年始/)
    })

    test('takes a closing day in the past, and says what that does', async () => {
      const answer = await send(sato, { closing_0_from: '2026-11-20' })
      assert.equal(answer.headers.get('location'), '/mailboxes/1/hours?done=past')
      assert.match((await page(sato.get('/mailboxes/1/hours?done=past'))).text, /その日までさかのぼって/)
    })

    test('asks about hours that end before they begin, and takes the answer', async () => {
      const night = { hours_6_0_opens: '22:00', hours_6_0_closes: '6:00' }
      const asked = await page(send(sato, night))
      assert.equal(asked.status, 422)
      assert.match(asked.text, /翌日の 6:00 までですか/)
      assert.match(asked.text, /value="22:00"/)
      assert.equal((await kept()).version, 0)
      await send(sato, { ...night, hours_6_0_overnight: 'yes' })
      assert.deepEqual((await kept()).definition.week[6], [{ opens: 1320, closes: 1800 }])
    })

    test('asks before it saves that the mailbox never opens', async () => {
      const empty = { version: '0', timeZone: 'Asia/Tokyo', region: '' }
      const asked = await page(sato.post('/mailboxes/1/hours', empty))
      assert.equal(asked.status, 422)
      assert.match(asked.text, /どの案件にも期限が来ません/)
      assert.match(asked.text, /営業時間がなくても保存する/)
      assert.equal((await kept()).version, 0)
      assert.equal((await sato.post('/mailboxes/1/hours', { ...empty, never: 'yes' })).status, 303)
      assert.deepEqual((await kept()).definition.week.flat(), [])
    })

    test('asks the same where one closing covers all years to come', async () => {
      const asked = await page(send(sato, { closing_0_from: '2026-01-01', closing_0_until: '2199-12-31' }))
      assert.match(asked.text, /営業時間がなくても保存する/)
    })

    test('adds and removes rows without saving, and keeps what was typed', async () => {
      const typed = { closing_0_from: '2026-08-13', closing_1_from: '2026-08-14', closing_1_name: '夏季休業' }
      const added = await page(send(sato, { ...typed, act: 'add-closing' }))
      assert.equal(added.status, 200)
      assert.match(added.text, /name="closing_2_from"[^>]*autofocus/)
      const removed = await page(send(sato, { ...typed, act: 'remove-closing_0' }))
      assert.match(removed.text, /name="closing_0_name" value="夏季休業"/)
      assert.doesNotMatch(removed.text, /2026-08-13/)
      assert.equal((await kept()).version, 0)
    })

    test('shows what saving would mean, without saving', async () => {
      const { text } = await page(send(sato, { region: 'DE-BY', timeZone: 'Europe/Berlin', act: 'check' }))
      assert.match(text, /この内容で保存した場合/)
      assert.match(text, /Epiphany/)
      assert.match(text, /時刻は Europe\/Berlin のものです/)
      assert.equal((await kept()).version, 0)
    })

    test('copies another mailbox’s hours into the form', async () => {
      await admin.post('/mailboxes/2/hours', { ...office, hours_1_0_opens: '7:15' })
      const { text } = await page(
        admin.post('/mailboxes/1/hours', { ...office, act: 'copy', copy_from: '2' }),
      )
      assert.match(text, /value="7:15"/)
      assert.match(text, /まだ保存していません/)
      assert.equal((await kept()).version, 0)
    })

    test('keeps what was typed when somebody else was quicker, and names them', async () => {
      await send(admin, { hours_1_0_opens: '8:00' })
      const late = await page(send(sato, { hours_1_0_opens: '7:00' }))
      assert.equal(late.status, 422)
      assert.match(late.text, /adminが営業時間を変えました/)
      assert.match(late.text, /value="7:00"/)
      assert.match(late.text, /name="version" value="1"/)
      assert.equal((await send(sato, { hours_1_0_opens: '7:00', version: '1' })).status, 303)
    })

    test('refuses a zone that nobody knows, and thousands of closing days, in words', async () => {
      const zone = await page(send(sato, { timeZone: 'Asia/Edo' }))
      assert.match(zone.text, /タイムゾーンを一覧から選んでください/)
      const days = Array.from({ length: 3000 }, (_, n) => [`closing_${n}_from`, '2027-08-13'])
      const many = await page(send(sato, Object.fromEntries(days)))
      assert.equal(many.status, 422)
      assert.match(many.text, /休業日と臨時営業日は 500 件まで/)
      const more = Array.from({ length: 50_000 }, (_, n) => [`closing_${n}_from`, '2027-08-13'])
      assert.equal((await send(sato, Object.fromEntries(more))).status, 413)
      assert.equal((await kept()).version, 0)
    })

    test('of a change stands in the administrators’ record', async () => {
      await send(sato, { region: '' })
      assert.match((await page(admin.get('/admin/events'))).text, /「support」: 祝日の国・地域を変更/)
    })
  })
})
