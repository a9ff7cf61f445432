import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { noRule } from '../../src/approval/approval.ts'
import { setApprovalRule } from '../../src/approval/rule.store.ts'
import { takeDueApprovalSteps } from '../../src/approval/take-due-steps.ts'
import type { Db } from '../../src/db/database.ts'
import type { Level, Route } from '../../src/escalation/route.ts'
import { MINUTE } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Asking, NOW, openAsking } from './asking.ts'

eachDatabase((_name, open) => {
  describe('a request for approval that nobody answers', () => {
    let db: Db
    let desk: Asking
    let ids: Asking['ids']
    beforeEach(async () => {
      db = await open()
      desk = await openAsking(db)
      ids = desk.ids
    })
    const rung = (level: number, primaryId: number, backupId: number | null): Level => ({
      ...{ level, title: '', primaryId, backupId, minutesToAccept: 30, minutesToDecide: 60 },
      calls: [{ channel: 'phone', minutes: 1 }],
    })
    const route = async (ladder: Level[]) => {
      const body: Route = {
        ladder,
        outside: ladder,
        ...{ urgentIgnoresHours: true, repeatMinutes: 15, remindMinutes: 60 },
      }
      await db
        .insertInto('escalation_routes')
        .values({
          ...{ mailbox_id: desk.cast.support, version: 1, body: JSON.stringify(body) },
          ...{ author_id: null, created_at: NOW },
        })
        .execute()
    }
    const tick = (minutes: number) => takeDueApprovalSteps(db, () => NOW + minutes * MINUTE)
    const away = (account_id: number, deputy_id: number | null) =>
      db
        .insertInto('absences')
        .values({
          ...{ account_id, from_at: NOW - MINUTE, until_at: NOW + 600 * MINUTE, deputy_id },
          ...{ note: '', created_by: account_id, created_at: NOW },
        })
        .execute()

    it('is reminded of, goes to the deputy, to the next level, and at the end to everybody, again and again', async () => {
      await route([rung(2, ids.sato, ids.tanaka), rung(3, ids.takahashi, null)])
      const id = await desk.ask(ids.stranger)
      assert.equal(await tick(14), 0)
      for (const minutes of [15, 30, 45, 60, 75, 90, 105]) {
        assert.equal(await tick(minutes), 1, `${minutes}`)
        assert.equal(await tick(minutes), 0, 'each step is made once')
      }
      assert.deepEqual(await desk.steps(id), [
        ['asked', ids.sato],
        ['remind', ids.sato],
        ['hand_over', ids.tanaka],
        ['remind', ids.tanaka],
        ['raise', ids.takahashi],
        ['remind', ids.takahashi],
        ['call_everybody', null],
        ['call_everybody', null],
      ])
      const told = await desk.cast.told(ids.takahashi)
      assert.ok(told.length >= 3 && told.every(({ kind }) => kind === 'approval_asked'))
      assert.ok((await desk.request(id)).next_at !== null, 'it never falls silent')
    })

    it('calls who stands in for somebody who is away, and never its writer', async () => {
      await route([rung(2, ids.sato, null), rung(3, ids.takahashi, null)])
      await away(ids.sato, ids.takahashi)
      assert.deepEqual(await desk.steps(await desk.ask(ids.stranger)), [['asked', ids.takahashi]])
    })

    it('begins with the person who was chosen, and only if they may approve', async () => {
      await route([rung(2, ids.sato, null)])
      assert.deepEqual(await desk.tryAsking(ids.stranger, { approverId: ids.emma }), {
        refused: 'not-an-approver',
      })
      const id = await desk.ask(ids.stranger, { approverId: ids.takahashi })
      assert.deepEqual(await desk.steps(id), [['asked', ids.takahashi]])
    })

    it('without a route calls every supervisor at once', async () => {
      const rule = { ...noRule, everything: true }
      await setApprovalRule(db, await desk.cast.viewer(ids.sato), { mailboxId: desk.cast.support, rule }, NOW)
      await desk.ask(ids.ito)
      for (const id of [ids.sato, ids.takahashi]) {
        assert.deepEqual(
          (await desk.cast.told(id)).map(({ kind }) => kind),
          ['approval_asked'],
        )
      }
      assert.deepEqual(await desk.cast.told(ids.tanaka), [])
    })

    it('climbs from level to level where several yeses are needed', async () => {
      await route([rung(2, ids.sato, null), rung(3, ids.takahashi, null)])
      const rule = { ...noRule, words: ['返金'], rounds: 2 }
      await setApprovalRule(db, await desk.cast.viewer(ids.sato), { mailboxId: desk.cast.support, rule }, NOW)
      const id = await desk.ask(ids.ito)
      await desk.approve(ids.sato, id)
      assert.deepEqual(await desk.steps(id), [
        ['asked', ids.sato],
        ['next_round', ids.takahashi],
      ])
    })
  })
})
