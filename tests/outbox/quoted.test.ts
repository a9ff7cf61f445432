import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { openReply } from '../../src/outbox/reply-view.ts'
import { makeReader } from '../../views/reader.ts'
import { type Cast, HOUR, openCast, START } from '../support/cast.ts'

let db: Db
let cast: Cast
before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  cast = await openCast(db)
})
after(() => db.destroy())

const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })

async function twoMails() {
  const thread = await cast.arrive({ messageId: 'one@shop.example', text: '最初の質問です。' })
  await cast.arrive({ inReplyTo: '<one@shop.example>', text: '二つ目の質問です。', at: START + HOUR })
  const [first] = await cast.messages(thread.id)
  return { thread: await cast.thread(thread.id), first: first?.id ?? 0 }
}

const opened = async (thread: Awaited<ReturnType<typeof twoMails>>['thread'], quote: number | null) => {
  const reply = await openReply(db, await cast.viewer(cast.ids.ito), reader, thread, {}, { quote })
  assert.ok(reply.state === 'open')
  return reply
}

test('a reply that quotes an earlier mail quotes that one', async () => {
  const { thread, first } = await twoMails()
  const { values } = await opened(thread, first)
  assert.match(values.body, /^> 最初の質問です。/m)
  assert.doesNotMatch(values.body, /二つ目/)
})

test('no mail of another thread is quoted', async () => {
  const { thread } = await twoMails()
  const secret = await cast.arrive({ text: '社外秘です。' }, { mailbox: cast.billing })
  const [foreign] = await cast.messages(secret.id)
  const { values, quote } = await opened(thread, foreign?.id ?? 0)
  assert.equal(values.body, '')
  assert.doesNotMatch(quote ?? '', /社外秘/)
})

test('a draft that has its quote is not given it again', async () => {
  const { thread, first } = await twoMails()
  const { values } = await opened(thread, first)
  const draft = { threadId: thread.id, text: values, threadVersion: 1, filesLimit: 0 }
  await saveDraft(db, await cast.viewer(cast.ids.ito), draft, START)
  assert.equal((await opened(thread, first)).values.body, values.body)
})
