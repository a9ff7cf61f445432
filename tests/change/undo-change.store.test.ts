import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { leftOut } from '../../src/change/change.store.ts'
import { type Change, UNDO_FOR } from '../../src/change/change.ts'
import { changeMany } from '../../src/change/change-many.ts'
import { undoChange } from '../../src/change/undo-change.ts'
import type { Db } from '../../src/db/database.ts'
import { labelThread } from '../../src/label/label-thread.ts'
import { labelIdsOf } from '../../src/label/thread-labels.store.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { findThread } from '../../src/thread/thread.store.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  let ids: number[]
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    ids = [(await cast.arrive({ subject: '一' })).id, (await cast.arrive({ subject: '二' })).id]
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const tanaka = () => cast.viewer(cast.ids.tanaka)
  const done: Change = { kind: 'status', to: 'done' }
  const change = async (what: Change, of: readonly number[] = ids) => {
    const outcome = await changeMany(db, await ito(), { ids: of, change: what }, START)
    if ('refused' in outcome) throw new Error(outcome.refused)
    return outcome.changeId
  }
  const undo = async (id: number, at = START + MINUTE) => undoChange(db, await ito(), id, at)

  describe(`taking a change back (${name})`, () => {
    it('puts each thread where it was, and the history says so', async () => {
      const [one = 0, two = 0] = ids
      await changeStatus(db, await ito(), { threadId: two, to: 'in_progress' }, START)
      const id = await change(done)
      assert.deepEqual(await undo(id), { changeId: id, undone: 2, kept: [] })
      assert.deepEqual(
        [(await cast.thread(one)).status, (await cast.thread(two)).status],
        ['new', 'in_progress'],
      )
      assert.deepEqual((await cast.events(two)).at(-1)?.facts, { from: 'done', to: 'in_progress' })
    })

    it('brings back the mark of a customer who wrote, which completing had cleared', async () => {
      const [one = 0] = ids
      await db.updateTable('threads').set({ customer_wrote_at: START }).where('id', '=', one).execute()
      await undo(await change(done, [one]))
      assert.equal((await cast.thread(one)).customer_wrote_at, START)
    })

    it('leaves what somebody has changed since, and names it', async () => {
      const [one = 0, two = 0] = ids
      const id = await change(done)
      await changeStatus(db, await tanaka(), { threadId: two, to: 'in_progress' }, START + 1)
      assert.deepEqual(await undo(id), {
        ...{ changeId: id, undone: 1, kept: [{ threadId: two, why: 'changed-since' }] },
      })
      assert.equal((await cast.thread(one)).status, 'new')
      assert.equal((await cast.thread(two)).status, 'in_progress')
      assert.deepEqual(await leftOut(db, await ito(), id, 'kept'), [
        { threadId: two, subject: '二', why: 'changed-since' },
      ])
    })

    it('leaves it even where somebody has come to the same end by another way', async () => {
      const [one = 0] = ids
      const id = await change(done, [one])
      await changeStatus(db, await tanaka(), { threadId: one, to: 'in_progress' }, START + 1)
      await changeStatus(db, await tanaka(), { threadId: one, to: 'done' }, START + 2)
      const undone = await undo(id)
      assert.ok(!('refused' in undone))
      assert.deepEqual(undone.kept, [{ threadId: one, why: 'changed-since' }])
      assert.equal((await cast.thread(one)).status, 'done')
    })

    it('does not mind what others did in another matter', async () => {
      const [one = 0] = ids
      const id = await change(done, [one])
      await assignThread(db, await tanaka(), { threadId: one, to: cast.ids.tanaka }, START + 1)
      const undone = await undo(id)
      assert.deepEqual(!('refused' in undone) && undone.undone, 1)
      const thread = await cast.thread(one)
      assert.deepEqual([thread.status, thread.assignee_id], ['new', cast.ids.tanaka])
    })

    it('gives threads back to who had them, with the status that taking had moved', async () => {
      const [one = 0, two = 0] = ids
      await assignThread(db, await tanaka(), { threadId: two, to: cast.ids.tanaka }, START)
      const id = await change({ kind: 'assignee', to: cast.ids.ito })
      await undo(id)
      const [first, second] = [await cast.thread(one), await cast.thread(two)]
      assert.deepEqual([first.assignee_id, first.status], [null, 'new'])
      assert.deepEqual([second.assignee_id, second.status], [cast.ids.tanaka, 'in_progress'])
    })

    it('mails nobody any more that they were given a thread', async () => {
      const [one = 0] = ids
      const id = await change({ kind: 'assignee', to: cast.ids.tanaka }, [one])
      assert.equal((await cast.told(cast.ids.tanaka)).at(-1)?.read_at, null)
      await undo(id)
      assert.equal((await cast.told(cast.ids.tanaka)).at(-1)?.read_at, START + MINUTE)
    })

    it('gives nothing back to somebody who can no longer work on it', async () => {
      const [one = 0] = ids
      await assignThread(db, await tanaka(), { threadId: one, to: cast.ids.tanaka }, START)
      const id = await change({ kind: 'assignee', to: cast.ids.ito }, [one])
      await db.deleteFrom('memberships').where('account_id', '=', cast.ids.tanaka).execute()
      const undone = await undo(id)
      assert.deepEqual(!('refused' in undone) && undone.kept, [{ threadId: one, why: 'no-role' }])
      assert.equal((await cast.thread(one)).assignee_id, cast.ids.ito)
    })

    it('takes a label off again only where the change had put it, and puts it back', async () => {
      const [one = 0, two = 0] = ids
      const labelId = await addLabel()
      await labelThread(db, await tanaka(), { threadId: two, labelId }, START)
      await undo(await change({ kind: 'label', labelId }))
      assert.deepEqual([await labelIdsOf(db, one), await labelIdsOf(db, two)], [[], [labelId]])
      await undo(await change({ kind: 'unlabel', labelId }))
      assert.deepEqual([await labelIdsOf(db, one), await labelIdsOf(db, two)], [[], [labelId]])
    })

    it('limits threads together and gives them back, with the assignee whom that had left out', async () => {
      const [one = 0, two = 0] = ids
      await assignThread(db, await ito(), { threadId: one, to: cast.ids.tanaka }, START)
      const sato = await cast.viewer(cast.ids.sato)
      const restriction: Change = {
        kind: 'restriction',
        ...{ accountIds: [cast.ids.sato, cast.ids.ito], groupIds: [], reason: '個人情報' },
      }
      const outcome = await changeMany(db, sato, { ids, change: restriction }, START)
      assert.ok(!('refused' in outcome))
      assert.equal(outcome.changed, 2)
      assert.equal(await findThread(db, await tanaka(), two), null)
      assert.equal((await cast.thread(one)).assignee_id, null)

      const undone = await undoChange(db, sato, outcome.changeId, START + MINUTE)
      assert.deepEqual(undone, { changeId: outcome.changeId, undone: 2, kept: [] })
      const thread = await cast.thread(one)
      assert.deepEqual([thread.restricted_at, thread.assignee_id], [null, cast.ids.tanaka])
      assert.notEqual(await findThread(db, await tanaka(), two), null)
    })

    it('puts back the people to whom a thread was limited before', async () => {
      const [one = 0] = ids
      const sato = await cast.viewer(cast.ids.sato)
      const first = { accountIds: [cast.ids.sato], groupIds: [], reason: '一' }
      await restrictThread(db, sato, { threadId: one, ...first }, START)
      const lift = await changeMany(db, sato, { ids: [one], change: { kind: 'lift' } }, START)
      assert.ok(!('refused' in lift))
      await undoChange(db, sato, lift.changeId, START + MINUTE)
      assert.equal((await cast.thread(one)).restriction_reason, '一')
      assert.equal(await findThread(db, await tanaka(), one), null)
    })

    it('is one’s own matter, works once, and only for some minutes', async () => {
      const id = await change(done)
      assert.deepEqual(await undoChange(db, await tanaka(), id, START), { refused: 'not-found' })
      assert.deepEqual(await undo(id, START + UNDO_FOR), { refused: 'too-late' })
      assert.ok(!('refused' in (await undo(id))))
      assert.deepEqual(await undo(id), { refused: 'undone-already' })
    })

    it('touches nothing in a mailbox that was left meanwhile', async () => {
      const [one = 0] = ids
      const id = await change(done, [one])
      await db.deleteFrom('memberships').where('account_id', '=', cast.ids.ito).execute()
      const undone = await undo(id)
      assert.deepEqual(!('refused' in undone) && undone.kept, [{ threadId: one, why: 'not-found' }])
      assert.equal((await cast.thread(one)).status, 'done')
    })
  })

  async function addLabel(): Promise<number> {
    const { id } = await db
      .insertInto('labels')
      .values({
        ...{ kind: 'thread', name: '返金', name_key: '返金', colour: 'red', mailbox_id: null },
        ...{ created_at: START },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
})
