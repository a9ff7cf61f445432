import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { appOn, type TestApp } from './app.ts'

let db: Db
let app: TestApp
before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  app = appOn(db)
})
after(() => db.destroy())

const comment = { body: '返金の件です。\n"至急" <b>お願いします', message: '7' }

test('a form whose session ended while it was written comes back with all that was typed', async () => {
  const answer = await app.browser('en').post('/threads/7/comments?mailbox=1', comment)
  const page = await answer.text()
  assert.equal(answer.status, 401)
  assert.match(page, /<form method="post" action="\/threads\/7\/comments\?mailbox=1"/)
  assert.match(
    page,
    /<textarea[^>]* name="body"[^>]*>返金の件です。\n&quot;至急&quot; &lt;b&gt;お願いします</,
  )
  assert.match(page, /<input type="hidden" name="message" value="7"/)
  assert.match(page, /href="\/sign-in\?next=[^"]*" target="_blank"/)
})

test('a page with a script is not sent away from what is being typed, and no draft counts as saved', async () => {
  const answer = await app.browser().post('/threads/7/draft', comment, { 'hx-request': 'true' })
  assert.equal(answer.headers.get('hx-redirect'), null)
  assert.equal(answer.ok, false)
})

test('a password that was typed is not given back', async () => {
  const fields = { present_password: 'one horse battery', new_password: 'two horse battery' }
  const page = await (await app.browser().post('/settings/password', fields)).text()
  assert.doesNotMatch(page, /horse battery/)
})

test('somebody without a session hears nothing of what there is', async () => {
  const answers = await Promise.all(
    ['/threads/1/status', '/no/such/form'].map((path) => app.browser().post(path, { status: 'done' })),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [401, 401],
  )
})
