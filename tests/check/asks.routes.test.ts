import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { Role } from '../../src/access/viewer.ts'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { type Cast, openCast } from '../support/cast.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'

const password = 'correct horse battery'
const hashed = hashPassword(password)

let db: Db
let app: TestApp
let cast: Cast
let threadId: number
beforeEach(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  app = appOn(db)
  cast = await openCast(db)
  threadId = (await cast.arrive({ from: '山口 花子 <hanako@shop.example>' })).id
})
afterEach(async () => {
  await app.deps.live.stop()
  await db.destroy()
})
const signedIn = async (role: Role): Promise<Browser> => {
  await addAccount(
    db,
    {
      ...{
        name: role,
        title: '',
        reading: '',
        email: `${role}@minato.example`,
        locale: 'ja',
        isAdmin: false,
      },
      ...{ timeZone: 'Asia/Tokyo', passwordHash: await hashed },
      memberships: [{ mailboxId: cast.support, role }],
    },
    morning,
  )
  const browser = app.browser()
  await browser.post('/sessions', { email: `${role}@minato.example`, password })
  return browser
}
const form = async () => ({
  ...{ to: 'hanako@shop.example', subject: 'Re: 納期について', body: '山口様 {{期限}}\n\n> {{古い}}' },
  ...{ form_token: 'a'.repeat(32), thread_version: await lastEventId(db, threadId), after: 'done' },
})
/** The form on the page, as a browser without script sends it. */
const fieldsOf = (page: string) => {
  const [, question = ''] = /class="composer asks"([\s\S]*?)<\/section>/.exec(page) ?? []
  const fields = [...question.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value.replaceAll('&gt;', '>')]))
}

describe('the question before sending', () => {
  it('is a page of forms: what it carries is what was typed, and sending it sends', async () => {
    const ito = await signedIn('agent')
    const asked = await ito.post(`/threads/${threadId}/replies`, await form())
    const page = await asked.text()
    assert.equal(asked.status, 422)
    assert.ok(page.includes('「{{期限}}」が埋まっていません') && !page.includes('「{{古い}}」'))
    const fields = fieldsOf(page)
    assert.equal(fields.body, '山口様 {{期限}}\n\n> {{古い}}')
    const other = { ...fields, body: `${fields.body}。`, after: 'done' }
    assert.equal((await ito.post(`/threads/${threadId}/replies`, other)).status, 422)
    const sent = await ito.post(`/threads/${threadId}/replies`, { ...fields, after: 'done' })
    assert.equal(sent.status, 303)
    assert.equal((await db.selectFrom('outbox').select('id').execute()).length, 1)
  })

  it('says on the same page what came in meanwhile, and counts from there', async () => {
    const ito = await signedIn('agent')
    const typed = await form()
    await addComment(
      db,
      await cast.viewer(cast.ids.sato),
      { threadId, messageId: null, body: '待ってください' },
      morning,
    )
    const asked = await ito.post(`/threads/${threadId}/replies`, typed)
    const page = await asked.text()
    assert.equal(asked.status, 409)
    assert.ok(page.includes('待ってください') && page.includes('「{{期限}}」が埋まっていません'))
    const sent = await ito.post(`/threads/${threadId}/replies`, { ...fieldsOf(page), after: 'done' })
    assert.equal(sent.status, 303)
  })

  it('comes before approval is asked for as well', async () => {
    const assistant = await signedIn('assistant')
    const asked = await assistant.post(`/threads/${threadId}/approvals`, await form())
    const page = await asked.text()
    assert.equal(asked.status, 422)
    assert.ok(page.includes('このまま承認を依頼'))
    const waits = await assistant.post(`/threads/${threadId}/approvals`, {
      ...fieldsOf(page),
      after: 'done',
    })
    assert.equal(waits.status, 303)
  })
})
