import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { appOn, type TestApp } from '../web/app.ts'

let db: Db
let cast: Cast
let app: TestApp
before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  cast = await openCast(db)
  const file = { bytes: Buffer.from('PDF'), contentType: 'application/pdf', filename: '' }
  app = appOn(db, {
    clock: () => START,
    mailReader: {
      parse: () => Promise.reject(new Error('no mail is read here')),
      attachment: async () => file,
      close: async () => {},
    },
  })
  for (const [name, accountId] of Object.entries(cast.ids)) {
    const session = { hash: tokenHash(name), accountId, createdAt: START, seenAt: START }
    await insertSession(db, { ...session, userAgent: '', remoteAddress: '' })
  }
})
after(() => db.destroy())

const get = (path: string, who: keyof Cast['ids']) =>
  app.browser().get(path, { cookie: `hoshin_session=${who}` })

async function attached(filename: string): Promise<string> {
  const thread = await cast.arrive({})
  const [message] = await cast.messages(thread.id)
  const { id } = await db
    .insertInto('attachments')
    .values({
      message_id: message?.id ?? 0,
      position: 0,
      filename,
      content_type: 'application/pdf',
      size: 3,
      sha256: '',
      content_id: null,
      inline: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return `/attachments/${id}`
}

test('a file is a download under its own name, whatever is in it', async () => {
  const answer = await get(await attached('見積"書\\/😀.pdf'), 'ito')
  assert.equal(
    answer.headers.get('content-disposition'),
    `attachment; filename="________.pdf"; filename*=UTF-8''${encodeURIComponent('見積_書__😀.pdf')}`,
  )
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
})

test('a name too long is cut between characters and keeps its ending', async () => {
  const answer = await get(await attached(`a${'😀'.repeat(110)}.pdf`), 'ito')
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-disposition') ?? '', /\.pdf$/)
})

test('what one person opened is not shown from the browser’s store to the next who signs in', async () => {
  const file = await attached('a.pdf')
  const headers = (await get(file, 'ito')).headers
  assert.match(headers.get('cache-control') ?? '', /^private/)
  assert.match(headers.get('vary') ?? '', /\bCookie\b/)
  assert.equal((await get(file, 'stranger')).status, 404)
})
