import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { findApproval } from '../../src/approval/approval.store.ts'
import { noRule } from '../../src/approval/approval.ts'
import { listedApprovals } from '../../src/approval/listed.store.ts'
import { approvalRuleOf, MOST_ENTRIES, setApprovalRule } from '../../src/approval/rule.store.ts'
import type { Db } from '../../src/db/database.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Asking, NOW, openAsking } from './asking.ts'

eachDatabase((_name, open) => {
  describe('the lists of what waits for approval', () => {
    let db: Db
    let desk: Asking
    let ids: Asking['ids']
    beforeEach(async () => {
      db = await open()
      desk = await openAsking(db)
      ids = desk.ids
    })
    const listed = async (who: number) => {
      const lists = await listedApprovals(db, await desk.cast.viewer(who), NOW)
      return [lists.forMe.length, lists.mine.length, lists.others.length]
    }
    const counted = async (who: number) => (await workCounts(db, await desk.cast.viewer(who), NOW)).approvals

    it('have a request where it waits: for those who may approve, of its writer, and nowhere else', async () => {
      await desk.ask(ids.stranger)
      assert.deepEqual(await listed(ids.sato), [1, 0, 0])
      assert.deepEqual(await listed(ids.tanaka), [1, 0, 0])
      assert.deepEqual(await listed(ids.stranger), [0, 1, 0])
      assert.deepEqual(await listed(ids.emma), [0, 0, 0])
      assert.deepEqual(
        [await counted(ids.sato), await counted(ids.stranger), await counted(ids.emma)],
        [1, 0, 0],
      )
    })

    it('show a supervisor what waits for another one by name', async () => {
      await desk.ask(ids.stranger, { approverId: ids.takahashi })
      assert.deepEqual(await listed(ids.sato), [0, 0, 1])
      assert.deepEqual(await listed(ids.takahashi), [1, 0, 0])
      assert.deepEqual(await listed(ids.tanaka), [0, 0, 0])
    })

    it('have nothing of a thread that is limited to others', async () => {
      const id = await desk.ask(ids.stranger)
      await db.updateTable('threads').set({ restricted_at: NOW }).where('id', '=', desk.threadId).execute()
      await db
        .insertInto('thread_viewers')
        .values({
          ...{ thread_id: desk.threadId, account_id: ids.takahashi, group_id: null },
          ...{ added_by: null, added_at: NOW },
        })
        .execute()
      assert.deepEqual(await listed(ids.sato), [0, 0, 0])
      assert.deepEqual(await listed(ids.stranger), [0, 0, 0])
      assert.equal(await counted(ids.sato), 0)
      assert.equal(await findApproval(db, await desk.cast.viewer(ids.sato), id), null)
      assert.deepEqual(await listed(ids.takahashi), [1, 0, 0])
    })

    it('keep what is over for its writer alone', async () => {
      await desk.approve(ids.sato, await desk.ask(ids.stranger))
      assert.deepEqual(await listed(ids.sato), [0, 0, 0])
      assert.deepEqual(await listed(ids.stranger), [0, 1, 0])
    })
  })

  describe('what a mailbox wants approved', () => {
    it('is set by its supervisors, within bounds', async () => {
      const db = await open()
      const { cast, ids } = await openAsking(db)
      const set = async (who: number, rule: Partial<typeof noRule>) =>
        setApprovalRule(
          db,
          await cast.viewer(who),
          { mailboxId: cast.support, rule: { ...noRule, ...rule } },
          NOW,
        )
      assert.deepEqual(await set(ids.ito, { everything: true }), { refused: 'not-supervisor' })
      const words = Array.from({ length: MOST_ENTRIES + 1 }, (_, n) => `w${n}`)
      assert.deepEqual(await set(ids.sato, { words }), { refused: 'too-many', field: 'words' })
      assert.deepEqual(await set(ids.sato, { insideDomains: ['a@b'] }), {
        refused: 'bad-domain',
        field: 'inside',
      })
      assert.deepEqual(await approvalRuleOf(db, cast.support), noRule)
      await set(ids.sato, { words: ['返金'], insideDomains: ['shop.example'], rounds: 9 })
      assert.deepEqual(await approvalRuleOf(db, cast.support), {
        ...noRule,
        ...{ words: ['返金'], insideDomains: ['shop.example'], rounds: 3 },
      })
    })
  })
})
