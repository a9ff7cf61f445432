import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { beginReply } from '../../src/outbox/begin-reply.ts'
import { type NewReply, queueReply } from '../../src/outbox/queue-reply.ts'
import { openReply } from '../../src/outbox/reply-view.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { openInternal } from '../../src/thread/open-internal.ts'
import { listThreads } from '../../src/thread/thread-list.store.ts'
import { makeReader } from '../../views/reader.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { tabsOf } from './tabs.ts'

eachDatabase((_name, open) => {
  describe('an internal matter', () => {
    let cast: Cast
    let id: number
    beforeEach(async () => {
      cast = await openCast(await open())
      const opened = await opens(cast.ids.ito)
      assert.ok('threadId' in opened, JSON.stringify(opened))
      id = opened.threadId
    })

    const opens = async (account: number, change = {}) =>
      openInternal(
        cast.db,
        await cast.viewer(account),
        { mailboxId: cast.support, subject: '予算の超過', text: '今月 12 万円超えた。', ...change },
        START,
      )
    const reply: Omit<NewReply, 'threadId'> = {
      ...{ to: 'hanako@shop.example', cc: '', bcc: '', subject: 's', body: 'b', after: 'done' },
      ...{ formToken: 'a'.repeat(32), threadVersion: 9_999_999, pause: 0 },
    }

    it('is a thread of its mailbox, in the lists and counts, with whoever opened it', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      const query = { mailboxId: cast.support, status: null, list: null, after: null }
      const { rows } = await listThreads(cast.db, ito, query, START)
      assert.deepEqual(
        rows.map((row) => [row.id, row.assignee_id, row.customer_id]),
        [[id, cast.ids.ito, null]],
      )
      assert.equal((await tabsOf(cast.db, ito, cast.support)).in_progress, 1)
    })

    it('sends nothing, to whatever address, by whomever', async () => {
      for (const account of [cast.ids.ito, cast.ids.sato]) {
        const queued = await queueReply(
          cast.db,
          await cast.viewer(account),
          { ...reply, threadId: id },
          START,
        )
        assert.deepEqual(queued, { refused: 'internal' })
      }
      assert.deepEqual(await cast.db.selectFrom('outbox').selectAll().execute(), [])
    })

    it('opens no composer', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      await beginReply(cast.db, ito, id, START)
      const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })
      const state = await openReply(cast.db, ito, reader, await cast.thread(id), {}, {})
      assert.equal(state.state, 'refused')
    })

    it('is not merged with a customer’s thread, in either direction', async () => {
      const thread = await cast.arrive()
      const ito = await cast.viewer(cast.ids.ito)
      const refused = { refused: 'internal-differs' }
      assert.deepEqual(await mergeThread(cast.db, ito, { threadId: id, into: thread.id }, START), refused)
      assert.deepEqual(await mergeThread(cast.db, ito, { threadId: thread.id, into: id }, START), refused)
    })

    it('takes in no mail of a customer by its subject', async () => {
      const thread = await cast.arrive({ subject: 'Re: 予算の超過' })
      assert.notEqual(thread.id, id)
    })

    it('is opened by nobody who does not work the mailbox, and not without words', async () => {
      assert.deepEqual(await opens(cast.ids.emma), { refused: 'not-found' })
      assert.deepEqual(await opens(cast.ids.ito, { text: ' ' }), { refused: 'empty', field: 'text' })
    })
  })
})
