import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { settleAttempt } from '../../src/outbox/delivery.store.ts'
import { leaseDue } from '../../src/outbox/lease.store.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { listThreads } from '../../src/thread/thread-list.store.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { HOUR, MINUTE, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, openDesk } from './desk.ts'

/** Friday 14:30; Monday is a holiday. */
const FRIDAY_16_30 = START + 2 * HOUR
const TUESDAY_9 = Date.UTC(2026, 10, 24)

eachDatabase((_name, open) => {
  let db: Db
  let desk: Desk
  beforeEach(async () => {
    db = await open()
    desk = await openDesk(db)
  })
  const dueOf = async (id: number) => {
    const { target_kind, target_due_at, due_at } = await desk.thread(id)
    return [target_kind, target_due_at, due_at]
  }
  const again = (id: string, at: number) =>
    desk.arrive({ at, references: '<first@shop.example>', messageId: id })

  describe("a thread's clocks", () => {
    it('start with the mail that opens it', async () => {
      const { id, version } = await desk.arrive({ messageId: 'first@shop.example' })
      assert.deepEqual(await dueOf(id), ['first_reply', FRIDAY_16_30, FRIDAY_16_30])
      assert.equal(version, 1)
    })

    it('run over closed days without counting them', async () => {
      const { id } = await desk.arrive({ at: START + 3 * HOUR })
      assert.deepEqual((await dueOf(id))[1], TUESDAY_9 + 90 * MINUTE)
    })

    it('are met by a reply, stand still for the customer, and start anew with their answer', async () => {
      const { id } = await desk.arrive({ messageId: 'first@shop.example' })
      await desk.reply(id, START + HOUR)
      assert.deepEqual(await dueOf(id), [null, null, null])
      const [met] = await desk.clocks(id)
      assert.deepEqual(
        [met?.kind, met?.ended_at, met?.ended_by, met?.used, met?.met, met?.assignee_id, met?.tell_at],
        ['first_reply', START + HOUR, 'reply', 60, 1, desk.ids.ito, null],
      )
      await again('second@shop.example', START + 2 * HOUR)
      assert.deepEqual(await dueOf(id), ['next_reply', START + 3 * HOUR, START + 3 * HOUR])
    })

    it('are missed by a reply that comes too late, and by how much is kept', async () => {
      const { id } = await desk.arrive()
      await desk.reply(id, TUESDAY_9)
      const [missed] = await desk.clocks(id)
      assert.deepEqual([missed?.met, missed?.used, missed?.minutes], [0, 210, 120])
    })

    it('stand still while a department is asked, and go on with what was left', async () => {
      const { id } = await desk.arrive()
      const wait = await desk.ask(id, START + HOUR)
      assert.deepEqual(await dueOf(id), ['first_reply', null, null])
      await desk.answer(wait, TUESDAY_9)
      assert.deepEqual((await dueOf(id))[1], TUESDAY_9 + HOUR)
    })

    it('are not answered by automatic mail, whoever sent it', async () => {
      const { id } = await desk.arrive({ messageId: 'first@shop.example' })
      const automatic = {
        references: '<first@shop.example>',
        headers: ['Auto-Submitted: auto-replied'],
        at: START + MINUTE,
      }
      await desk.arrive({ ...automatic, from: 'support@minato.example' }, { folder: sentFolder })
      assert.deepEqual((await dueOf(id))[1], FRIDAY_16_30)
      assert.equal((await desk.thread(id)).last_outbound_at, null)
      await desk.reply(id, START + HOUR)
      await desk.arrive({ ...automatic, at: START + 2 * HOUR })
      assert.deepEqual(await dueOf(id), [null, null, null])
    })

    it('are met by an answer from another mail program, at its own time', async () => {
      const { id } = await desk.arrive({ messageId: 'first@shop.example' })
      await desk.arrive(
        { from: 'support@minato.example', references: '<first@shop.example>', at: START + HOUR },
        { folder: sentFolder },
      )
      assert.deepEqual([(await desk.clocks(id))[0]?.met, (await desk.clocks(id))[0]?.used], [1, 60])
    })

    it('run again as if nothing had been, when the reply is taken back or fails', async () => {
      const { id } = await desk.arrive()
      const outboxId = await desk.reply(id, START + HOUR, { after: 'done', pause: HOUR })
      await settleReply(db, await desk.viewer(desk.ids.ito), { outboxId, settlement: 'cancel' }, START + HOUR)
      assert.deepEqual((await dueOf(id))[1], FRIDAY_16_30)
      assert.deepEqual(
        (await desk.clocks(id)).map(({ kind, ended_at }) => [kind, ended_at]),
        [['first_reply', null]],
      )
    })

    it('count a reply when it went out, without the pause for taking it back', async () => {
      const { id } = await desk.arrive()
      await desk.reply(id, START + HOUR, { pause: MINUTE })
      const [leased] = await leaseDue(db, desk.support, START + HOUR + MINUTE)
      assert.ok(leased)
      const settled = { appendSent: false, now: TUESDAY_9 + MINUTE }
      await settleAttempt(db, leased, { state: 'sent', words: 'ok' }, settled)
      const [clock] = await desk.clocks(id)
      assert.deepEqual([clock?.ended_at, clock?.met], [TUESDAY_9, 0])
    })

    it('end when somebody says that it is done, and go on when that is taken back', async () => {
      const { id } = await desk.arrive()
      await desk.move(id, 'done', START + HOUR)
      assert.deepEqual(await dueOf(id), [null, null, null])
      assert.equal((await desk.clocks(id))[0]?.ended_by, 'done')
      await desk.move(id, 'in_progress', START + 2 * HOUR)
      assert.deepEqual((await dueOf(id))[1], START + 3 * HOUR)
    })

    it('begin anew when a customer writes on a done thread', async () => {
      const { id } = await desk.arrive({ messageId: 'first@shop.example' })
      await desk.reply(id, START + HOUR, { after: 'done' })
      await again('second@shop.example', START + 2 * HOUR)
      assert.deepEqual(await dueOf(id), ['next_reply', START + 3 * HOUR, START + 3 * HOUR])
      assert.equal((await desk.clocks(id)).length, 2)
    })

    it('do not begin where we wrote first, until the customer answers', async () => {
      const letter = {
        from: 'support@minato.example',
        to: 'hanako@shop.example',
        messageId: 'first@shop.example',
      }
      const { id } = await desk.arrive(letter, { folder: sentFolder })
      assert.deepEqual(await dueOf(id), [null, null, null])
      await again('answer@shop.example', START + HOUR)
      assert.deepEqual((await dueOf(id)).slice(0, 2), ['first_reply', START + 3 * HOUR])
    })

    it('follow the mails that are taken into another thread, and those that are put into one', async () => {
      const { id } = await desk.arrive({ messageId: 'first@shop.example' })
      await desk.reply(id, START + MINUTE)
      await again('second@shop.example', START + HOUR)
      const ito = await desk.viewer(desk.ids.ito)
      const second = (await desk.messages(id)).at(-1)?.id ?? 0
      const split = await splitThread(db, ito, { threadId: id, messageIds: [second] }, START + HOUR)
      assert.ok('threadId' in split)
      assert.deepEqual((await dueOf(split.threadId)).slice(0, 2), ['first_reply', START + 3 * HOUR])
      assert.deepEqual(await dueOf(id), [null, null, null])
      await mergeThread(db, ito, { threadId: split.threadId, into: id }, START + HOUR)
      assert.deepEqual((await dueOf(id)).slice(0, 2), ['next_reply', START + 2 * HOUR])
      assert.deepEqual(await desk.clocks(split.threadId), [])
    })

    it('do nothing at all in a mailbox that promises nothing', async () => {
      const { id } = await desk.arrive({}, { mailbox: desk.billing })
      assert.deepEqual(await desk.clocks(id), [])
      assert.deepEqual(await dueOf(id), [null, null, null])
    })
  })

  describe('the lists', () => {
    it('have what is due soon and what is late, each with its count', async () => {
      const { id } = await desk.arrive()
      const ito = await desk.viewer(desk.ids.ito)
      const look = async (now: number) => {
        const query = { mailboxId: null, status: null, after: null }
        const [soon, late, counts] = await Promise.all([
          listThreads(db, ito, { ...query, list: 'due_soon', labelId: null }, now),
          listThreads(db, ito, { ...query, list: 'overdue', labelId: null }, now),
          workCounts(db, ito, now),
        ])
        return [
          soon.rows.map((row) => row.id),
          late.rows.map((row) => row.id),
          counts.due_soon,
          counts.overdue,
        ]
      }
      assert.deepEqual(await look(FRIDAY_16_30 - 31 * MINUTE), [[], [], 0, 0])
      assert.deepEqual(await look(FRIDAY_16_30 - 30 * MINUTE), [[id], [], 1, 0])
      assert.deepEqual(await look(FRIDAY_16_30), [[], [id], 0, 1])
    })
  })
})
