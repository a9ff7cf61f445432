import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { openCast } from '../support/cast.ts'
import { appOn, type Browser, type TestApp } from '../web/app.ts'

let db: Db
let app: TestApp
let admin: Browser

before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  app = appOn(db)
  admin = app.browser()
  const me = { name: '管理', reading: '', email: 'boss@example.jp', password: 'correct horse battery' }
  await admin.post('/first-run', { ...me, locale: 'ja', timeZone: 'Asia/Tokyo' })
  const cast = await openCast(db)
  await cast.arrive({
    subject: '<b>太字</b>の件',
    text: '見積書 <script>alert(1)</script> を送ってください。',
  })
  await indexDue(db)
})
after(async () => {
  await app.deps.live.stop()
  await db.destroy()
})

const page = async (query: string) => {
  const answer = await admin.get(`/search?${new URLSearchParams({ q: query })}`)
  return { status: answer.status, text: await answer.text() }
}

test('a page without a query says what may be looked for, and how', async () => {
  const { status, text } = await page('')
  assert.equal(status, 200)
  assert.match(text, /何をお探しですか/)
  assert.match(text, /<section class="find-help">/)
})

test('a hit stands with its words marked and everything else escaped', async () => {
  const { status, text } = await page('見積書 太字')
  assert.equal(status, 200)
  assert.match(text, /<mark>見積書<\/mark> &lt;script&gt;/)
  assert.match(text, /&lt;b&gt;<mark>太字<\/mark>&lt;\/b&gt;の件/)
  assert.doesNotMatch(text, /<script>alert/)
})

test('what is wrong with a query is told with its place, and the query stays in its field', async () => {
  const { status, text } = await page('見積 "未完')
  assert.equal(status, 422)
  assert.match(text, /4 文字目/)
  assert.match(text, /value="見積 &quot;未完"/)
})

for (const [name, query] of [
  ['ten thousand characters', 'あ'.repeat(10_000)],
  ['an unbalanced quote', '"'],
  ['signs alone', '!!! ***'],
  ['emoji', '🎉👩‍👩‍👧'],
  ['an unknown operator', 'urgency:急ぎ'],
] as const) {
  test(`${name} gets a sentence, not an error`, async () => {
    const { status, text } = await page(query)
    assert.equal(status, 422)
    assert.match(text, /id="find-wrong" role="alert"/)
  })
}

for (const query of [
  `'; drop table threads; --`,
  `見積書') or 1=1`,
  `subject NEAR(a b) AND * OR ^x`,
  `{subject body} : x`,
  `a <-> b & !c | (d)`,
  `\\' \\0 %00 ${'\0'}見積書`,
  `#m1 ~会 d20000`,
]) {
  test(`the language of a database is only words: ${JSON.stringify(query)}`, async () => {
    const { status } = await page(query)
    assert.equal(status, 200)
    assert.equal((await db.selectFrom('threads').select('id').execute()).length, 1)
  })
}

test('the place of a mistake is marked within the query', async () => {
  const { text } = await page('見積 期限:明日 納期')
  assert.match(text, /見積 <u>期限:明日<\/u> 納期/)
})

test('a search is kept, shown by its name, changed and removed', async () => {
  const kept = await admin.post('/searches', {
    name: '見積もの',
    query: '見積',
    sorting: 'newest',
    mailbox: '',
  })
  const address = kept.headers.get('location') ?? ''
  assert.equal(kept.status, 303)
  const shown = await (await admin.get(address)).text()
  assert.match(shown, /<h1>見積もの<\/h1>/)
  assert.match(shown, /<mark>見積<\/mark>/)
  const id = /saved=(\d+)/.exec(address)?.[1] ?? ''
  const other = await (await admin.get(`/search?saved=${id}&q=太字`)).text()
  assert.match(other, /表示中の条件は、保存した条件と異なります/)
  const change = { name: '太字もの', query: '太字', sorting: 'best', mailbox: '', version: '1' }
  assert.equal((await admin.post(`/searches/${id}`, change)).status, 303)
  assert.equal((await admin.post(`/searches/${id}`, change)).status, 409)
  assert.equal((await admin.post(`/searches/${id}/removals`, {})).status, 303)
  assert.equal((await admin.post(`/searches/${id}/removals`, {})).status, 404)
})

test('a search without a name is refused, and what was asked stays', async () => {
  const answer = await admin.post('/searches', { name: ' ', query: '見積', sorting: 'newest', mailbox: '' })
  assert.equal(answer.status, 422)
  const text = await answer.text()
  assert.match(text, /名前を入力してください/)
  assert.match(text, /value="見積"/)
})

test('the list of ways to go on is a list alone', async () => {
  const answer = await admin.get(
    `/search/suggestions?${new URLSearchParams({ q: 'ステータス:対', at: '7' })}`,
  )
  assert.match(
    await answer.text(),
    /^<div class="find-choices" role="listbox".*data-text="ステータス:対応中 "/,
  )
})

test('a cursor that nobody wrote begins at the top', async () => {
  const answer = await admin.get('/search?q=%E8%A6%8B%E7%A9%8D&after=%27%3Bx')
  assert.match(await answer.text(), /<mark>見積<\/mark>/)
})

test('who is not signed in is asked to sign in', async () => {
  const answer = await app.browser().get('/search?q=x')
  assert.equal(answer.status, 303)
  assert.match(answer.headers.get('location') ?? '', /^\/sign-in/)
})
