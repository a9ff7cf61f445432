import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { businessMinutesBetween } from '../../src/business-time/business-time.ts'
import { keptCalendar, loadCalendar } from '../../src/business-time/calendar.store.ts'
import { type Definition, usualDefinition } from '../../src/business-time/definition.ts'
import { setCalendar } from '../../src/business-time/set-calendar.ts'
import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const usual = usualDefinition('Asia/Tokyo')
const nights: Definition = {
  ...usual,
  week: Array.from({ length: 7 }, () => [{ opens: 1320, closes: 1800 }]),
  closings: [{ from: '2026-12-29', until: '2027-01-03', yearly: true, name: '年末年始' }],
  openings: [{ on: '2026-12-31', periods: [{ opens: 600, closes: 720 }], name: '大晦日' }],
}

eachDatabase((_, open) => {
  const desk = async () => {
    const cast = await openCast(await open())
    const set = async (actor: number, definition: Definition, version: number, mailboxId = cast.support) =>
      setCalendar(cast.db, await cast.viewer(actor), { mailboxId, definition, version }, START)
    return { ...cast, set }
  }
  const changes = (db: Db) =>
    db
      .selectFrom('events')
      .select(['mailbox_id', 'actor_id', 'facts'])
      .where('kind', '=', 'calendar_changed')
      .orderBy('id')
      .execute()
  const recounts = (db: Db) => db.selectFrom('target_recounts').select('mailbox_id').execute()

  describe('a mailbox without hours of its own', () => {
    test('works Monday to Friday from 9 to 18, but for the holidays of Japan', async () => {
      const { db, support } = await desk()
      const calendar = await loadCalendar(db, support, START)
      // Friday 20 November 2026, 14:30 in Tokyo; the 23rd is a holiday.
      const tuesday = Date.parse('2026-11-24T10:00+09:00')
      assert.equal(businessMinutesBetween(calendar, START, tuesday), 210 + 60)
      assert.equal((await keptCalendar(db, support)).version, 0)
    })

    test('keeps no holidays where it is not in Japan', async () => {
      const { db, support } = await desk()
      await db
        .updateTable('mailboxes')
        .set({ time_zone: 'Europe/Berlin' })
        .where('id', '=', support)
        .execute()
      const calendar = await loadCalendar(db, support, START)
      assert.equal(calendar.timeZone, 'Europe/Berlin')
      assert.equal(calendar.holidays.size, 0)
    })
  })

  describe('setting the hours', () => {
    test('is for the mailbox’s supervisor and for administrators', async () => {
      const { db, set, ids, billing } = await desk()
      for (const actor of [ids.ito, ids.tanaka, ids.emma, ids.stranger])
        assert.deepEqual(await set(actor, nights, 0), { refused: 'forbidden' })
      assert.deepEqual(await set(ids.sato, nights, 0, billing), { refused: 'forbidden' })
      assert.deepEqual(await changes(db), [])
      assert.deepEqual(await set(ids.sato, nights, 0), { version: 1, changed: true })
      assert.deepEqual(await set(ids.admin, usual, 1), { version: 2, changed: true })
    })

    test('keeps all of it, and the same object for the same hours', async () => {
      const { db, set, ids, support } = await desk()
      await set(ids.sato, nights, 0)
      const kept = await keptCalendar(db, support)
      assert.deepEqual(kept, { definition: nights, version: 1, changedAt: START, changedBy: ids.sato })
      const calendar = await loadCalendar(db, support, START)
      assert.deepEqual({ ...calendar, holidays: null }, { ...nights, holidays: null })
      assert.equal(await loadCalendar(db, support, START + 1000), calendar)
    })

    test('leaves an event, and orders what is due to be counted anew, in the same transaction', async () => {
      const { db, set, viewer, ids, support, billing } = await desk()
      await set(ids.sato, nights, 0)
      const [event] = await changes(db)
      assert.deepEqual(
        { ...event, facts: JSON.parse(event?.facts ?? '') },
        {
          mailbox_id: support,
          actor_id: ids.sato,
          facts: { what: 'calendar_hours calendar_closings calendar_openings', version: 1 },
        },
      )
      assert.deepEqual(await recounts(db), [{ mailbox_id: support }])
      const admin = await viewer(ids.admin)
      await assert.rejects(
        transact(db, async (tx) => {
          await setCalendar(tx, admin, { mailboxId: billing, definition: nights, version: 0 }, START)
          throw new Error('the rest failed')
        }),
      )
      assert.equal((await recounts(db)).length, 1)
      assert.equal((await keptCalendar(db, billing)).version, 0)
    })

    test('to what they are changes nothing', async () => {
      const { db, set, ids } = await desk()
      assert.deepEqual(await set(ids.sato, { ...usual, closings: [] }, 0), { version: 0, changed: false })
      await set(ids.sato, nights, 0)
      const [opening] = nights.openings
      if (!opening) throw new Error('no opening')
      // The same words in another order.
      const openings = [{ name: opening.name, periods: opening.periods, on: opening.on }]
      assert.deepEqual(await set(ids.sato, { ...nights, openings }, 1), { version: 1, changed: false })
      assert.equal((await changes(db)).length, 1)
    })

    test('is refused when somebody else was quicker, and says who', async () => {
      const { set, ids } = await desk()
      await set(ids.sato, nights, 0)
      const late = { refused: 'changed-meanwhile', by: ids.sato, at: START, version: 1 }
      assert.deepEqual(await set(ids.admin, { ...usual, region: null }, 0), late)
      await set(ids.admin, usual, 1)
      assert.deepEqual(await set(ids.sato, nights, 1), { ...late, by: ids.admin, version: 2 })
    })

    test('by two at once lets one through', async () => {
      const { set, ids } = await desk()
      const both = await Promise.all([
        set(ids.sato, nights, 0),
        set(ids.admin, { ...usual, region: null }, 0),
      ])
      assert.equal(both.filter((one) => !('refused' in one)).length, 1)
    })
  })
})
