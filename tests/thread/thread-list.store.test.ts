import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { railFacts } from '../../src/mailbox/rail.store.ts'
import { markThreadRead } from '../../src/notification/read-notifications.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { type Status, statuses } from '../../src/thread/status.ts'
import { listThreads } from '../../src/thread/thread-list.store.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { countInWords, type ListName } from '../../views/shown.ts'
import { arrivalFrom, type Cast, MINUTE, openCast, rawMail, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { tabsOf } from './tabs.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })

  async function listed(
    accountId: number,
    list: ListName | null,
    status: Status | null = null,
    mailboxId: number | null = null,
  ): Promise<number[]> {
    const query = { mailboxId, status, list, after: null }
    const { rows } = await listThreads(db, await cast.viewer(accountId), query, START)
    return rows.map((row) => row.id).sort((a, b) => a - b)
  }
  const counts = async (accountId: number) => workCounts(db, await cast.viewer(accountId), START)
  const brokenMail = async (uid: number, references: string | null = null) => {
    const raw = rawMail({ ...(references && { inReplyTo: references }), at: START }, `broken-${uid}`)
    const arrival = await arrivalFrom(raw, 900 + uid, START)
    const parsed = { ...arrival.parsed, kind: 'broken' as const, problemCode: 'too-deep' as const }
    const { threadIds } = await cast.receive([{ ...arrival, parsed }])
    return threadIds[0] ?? 0
  }

  describe('a tab', () => {
    it('counts just the threads that its list shows', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      for (let n = 0; n < 5; n++) await cast.arrive({ from: `c${n}@shop.example` })
      const [first, second] = await listed(cast.ids.ito, null)
      await assignThread(db, ito, { threadId: first ?? 0, to: cast.ids.ito }, START)
      await changeStatus(db, ito, { threadId: second ?? 0, to: 'done' }, START)
      const tabs = await tabsOf(db, ito, cast.support)
      for (const status of statuses)
        assert.equal(tabs[status], (await listed(cast.ids.ito, null, status, cast.support)).length, status)
      assert.equal(
        tabs.new + tabs.in_progress + tabs.awaiting_dept,
        (await listed(cast.ids.ito, null)).length,
      )
    })

    it('may also narrow a list', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      const a = await cast.arrive({ from: 'a@shop.example' })
      const b = await cast.arrive({ from: 'b@shop.example' })
      for (const { id } of [a, b]) await assignThread(db, ito, { threadId: id, to: cast.ids.ito }, START)
      await changeStatus(db, ito, { threadId: b.id, to: 'done' }, START)
      assert.deepEqual(await listed(cast.ids.ito, 'mine'), [a.id])
      assert.deepEqual(await listed(cast.ids.ito, 'mine', 'done'), [b.id])
      assert.deepEqual(await listed(cast.ids.ito, 'unassigned', 'new'), [])
    })
  })

  describe('what needs somebody', () => {
    it('is a thread once, however many of its mails could not be read, until it is done', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      const first = await cast.arrive({ messageId: 'first@shop.example' })
      await brokenMail(1, 'first@shop.example')
      await brokenMail(2, 'first@shop.example')
      const other = await brokenMail(3)
      assert.deepEqual(await listed(cast.ids.ito, 'broken'), [first.id, other])
      assert.equal((await counts(cast.ids.ito)).broken, 2)

      await changeStatus(db, ito, { threadId: other, to: 'done' }, START)
      assert.deepEqual(await listed(cast.ids.ito, 'broken'), [first.id])
      assert.equal((await counts(cast.ids.ito)).broken, 1)
    })

    it('as mentions are the unread ones, among all threads that mention the person', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      const sato = await cast.viewer(cast.ids.sato)
      const a = await cast.arrive({ from: 'a@shop.example' })
      const b = await cast.arrive({ from: 'b@shop.example' })
      for (const { id } of [a, b])
        await addComment(db, ito, { threadId: id, messageId: null, body: '@佐藤 恵 確認' }, START)
      assert.equal((await counts(cast.ids.sato)).mentions, 2)
      await markThreadRead(db, sato, a.id, START + MINUTE)
      assert.equal((await counts(cast.ids.sato)).mentions, 1)
      assert.deepEqual(await listed(cast.ids.sato, 'mentions'), [a.id, b.id])
      assert.deepEqual(await listed(cast.ids.ito, 'mentions'), [])
    })
  })

  it('a mailbox that left the configuration stays to be read, last and marked, and troubles nobody', async () => {
    const thread = await cast.arrive({})
    await db
      .insertInto('connections')
      .values({ mailbox_id: cast.support, way: 'imap', folder: 'INBOX', state: 'failed', error: 'x' })
      .execute()
    await db.updateTable('mailboxes').set({ retired_at: START }).where('id', '=', cast.support).execute()
    const rail = await railFacts(db, await cast.viewer(cast.ids.admin), START)
    assert.deepEqual(
      rail.mailboxes.map(({ id, retired, open }) => [id, retired, open]),
      [
        [cast.billing, false, 0],
        [cast.support, true, 1],
      ],
    )
    assert.deepEqual(rail.connections, [])
    assert.deepEqual(await listed(cast.ids.ito, null, null, cast.support), [thread.id])
  })
})

it('a number is exact up to a thousand', () => {
  assert.deepEqual([0, 999, 1000, 20_000].map(countInWords), ['0', '999', '999+', '999+'])
})
