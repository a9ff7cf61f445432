import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser } from '../web/app.ts'
import { type Desk, openDesk } from './desk.ts'

const admin = {
  name: '管理 花子',
  reading: '',
  email: 'admin@minato.example',
  password: 'correct horse battery',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
}

eachDatabase((_name, open) => {
  let desk: Desk
  let browser: Browser
  beforeEach(async () => {
    const db = await open()
    browser = appOn(db).browser()
    await browser.post('/first-run', admin)
    desk = await openDesk(db)
  })
  const unread = async () => {
    const rows = await desk.db.selectFrom('notifications').select('id').where('read_at', 'is', null).execute()
    return rows.map((row) => row.id)
  }

  test('the page leads to the comment that calls', async () => {
    const commentId = await desk.mention('@管理 花子 ご確認ください。')
    const page = await (await browser.get('/notifications')).text()
    assert.match(
      page,
      new RegExp(`href="/threads/${desk.threadId}\\?comment=${commentId}#comment-${commentId}"`),
    )
    assert.match(page, /複合機の納期遅れについて/)
  })

  test('without an id all are read, with one only that', async () => {
    for (let n = 0; n < 3; n++) await desk.mention(`@管理 花子 ${n}`)
    const [first, ...rest] = await unread()
    const answer = await browser.post('/notifications/read', { id: String(first) })
    assert.equal(answer.headers.get('location'), '/notifications')
    assert.deepEqual(await unread(), rest)
    await browser.post('/notifications/read', {})
    assert.deepEqual(await unread(), [])
  })

  test('an id that is none reads nothing', async () => {
    await desk.mention('@管理 花子 ご確認ください。')
    await browser.post('/notifications/read', { id: 'all of them' })
    assert.equal((await unread()).length, 1)
  })
})
