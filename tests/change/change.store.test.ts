import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { lastUndoable, leftOut, sumsOfChange } from '../../src/change/change.store.ts'
import { MOST_AT_ONCE, UNDO_FOR } from '../../src/change/change.ts'
import { changeMany } from '../../src/change/change-many.ts'
import { changeOne } from '../../src/change/change-one.ts'
import type { Db } from '../../src/db/database.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const three = async () => [
    (await cast.arrive({ subject: '一' })).id,
    (await cast.arrive({ subject: '二' })).id,
    (await cast.arrive({ subject: '三' })).id,
  ]
  const done = { kind: 'status', to: 'done' } as const

  describe(`many threads at once (${name})`, () => {
    it('are all changed by the same verb as one, each with its own event', async () => {
      const ids = await three()
      const outcome = await changeMany(db, await ito(), { ids, change: done }, START)
      assert.ok(!('refused' in outcome))
      assert.deepEqual([outcome.changed, outcome.left], [3, []])
      for (const id of ids) {
        assert.equal((await cast.thread(id)).status, 'done')
        const last = (await cast.events(id)).at(-1)
        assert.deepEqual([last?.kind, last?.actor_id], ['status_changed', cast.ids.ito])
      }
    })

    it('that are refused are named with their reason, and the rest is done', async () => {
      const [one = 0, two = 0, three_ = 0] = await three()
      await openWait(
        db,
        await ito(),
        { threadId: two, party: { groupId: cast.engineers }, question: '?', dueAt: null },
        START,
      )
      const foreign = await cast.arrive({ subject: '請求' }, { mailbox: cast.billing })
      const ids = [one, two, three_, foreign.id, 999_999]
      const outcome = await changeMany(db, await ito(), { ids, change: done }, START)
      assert.ok(!('refused' in outcome))
      assert.deepEqual(
        [outcome.changed, outcome.left],
        [
          2,
          [
            { threadId: two, why: 'waits-open' },
            { threadId: foreign.id, why: 'not-found' },
            { threadId: 999_999, why: 'not-found' },
          ],
        ],
      )
      assert.deepEqual(await sumsOfChange(db, outcome.changeId), {
        ...{ changed: 2, already: 0, refused: 3, kept: 0 },
      })
      assert.deepEqual(
        (await leftOut(db, await ito(), outcome.changeId, 'refused')).map(({ subject }) => subject),
        ['二', null, null],
        'a subject that this person may not see is named',
      )
    })

    it('that were so already are counted apart, and have nothing to take back', async () => {
      const [one = 0, two = 0] = await three()
      await changeStatus(db, await ito(), { threadId: one, to: 'done' }, START)
      const outcome = await changeMany(db, await ito(), { ids: [one, two], change: done }, START)
      assert.ok(!('refused' in outcome))
      assert.deepEqual(await sumsOfChange(db, outcome.changeId), {
        ...{ changed: 1, already: 1, refused: 0, kept: 0 },
      })
    })

    it('are refused without a change when they are too many', async () => {
      const [one = 0] = await three()
      const ids = [one, ...Array.from({ length: MOST_AT_ONCE }, (_, i) => 1_000_000 + i)]
      assert.deepEqual(await changeMany(db, await ito(), { ids, change: done }, START), {
        refused: 'too-many',
      })
      assert.equal((await cast.thread(one)).status, 'new')
    })

    it('more than fit into one transaction are all changed', async () => {
      const ids: number[] = []
      for (let i = 0; i < 30; i++) ids.push((await cast.arrive({ subject: `${i}` })).id)
      const outcome = await changeMany(db, await ito(), { ids, change: done }, START)
      assert.ok(!('refused' in outcome))
      assert.equal(outcome.changed, 30)
    })
  })

  describe(`one thread (${name})`, () => {
    it('that is changed can be taken back; one that was so already writes nothing down', async () => {
      const [one = 0] = await three()
      const first = await changeOne(db, await ito(), { threadId: one, change: done }, START)
      const again = await changeOne(db, await ito(), { threadId: one, change: done }, START)
      assert.ok(!('refused' in first) && first.changeId !== null)
      assert.deepEqual(again, { changeId: null })
      assert.equal((await lastUndoable(db, await ito(), START + 1))?.id, first.changeId)
      assert.equal(await lastUndoable(db, await ito(), START + UNDO_FOR), null)
      assert.equal(await lastUndoable(db, await cast.viewer(cast.ids.tanaka), START + 1), null)
    })

    it('that is refused writes nothing down', async () => {
      const [one = 0] = await three()
      const refused = await changeOne(
        db,
        await ito(),
        { threadId: one, change: { kind: 'assignee', to: cast.ids.emma } },
        START,
      )
      assert.deepEqual(refused, { refused: 'no-role', name: 'Emma Clarke' })
      assert.equal(await lastUndoable(db, await ito(), START), null)
    })
  })
})
