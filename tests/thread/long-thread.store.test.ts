import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import type { Db } from '../../src/db/database.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn } from '../web/app.ts'

const MAILS = 1000
/** That stand open on one page. */
const OPEN = 12

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  let mails: number[]
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
    const [first] = await cast.messages(threadId)
    assert.ok(first)
    const { id: _, ...mail } = first
    const copies = Array.from({ length: MAILS - 1 }, (_, i) => ({
      ...mail,
      message_id: `copy-${i}@shop.example`,
      raw_sha256: `copy-${i}`,
      // Two in the same millisecond, so that time alone does not order them.
      received_at: START + Math.ceil((i + 1) / 2) * MINUTE,
    }))
    for (let i = 0; i < copies.length; i += 250) {
      await db
        .insertInto('messages')
        .values(copies.slice(i, i + 250))
        .execute()
    }
    mails = (await cast.messages(threadId)).map(({ id }) => id)
    await db
      .insertInto('message_bodies')
      .values(mails.slice(1).map((id) => ({ message_id: id, text: `本文 ${id}`, html: null })))
      .execute()
    const session = { hash: tokenHash('ito'), accountId: cast.ids.ito, createdAt: START, seenAt: START }
    await insertSession(db, { ...session, userAgent: '', remoteAddress: '' })
  })
  const page = async (path: string) => {
    const app = appOn(db, { clock: () => START })
    const answer = await app.browser().get(path, { cookie: 'hoshin_session=ito' })
    assert.equal(answer.status, 200)
    const html = await answer.text()
    const link = (query: string) =>
      new RegExp(`href="(/threads/${threadId}\\?[^"]*${query}=\\d+)"`)
        .exec(html)?.[1]
        ?.replaceAll('&amp;', '&')
    return {
      mails: [...html.matchAll(/id="message-(\d+)"/g)].map(([, id]) => Number(id)),
      notes: [...html.matchAll(/id="comment-(\d+)"/g)].map(([, id]) => Number(id)),
      earlier: link('earlier'),
      earlierNotes: link('notes'),
      folded: [...html.matchAll(/earlier=(\d+)#message-\1"/g)].map(([, id]) => Number(id)),
      whole: html.includes('通をまとめて表示'),
    }
  }
  const ascending = (ids: readonly number[]) => ids.toSorted((one, other) => one - other)

  it('a thread of a thousand mails is shown twelve at a time, each of them once', async () => {
    const seen: number[] = []
    let path: string | undefined = `/threads/${threadId}?list=mine`
    while (path) {
      const shown = await page(path)
      assert.equal(shown.mails.length, shown.earlier ? OPEN : MAILS % OPEN)
      if (shown.earlier) assert.match(shown.earlier, /list=mine/)
      seen.push(...shown.mails)
      path = shown.earlier
    }
    assert.deepEqual(seen, mails.toReversed())
  })

  it('who reads the oldest first gets the newest ones too, in their order', async () => {
    await db.updateTable('accounts').set({ newest_first: 0 }).where('id', '=', cast.ids.ito).execute()
    const shown = await page(`/threads/${threadId}`)
    assert.deepEqual(shown.mails, mails.slice(-OPEN))
    assert.deepEqual(shown.folded, mails.slice(-OPEN - 40, -OPEN))
    const before = await page(shown.earlier ?? '')
    assert.deepEqual(before.mails, mails.slice(-2 * OPEN, -OPEN))
  })

  it('forty mails before those that stand open are folded into a line each, which opens them', async () => {
    const shown = await page(`/threads/${threadId}`)
    assert.deepEqual(shown.folded, mails.slice(-OPEN - 40, -OPEN).toReversed())
    const [first] = shown.folded
    assert.equal((await page(`/threads/${threadId}?earlier=${first}`)).mails[0], first)
  })

  it('a thread that fits on a page folds nothing and offers no page of all', async () => {
    const other = await cast.arrive({ subject: '短い件' })
    const shown = await page(`/threads/${other.id}`)
    assert.deepEqual([shown.folded, shown.whole, shown.earlier], [[], false, undefined])
  })

  it('all mails stand on one page for whoever asks for that', async () => {
    assert.ok((await page(`/threads/${threadId}`)).whole)
    const shown = await page(`/threads/${threadId}?whole=1`)
    assert.deepEqual(shown.mails, mails.toReversed())
    assert.deepEqual([shown.folded, shown.whole, shown.earlier], [[], false, undefined])
  })

  it('a message that is asked for is on the page, and the newest page is not left without need', async () => {
    for (const nth of [0, 1, 500, -OPEN - 1]) {
      const shown = await page(`/threads/${threadId}?message=${mails.at(nth)}`)
      assert.equal(shown.mails[0], mails.at(nth))
    }
    for (const id of [mails.at(-OPEN), mails.at(-1), 0]) {
      const shown = await page(`/threads/${threadId}?message=${id}`)
      assert.deepEqual(shown.mails, mails.slice(-OPEN).toReversed())
    }
  })

  it('a comment that is asked for is on the page', async () => {
    const [at, loose] = [mails[10] ?? 0, START + 8 * MINUTE + 1]
    for (const [message, created] of [
      [at, START + MINUTE],
      [null, loose],
      [null, START + MAILS * MINUTE],
      [at, START + MAILS * MINUTE],
    ] as const) {
      const id = await note(db, threadId, cast.ids.ito, message, created)
      assert.ok((await page(`/threads/${threadId}?comment=${id}`)).notes.includes(id))
    }
  })

  it('a message that is not of this thread stands for the newest', async () => {
    const other = await cast.arrive({ subject: '別の件' }, { mailbox: cast.billing })
    const [foreign] = await cast.messages(other.id)
    const shown = await page(`/threads/${threadId}?earlier=${foreign?.id}`)
    assert.deepEqual(shown.mails, mails.slice(-OPEN).toReversed())
  })

  it('a comment stands with its mail, and with what was written in its time', async () => {
    const at = (messageId: number | null, created: number) =>
      note(db, threadId, cast.ids.ito, messageId, created)
    const old = await at(mails[10] ?? 0, START + MINUTE)
    const late = await at(mails[10] ?? 0, START + MAILS * MINUTE)
    const loose = await at(null, START + 4 * MINUTE)
    assert.deepEqual((await page(`/threads/${threadId}`)).notes, [late], 'what is new is in sight')
    const shown = await page(`/threads/${threadId}?earlier=${mails[11]}`)
    assert.deepEqual(ascending(shown.notes), ascending([old, late, loose]))
  })

  it('many comments are shown two hundred at a time, each of them once', async () => {
    const newest = mails.at(-1) ?? 0
    const notes: number[] = []
    for (let i = 0; i < 450; i++) notes.push(await note(db, threadId, cast.ids.ito, newest, START + i))
    const seen: number[] = []
    let path: string | undefined = `/threads/${threadId}`
    while (path) {
      const shown = await page(path)
      assert.ok(shown.notes.length <= 200 && shown.mails.includes(newest))
      seen.push(...shown.notes)
      path = shown.earlierNotes
    }
    assert.deepEqual(ascending(seen), notes)
  })
})

async function note(db: Db, thread_id: number, author_id: number, message_id: number | null, at: number) {
  const { id } = await db
    .insertInto('comments')
    .values({ thread_id, author_id, message_id, body: '覚え書き', created_at: at, edited_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
