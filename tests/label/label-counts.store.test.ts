import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { createLabel } from '../../src/label/change-label.ts'
import { labelsInSight } from '../../src/label/label.store.ts'
import { labelThread, unlabelThread } from '../../src/label/label-thread.ts'
import { railLabels } from '../../src/label/rail-labels.store.ts'
import { mergeLabels } from '../../src/label/remove-label.ts'
import { liftRestriction, restrictThread } from '../../src/restriction/restrict-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const who = (name: keyof Cast['ids']) => cast.viewer(cast.ids[name])
  const make = async (name: string) => {
    const wish = { kind: 'thread' as const, mailboxId: null, name }
    const made = await createLabel(db, await who('admin'), wish, START)
    assert.ok('label' in made, JSON.stringify(made))
    return made.label.id
  }
  const on = async (threadId: number, labelId: number) =>
    assert.ok('threadId' in (await labelThread(db, await who('ito'), { threadId, labelId }, START)))
  const move = async (threadId: number, to: 'in_progress' | 'done') =>
    assert.ok('to' in (await changeStatus(db, await who('ito'), { threadId, to }, START)))

  /** What the counters say, and what they would say if all were counted now. */
  const counters = async () => {
    const { rows: kept } = await sql`select mailbox_id, folder, status, label_id, n from label_counts
      where n <> 0 order by 1, 2, 3, 4`.execute(db)
    const { rows: counted } = await sql`select threads.mailbox_id, threads.folder, threads.status, label_id,
      count(*) as n from thread_labels join threads on threads.id = thread_id where restricted_at is null
      group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db)
    return [kept, counted]
  }
  const expectTrue = async (after: string) => {
    const [kept, counted] = await counters()
    assert.deepEqual(kept, counted, after)
  }
  const openOf = async (name: keyof Cast['ids'], labelId: number) => {
    const viewer = await who(name)
    const labels = await railLabels(db, viewer, await labelsInSight(db, viewer), [cast.support])
    return labels.find(({ id }) => id === labelId)?.open
  }

  it('the numbers of labels stay true whatever becomes of a thread', async () => {
    const [urgent, late] = [await make('至急'), await make('遅延')]
    const first = await cast.arrive({ subject: 'one', messageId: 'one@shop.example' })
    await cast.arrive({ subject: 'Re: one', inReplyTo: 'one@shop.example' })
    const other = await cast.arrive({ subject: 'two' })
    await on(first.id, urgent)
    await on(first.id, late)
    await on(other.id, urgent)
    await expectTrue('labelling')
    await move(first.id, 'done')
    await expectTrue('closing')
    await cast.arrive({ subject: 'Re: one', inReplyTo: 'one@shop.example' })
    await expectTrue('a mail that opens it again')
    await unlabelThread(db, await who('ito'), { threadId: first.id, labelId: late }, START)
    await expectTrue('taking a label off')
    const [, second] = await cast.messages(first.id)
    const messageIds = [second?.id ?? 0]
    const split = await splitThread(db, await who('ito'), { threadId: first.id, messageIds }, START)
    assert.ok(!('refused' in split), JSON.stringify(split))
    await expectTrue('a split')
    const merged = await mergeThread(db, await who('ito'), { threadId: other.id, into: first.id }, START)
    assert.ok(!('refused' in merged), JSON.stringify(merged))
    await expectTrue('a merge')
    await mergeLabels(db, await who('admin'), { labelId: urgent, into: late }, START)
    await expectTrue('merging labels')
    assert.deepEqual([await openOf('ito', urgent), await openOf('ito', late)], [undefined, 2])
  })

  it('a restricted thread is counted for those who see it, and for nobody else', async () => {
    const labelId = await make('至急')
    const { id: threadId } = await cast.arrive()
    await on(threadId, labelId)
    const limits = { threadId, accountIds: [cast.ids.sato, cast.ids.ito], groupIds: [], reason: 'x' }
    assert.ok('changed' in (await restrictThread(db, await who('sato'), limits, START)))
    await expectTrue('a restriction')
    assert.deepEqual([await openOf('ito', labelId), await openOf('tanaka', labelId)], [1, 0])
    await liftRestriction(db, await who('sato'), { threadId }, START)
    await expectTrue('lifting it')
    assert.deepEqual([await openOf('ito', labelId), await openOf('tanaka', labelId)], [1, 1])
  })
})
