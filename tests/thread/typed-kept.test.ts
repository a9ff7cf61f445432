import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { appOn, type TestApp } from '../web/app.ts'

let cast: Cast
let app: TestApp
let threadId: number
beforeEach(async () => {
  const db = openSqlite(':memory:')
  await migrate(db)
  cast = await openCast(db)
  app = appOn(db, { clock: () => START })
  threadId = (await cast.arrive({})).id
  const session = { hash: tokenHash('ito'), accountId: cast.ids.ito, createdAt: START, seenAt: START }
  await insertSession(db, { ...session, userAgent: '', remoteAddress: '' })
})

afterEach(() => cast.db.destroy())

const post = (path: string, fields: Record<string, string>) =>
  app.browser().post(path, fields, { cookie: 'hoshin_session=ito' })

const commentHolding = (words: string) => new RegExp(`<textarea id="comment-new-body"[^>]*>${words}<`)

test('an answer to a wait that somebody ended meanwhile can still be posted as a comment', async () => {
  const ito = await cast.viewer(cast.ids.ito)
  const party = { name: '物流会社', address: null }
  const opened = await openWait(cast.db, ito, { threadId, party, question: 'いつ届く？', dueAt: null }, START)
  assert.ok('waitId' in opened)
  const ended = { waitId: opened.waitId, answer: '明日' }
  await endWait(cast.db, await cast.viewer(cast.ids.tanaka), ended, START)
  const answer = await post(`/waits/${opened.waitId}/end`, { answer: '明後日の午後です' })
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), commentHolding('明後日の午後です'))
})

test('a policy written by somebody who may not set it can still be posted as a comment', async () => {
  const answer = await post(`/threads/${threadId}/policies`, { instruction: '値引きは 5% まで' })
  const page = await answer.text()
  assert.equal(answer.status, 403)
  assert.match(page, /佐藤 恵/)
  assert.match(page, commentHolding('値引きは 5% まで'))
})

test('reloading after a form was refused leads back to where it stood', async () => {
  const reload = (path: string) => app.browser().get(path, { cookie: 'hoshin_session=ito' })
  const where = async (path: string) => (await reload(path)).headers.get('location')
  const query = '?mailbox=1&status=new'
  assert.equal(await where(`/threads/${threadId}/replies${query}`), `/threads/${threadId}/reply${query}`)
  assert.equal(await where(`/threads/${threadId}/draft`), `/threads/${threadId}/reply`)
  for (const form of ['comments', 'policies', 'policy-requests', 'waits', 'status', 'splits', 'merges']) {
    assert.equal(await where(`/threads/${threadId}/${form}${query}`), `/threads/${threadId}${query}`)
  }
  assert.equal(await where(`/inbox/bulk${query}`), `/inbox${query}`)
  assert.equal(await where('/comments/7'), '/comments/7/edit')
  assert.equal((await reload(`/threads/${threadId}/policies/new`)).status, 200)
})
