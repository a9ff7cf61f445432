import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { keptCalendar } from '../../src/business-time/calendar.store.ts'
import { setCalendar } from '../../src/business-time/set-calendar.ts'
import type { Db } from '../../src/db/database.ts'
import { recountDue } from '../../src/target/recount.ts'
import { addTarget, changeTarget, removeTarget } from '../../src/target/set-target.ts'
import { tellDueClocks } from '../../src/target/tell-due-clocks.ts'
import { HOUR, MINUTE, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, openDesk, promised } from './desk.ts'

eachDatabase((_name, open) => {
  let db: Db
  let desk: Desk
  let threadId: number
  beforeEach(async () => {
    db = await open()
    desk = await openDesk(db)
    threadId = (await desk.arrive({ messageId: 'first@shop.example' })).id
  })
  const dueOf = async (id = threadId) => (await desk.thread(id)).target_due_at
  const sato = () => desk.viewer(desk.ids.sato)
  const general = async () =>
    (await db.selectFrom('targets').select('id').orderBy('id').executeTakeFirstOrThrow()).id
  const change = async (limits: Partial<typeof promised>, now = START) =>
    changeTarget(
      db,
      await sato(),
      { mailboxId: desk.support, targetId: await general(), limits: { ...promised, ...limits } },
      now,
    )
  const recount = (now = START) => recountDue(db, () => now)

  describe('open threads', () => {
    it('follow a promise that is changed, and one that is taken back', async () => {
      await change({ first_reply: 180 })
      assert.equal(await dueOf(), START + 2 * HOUR, 'not within the change itself')
      assert.equal(await recount(), 1)
      assert.equal(await dueOf(), START + 3 * HOUR)
      await removeTarget(db, await sato(), { mailboxId: desk.support, targetId: await general() }, START)
      await recount()
      const { target_kind, due_at, version } = await desk.thread(threadId)
      assert.deepEqual([target_kind, due_at, version], [null, null, 1])
      assert.deepEqual(await desk.clocks(threadId), [])
    })

    it('follow the hours of the mailbox', async () => {
      const { definition, version } = await keptCalendar(db, desk.support)
      const week = definition.week.map((periods) => periods.map(({ opens }) => ({ opens, closes: 15 * 60 })))
      const shorter = { mailboxId: desk.support, definition: { ...definition, week }, version }
      await setCalendar(db, await sato(), shorter, START)
      await recount()
      // Half an hour on Friday, the rest on Tuesday.
      assert.equal(await dueOf(), Date.UTC(2026, 10, 24, 1, 30))
    })

    it('leave what has ended as it was judged then', async () => {
      await desk.reply(threadId, START + HOUR)
      await change({ first_reply: 40 })
      await recount(START + HOUR)
      const [clock] = await desk.clocks(threadId)
      assert.deepEqual([clock?.met, clock?.minutes], [1, 120])
    })

    it('make no noise about what a new promise makes late', async () => {
      await change({ first_reply: 40 }, START + HOUR)
      await recount(START + HOUR)
      assert.equal(await dueOf(), START + 40 * MINUTE)
      assert.deepEqual(await tellDueClocks(db, () => START + HOUR), { warned: 0, overdue: 0 })
    })

    it('still tell what was due for telling before they were reckoned', async () => {
      const now = START + 95 * MINUTE
      await change({ done: 6000 }, now)
      await recount(now)
      assert.deepEqual(await tellDueClocks(db, () => now), { warned: 1, overdue: 0 })
    })

    it('are all reckoned, however many, also when it is interrupted after each portion', async () => {
      const arrivals = []
      for (let n = 0; n < 45; n++) arrivals.push(await desk.arrivalOf({ subject: `件 ${n}`, at: START + n }))
      const { threadIds } = await desk.receive(arrivals)
      await change({ first_reply: 180 })
      for (let n = 0; n < 20; n++) {
        const ending = new AbortController()
        let asked = 0
        const clock = () => {
          if (++asked === 1) ending.abort()
          return START
        }
        await recountDue(db, clock, ending.signal)
      }
      for (const [n, id] of threadIds.entries()) assert.equal(await dueOf(id), START + n + 3 * HOUR)
      assert.equal(await recount(), 0, 'and nothing is left to do')
    })

    it('are reckoned from the beginning when it changes again meanwhile', async () => {
      for (let n = 0; n < 25; n++) await desk.arrive({ subject: `件 ${n}`, at: START })
      await change({ first_reply: 180 })
      let asked = 0
      const again: Promise<unknown>[] = []
      await recountDue(db, () => {
        if (++asked === 2) again.push(change({ first_reply: 60 }))
        return START
      })
      assert.equal(again.length, 1, 'while it was under way')
      await Promise.all(again)
      await recount()
      const rows = await db.selectFrom('threads').select('target_due_at').distinct().execute()
      assert.deepEqual(rows, [{ target_due_at: START + HOUR }])
    })
  })

  describe('setting a promise', () => {
    const target = { labelId: null, customerLabelId: null, limits: promised }
    it('is for supervisors of the mailbox and administrators', async () => {
      const add = async (who: number, mailboxId = desk.billing) => {
        const made = await addTarget(db, await desk.viewer(who), { ...target, mailboxId }, START)
        return 'refused' in made ? made.refused : 'made'
      }
      assert.equal(await add(desk.ids.emma), 'not-supervisor')
      assert.equal(await add(desk.ids.sato), 'not-found')
      assert.equal(await add(desk.ids.admin), 'made')
      assert.equal(await add(desk.ids.ito, desk.support), 'not-supervisor')
    })

    it('is refused twice for the same conditions, and leaves one event where it is done', async () => {
      const twice = await addTarget(db, await sato(), { ...target, mailboxId: desk.support }, START)
      assert.deepEqual(twice, { refused: 'same-conditions' })
      const events = await db.selectFrom('events').selectAll().where('kind', '=', 'mailbox_changed').execute()
      assert.deepEqual(
        events.map(({ facts }) => JSON.parse(facts).what),
        ['target_added'],
      )
    })

    it('is refused for a label that is gone, and for one of the wrong kind', async () => {
      const narrowed = { ...target, mailboxId: desk.support, labelId: 4711 }
      assert.deepEqual(await addTarget(db, await sato(), narrowed, START), {
        refused: 'label-gone',
        field: 'label',
      })
    })
  })
})
