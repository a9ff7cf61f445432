import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { setMemberships } from '../../src/account/set-membership.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { listNotifications } from '../../src/notification/notification.store.ts'
import { liftRestriction, restrictThread } from '../../src/restriction/restrict-thread.ts'
import { VISIT } from '../../src/restriction/restriction.ts'
import { openVisits } from '../../src/restriction/visit.store.ts'
import { visitThread } from '../../src/restriction/visit-thread.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { mailboxCounts } from '../../src/thread/mailbox-counts.store.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { findThread } from '../../src/thread/thread.store.ts'
import { listThreads } from '../../src/thread/thread-list.store.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { addGroup, addMembership, type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { tabsOf } from '../thread/tabs.ts'

const NOW = START + HOUR

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({ subject: '個人情報' })).id
  })

  const who = (name: keyof Cast['ids']) => cast.viewer(cast.ids[name])
  /** The supervisor limits the thread to the people named, and groups. */
  const limit = async (
    names: (keyof Cast['ids'])[],
    groupIds: number[] = [],
    by: keyof Cast['ids'] = 'sato',
  ) =>
    restrictThread(
      db,
      await who(by),
      { threadId, accountIds: names.map((name) => cast.ids[name]), groupIds, reason: '個人情報を含むため' },
      NOW,
    )
  const sees = async (name: keyof Cast['ids'], id = threadId) =>
    (await findThread(db, await who(name), id)) !== null

  describe('limiting a thread', () => {
    it('leaves it to those who are named, and to no other supervisor, agent or administrator', async () => {
      assert.deepEqual(await limit(['sato', 'ito']), { threadId, changed: true })
      assert.deepEqual(
        [await sees('sato'), await sees('ito'), await sees('tanaka'), await sees('admin')],
        [true, true, false, false],
      )
      const [event] = (await cast.events(threadId)).filter(({ kind }) => kind === 'thread_restricted')
      assert.equal(event?.facts.reason, '個人情報を含むため')
      assert.equal(event?.facts.people, '伊藤 美咲、佐藤 恵')
    })

    it('names a group as well, whose members come and go', async () => {
      const legal = await addGroup(db, '法務', [cast.ids.tanaka])
      await limit(['sato'], [legal])
      assert.equal(await sees('tanaka'), true)
      await db.deleteFrom('group_members').where('group_id', '=', legal).execute()
      assert.equal(await sees('tanaka'), false)
    })

    it('is the assignee’s right too, and nobody else’s, who are told whom to ask', async () => {
      assert.deepEqual(await limit(['ito'], [], 'ito'), { refused: 'not-yours', names: ['佐藤 恵 係長'] })
      await assignThread(db, await who('ito'), { threadId, to: cast.ids.ito }, NOW)
      assert.deepEqual(await limit(['ito'], [], 'ito'), { threadId, changed: true })
    })

    it('is refused where nobody would be left who may answer, and says of whom it needs one', async () => {
      await addMembership(db, cast.support, { account: cast.ids.emma }, 'assistant')
      const names = ['伊藤 美咲', '田中 健', '佐藤 恵 係長']
      for (const few of [[], ['emma']] as const) {
        const done = await limit([...few])
        assert.ok('refused' in done && done.refused === 'locks-out', JSON.stringify(done))
        assert.deepEqual(done.names.toSorted(), names.toSorted())
      }
      assert.equal(await sees('tanaka'), true)
    })

    it('is refused without a reason, with one that is too long, and for somebody without a role', async () => {
      const sato = await who('sato')
      const input = { threadId, accountIds: [cast.ids.sato], groupIds: [], reason: '  ' }
      assert.deepEqual(await restrictThread(db, sato, input, NOW), { refused: 'no-reason' })
      assert.deepEqual(await restrictThread(db, sato, { ...input, reason: 'あ'.repeat(501) }, NOW), {
        refused: 'too-long',
      })
      assert.deepEqual(await limit(['sato', 'stranger']), { refused: 'no-role', name: '長谷川 亮' })
      assert.deepEqual(await restrictThread(db, sato, { ...input, reason: 'x', accountIds: [999] }, NOW), {
        refused: 'unknown-person',
      })
    })

    it('takes it from an assignee who is left out', async () => {
      await assignThread(db, await who('tanaka'), { threadId, to: cast.ids.tanaka }, NOW)
      await limit(['sato'])
      assert.equal((await cast.thread(threadId)).assignee_id, null)
      const outcome = await assignThread(db, await who('sato'), { threadId, to: cast.ids.tanaka }, NOW)
      assert.deepEqual(outcome, { refused: 'outside', name: '田中 健', accountId: cast.ids.tanaka })
    })

    it('is changed and lifted with an event each, and gives the thread back to all', async () => {
      await limit(['sato'])
      await limit(['sato', 'ito'])
      assert.deepEqual(await limit(['sato', 'ito']), { threadId, changed: false })
      assert.equal(await sees('ito'), true)
      await liftRestriction(db, await who('sato'), { threadId }, NOW)
      assert.equal(await sees('tanaka'), true)
      const kinds = (await cast.events(threadId)).map(({ kind }) => kind)
      assert.deepEqual(kinds.slice(1), ['thread_restricted', 'restriction_changed', 'restriction_lifted'])
    })
  })

  describe('the counts of a restricted thread', () => {
    const numbers = async (name: keyof Cast['ids']) => {
      const viewer = await who(name)
      const { unassigned } = await workCounts(db, viewer, NOW)
      const tabs = await tabsOf(db, viewer, cast.support)
      const { rows } = await listThreads(
        db,
        viewer,
        { mailboxId: cast.support, status: 'new', list: null, after: null },
        NOW,
      )
      return [unassigned, tabs.new, rows.length]
    }

    it('are those of its own people alone, and come back when it is lifted', async () => {
      await cast.arrive({ from: 'other@shop.example', subject: '別件' })
      await limit(['sato', 'ito'])
      assert.deepEqual(await numbers('ito'), [2, 2, 2])
      assert.deepEqual(await numbers('tanaka'), [1, 1, 1])
      assert.deepEqual(await numbers('admin'), [1, 1, 1])
      await liftRestriction(db, await who('sato'), { threadId }, NOW)
      assert.deepEqual(await numbers('tanaka'), [2, 2, 2])
    })

    it('stay true while it moves, and after a split and a merge', async () => {
      await limit(['sato', 'ito'])
      const sato = await who('sato')
      await assignThread(db, sato, { threadId, to: cast.ids.sato }, NOW)
      const counted = await mailboxCounts(db, await who('tanaka'), [cast.support], NOW)
      assert.deepEqual(
        counted.filter(({ n }) => n !== 0),
        [],
      )
      await liftRestriction(db, sato, { threadId }, NOW)
      const tabs = await tabsOf(db, await who('tanaka'), cast.support)
      assert.deepEqual([tabs.new, tabs.in_progress], [0, 1])
    })
  })

  describe('whoever is called from outside', () => {
    const call = async (body: string) =>
      addComment(db, await who('sato'), { threadId, messageId: null, body }, NOW)

    it('is told once they are added, and only then', async () => {
      await limit(['sato'])
      const called = await call('@田中 見てください')
      assert.ok('withoutAccess' in called)
      assert.deepEqual(called.withoutAccess, [cast.ids.tanaka])
      assert.deepEqual(await cast.told(cast.ids.tanaka), [])
      await limit(['sato', 'tanaka'])
      assert.deepEqual(
        (await cast.told(cast.ids.tanaka)).map(({ kind, comment_id }) => [kind, comment_id]),
        [['mention', called.commentId]],
      )
      await limit(['sato'])
      await limit(['sato', 'tanaka'])
      assert.equal((await cast.told(cast.ids.tanaka)).length, 1)
      assert.deepEqual(await db.selectFrom('waiting_notices').selectAll().execute(), [])
    })

    it('is told by a role too, where it was the role that was missing', async () => {
      await call('@長谷川 見てください')
      assert.deepEqual(await cast.told(cast.ids.stranger), [])
      const change = {
        mailboxId: cast.support,
        of: { accountId: cast.ids.stranger },
        role: 'read_only' as const,
      }
      await setMemberships(db, [change], cast.ids.admin, NOW)
      assert.equal((await cast.told(cast.ids.stranger)).length, 1)
    })

    it('has no notification of it in their list while it is shut', async () => {
      await call('@田中 見てください')
      const listed = async () =>
        (await listNotifications(db, await who('tanaka'), { limit: 9 })).notifications.length
      assert.equal(await listed(), 1)
      await limit(['sato'])
      assert.equal(await listed(), 0)
      assert.equal((await workCounts(db, await who('tanaka'), NOW)).notifications, 0)
    })
  })

  describe('an administrator outside', () => {
    it('reads it for an hour once they gave a reason, which stays on the thread and in the record', async () => {
      await limit(['sato'])
      const admin = await who('admin')
      assert.deepEqual(await visitThread(db, admin, { threadId, reason: ' ' }, NOW), { refused: 'no-reason' })
      assert.deepEqual(await visitThread(db, await who('tanaka'), { threadId, reason: 'x' }, NOW), {
        refused: 'not-found',
      })
      assert.deepEqual(await visitThread(db, admin, { threadId, reason: '監査のため' }, NOW), { threadId })
      const visiting = { ...admin, visits: await openVisits(db, admin.accountId, NOW + VISIT - 1) }
      assert.equal((await findThread(db, visiting, threadId))?.id, threadId)
      const { rows } = await listThreads(
        db,
        visiting,
        { mailboxId: null, status: null, list: null, after: null },
        NOW,
      )
      assert.deepEqual(rows, [])
      assert.deepEqual(await openVisits(db, admin.accountId, NOW + VISIT), new Set())
      const events = await db
        .selectFrom('events')
        .select(['thread_id', 'facts'])
        .where('kind', '=', 'restricted_opened')
        .orderBy('id')
        .execute()
      assert.deepEqual(
        events.map((event) => event.thread_id),
        [threadId, null],
      )
      assert.match(events[1]?.facts ?? '', /監査のため/)
    })

    it('may open the door again where everybody has left', async () => {
      await limit(['sato'])
      await db.updateTable('accounts').set({ disabled_at: NOW }).where('id', '=', cast.ids.sato).execute()
      const admin = await who('admin')
      await visitThread(db, admin, { threadId, reason: '担当者の退職' }, NOW)
      const visiting = { ...admin, visits: await openVisits(db, admin.accountId, NOW) }
      assert.deepEqual(await liftRestriction(db, visiting, { threadId }, NOW), { threadId, changed: true })
      assert.equal(await sees('ito'), true)
    })
  })

  describe('two threads that become one, and one that becomes two', () => {
    it('keep the restriction of the target, which takes in what was open to all', async () => {
      const open = await cast.arrive({ from: 'other@shop.example', subject: '別件' })
      await limit(['sato', 'ito'])
      const into = { threadId: open.id, into: threadId }
      assert.deepEqual(await mergeThread(db, await who('ito'), into, NOW), { refused: 'restriction-differs' })
      assert.deepEqual(await mergeThread(db, await who('tanaka'), into, NOW), { refused: 'unknown-target' })
      assert.deepEqual(await mergeThread(db, await who('sato'), into, NOW), { threadId })
      assert.deepEqual([await sees('tanaka'), await sees('tanaka', open.id)], [false, false])
      assert.deepEqual([await sees('ito'), await sees('ito', open.id)], [true, true])
      assert.equal((await tabsOf(db, await who('tanaka'), cast.support)).new, 0)
    })

    it('are refused where the restricted one would go into one that others see', async () => {
      const open = await cast.arrive({ from: 'other@shop.example', subject: '別件' })
      await limit(['sato'])
      const outcome = await mergeThread(db, await who('sato'), { threadId, into: open.id }, NOW)
      assert.deepEqual(outcome, { refused: 'restriction-differs' })
    })

    it('are both restricted after a split', async () => {
      await cast.arrive({ subject: 'Re: 個人情報', inReplyTo: 'mail-1@shop.example', at: START + DAY })
      await limit(['sato', 'ito'])
      const [, second] = await cast.messages(threadId)
      const split = await splitThread(db, await who('ito'), { threadId, messageIds: [second?.id ?? 0] }, NOW)
      assert.ok('threadId' in split, JSON.stringify(split))
      assert.deepEqual(
        [await sees('ito', split.threadId), await sees('tanaka', split.threadId)],
        [true, false],
      )
      assert.equal((await tabsOf(db, await who('tanaka'), cast.support)).in_progress, 0)
    })
  })
})
