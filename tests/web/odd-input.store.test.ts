import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type TestApp } from './app.ts'

const cookie = 'hoshin_session=sato'
const huge = '9'.repeat(30)

eachDatabase((_name, open) => {
  let cast: Cast
  let app: TestApp
  let threadId: number
  beforeEach(async () => {
    cast = await openCast(await open())
    app = appOn(cast.db, { clock: () => START })
    threadId = (await cast.arrive({})).id
    const session = { hash: tokenHash('sato'), accountId: cast.ids.sato, createdAt: START, seenAt: START }
    await insertSession(cast.db, { ...session, userAgent: '', remoteAddress: '' })
  })
  const post = async (path: string, fields: Record<string, string>, headers = {}) =>
    (await app.browser().post(path, fields, { cookie, ...headers })).status

  test('a number that no id can be is somebody or something unknown, not a surprise', async () => {
    assert.equal(await post(`/threads/${threadId}/merges`, { into: huge }), 422)
    assert.equal(await post(`/threads/${threadId}/policy-requests`, { of: '1.5', body: 'a' }), 422)
    assert.equal(await post(`/threads/${huge}/comments`, { body: 'a' }), 404)
    const found = await app.browser().get('/people/suggestions?q=&thread=1e30', { cookie })
    assert.equal(found.status, 200)
    assert.deepEqual(
      app.lines,
      app.lines.filter((line) => !line.startsWith('error')),
    )
  })

  test('a body that is no form is a form with nothing in it', async () => {
    const json = { 'content-type': 'application/json' }
    assert.equal(await post('/sessions', {}, json), 422)
    assert.equal(await post(`/threads/${threadId}/waits`, {}, json), 422)
  })
})
