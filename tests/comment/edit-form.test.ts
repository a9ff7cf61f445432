import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { appOn, type Browser, type TestApp } from '../web/app.ts'

let cast: Cast
let app: TestApp
let commentId: number
beforeEach(async () => {
  const db = openSqlite(':memory:')
  await migrate(db)
  cast = await openCast(db)
  app = appOn(db, { clock: () => START })
  for (const [name, accountId] of Object.entries(cast.ids)) {
    const session = { hash: tokenHash(name), accountId, createdAt: START, seenAt: START }
    await insertSession(db, { ...session, userAgent: '', remoteAddress: '' })
  }
  const { id: threadId } = await cast.arrive({})
  const comment = { threadId, messageId: null, body: '確認します' }
  const added = await addComment(db, await cast.viewer(cast.ids.ito), comment, START)
  assert.ok('commentId' in added)
  commentId = added.commentId
})
afterEach(() => cast.db.destroy())

const as = (who: keyof Cast['ids']) => ({ cookie: `hoshin_session=${who}` })
const edit = (who: keyof Cast['ids']) => app.browser().get(`/comments/${commentId}/edit`, as(who))
const send = (who: keyof Cast['ids'], body: string): ReturnType<Browser['post']> =>
  app.browser().post(`/comments/${commentId}`, { body }, as(who))

test('the form to edit a comment is its author’s', async () => {
  assert.match(await (await edit('ito')).text(), /<textarea[^>]*>確認します</)
  assert.deepEqual([(await edit('tanaka')).status, (await edit('stranger')).status], [404, 404])
})

test('whoever sends it for another’s comment is told so, whatever they wrote', async () => {
  assert.deepEqual([(await send('tanaka', '')).status, (await send('tanaka', '変更')).status], [403, 403])
  assert.deepEqual([(await send('stranger', '')).status, (await send('stranger', '変更')).status], [404, 404])
  assert.equal((await send('ito', '')).status, 422)
})
