import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { setAbsence } from '../../src/absence/set-absence.ts'
import { disableAccount } from '../../src/account/disable-account.ts'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { type NewEscalation, raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { presentRoute } from '../../src/escalation/route.store.ts'
import type { Level, Route } from '../../src/escalation/route.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import { changeRoute } from '../../src/route/change-route.ts'
import { examineRoutes } from '../../src/route/examine-routes.ts'
import { moveRunning } from '../../src/route/move-running.ts'
import { versionsOf } from '../../src/route/versions.store.ts'
import { route as ladders, rung } from '../escalation/world.ts'
import { addAccount, addMembership, type Cast, DAY, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const raising: NewEscalation = {
  threadId: 0,
  kind: 'instruction',
  criteria: { urgency: 1, expertise: 1, impact: 1 },
  level: null,
  levelReason: '',
  of: null,
  report: emptyReport(),
  wantedBy: null,
  commentId: null,
  messageId: null,
}

eachDatabase((_name, open) => {
  let cast: Cast
  let kondo: number
  let mori: number
  let ueda: number
  beforeEach(async () => {
    cast = await openCast(await open())
    kondo = await addAccount(cast.db, '近藤 修', 'kondo@minato.example', { title: '係長' })
    mori = await addAccount(cast.db, '森 由紀', 'mori@minato.example', { title: '課長' })
    ueda = await addAccount(cast.db, '上田 智', 'ueda@minato.example', { title: '課長' })
    for (const account of [kondo, mori, ueda]) {
      await addMembership(cast.db, cast.support, { account }, 'supervisor')
    }
  })

  const two = (change: Partial<Level> = {}) =>
    rung(2, { primaryId: cast.ids.sato, backupId: kondo, calls: [], ...change })
  const three = () => rung(3, { title: '課長', primaryId: mori, backupId: ueda, calls: [] })
  const routeOf = (...ladder: Level[]): Route => ({ ...ladders, ladder })
  const save = async (route: Route, replaces: number, by = cast.ids.sato) =>
    changeRoute(cast.db, await cast.viewer(by), { mailboxId: cast.support, route, replaces }, START)
  const move = async (version: number, minute: number, by = cast.ids.sato) =>
    moveRunning(cast.db, await cast.viewer(by), { mailboxId: cast.support, version }, at(minute))
  const at = (minute: number) => START + minute * MINUTE
  const raise = async (level: number | null = null) => {
    const thread = await cast.arrive()
    const viewer = await cast.viewer(cast.ids.ito)
    const asked = { ...raising, threadId: thread.id, level, levelReason: level === null ? '' : 'x' }
    const raised = await raiseEscalation(cast.db, viewer, asked, START)
    assert.ok('escalationId' in raised, JSON.stringify(raised))
    return raised.escalationId
  }
  const row = (id: number) =>
    cast.db.selectFrom('escalations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  describe('a change of a route', () => {
    it('makes a version, and none where nothing differs', async () => {
      assert.deepEqual(await save(routeOf(two(), three()), 0), { version: 1 })
      assert.deepEqual(await save(routeOf(two(), three()), 1), { same: true })
      assert.deepEqual(await save(routeOf(two()), 1), { version: 2 })
      const versions = await versionsOf(cast.db, cast.support)
      assert.deepEqual(
        versions.map(({ version, by }) => [version, by]),
        [
          [2, '佐藤 恵'],
          [1, '佐藤 恵'],
        ],
      )
    })

    it('is refused whole while a row could not run', async () => {
      const changed = await save(routeOf(two({ backupId: null }), three()), 0)
      assert.ok('problems' in changed)
      assert.deepEqual(
        changed.problems.map(({ row: at, what }) => [at, what]),
        [[0, 'no_backup']],
      )
      assert.equal(await presentRoute(cast.db, cast.support), null)
    })

    it('refuses an agent on a level, somebody disabled, and an account that never was', async () => {
      await disableAccount(cast.db, mori, cast.ids.admin, START)
      for (const [backupId, what] of [
        [cast.ids.ito, 'no_right'],
        [mori, 'disabled'],
        [987_654, 'unknown_person'],
      ] as const) {
        const changed = await save(routeOf(two({ backupId })), 0)
        assert.ok('problems' in changed)
        assert.deepEqual(
          changed.problems.map((problem) => problem.what),
          [what],
        )
      }
    })

    it('does not replace what somebody else saved meanwhile', async () => {
      await save(routeOf(two()), 0)
      assert.deepEqual(await save(routeOf(three()), 0), { refused: 'replaced-meanwhile', version: 1 })
    })

    it('is a supervisor’s and an administrator’s', async () => {
      assert.deepEqual(await save(routeOf(two()), 0, cast.ids.ito), { refused: 'no-right' })
      assert.deepEqual(await save(routeOf(two()), 0, cast.ids.admin), { version: 1 })
    })
  })

  describe('escalations that run', () => {
    it('keep their version until they are moved on purpose, with a step and the new next time', async () => {
      await save(routeOf(two(), three()), 0)
      const id = await raise()
      await save(routeOf(two({ minutesToAccept: 10 }), three()), 1)
      assert.equal((await row(id)).next_at, at(30))
      assert.deepEqual(await move(2, 5), { moved: 1 })
      const { next_at, holder_id, seq } = await row(id)
      assert.deepEqual({ next_at, holder_id, seq }, { next_at: at(10), holder_id: cast.ids.sato, seq: 2 })
      assert.deepEqual(await move(2, 6), { moved: 0 })
      const { thread_id } = await row(id)
      const kinds = (await cast.events(thread_id)).map(({ kind }) => kind)
      assert.ok(kinds.includes('escalation_route_changed'))
    })

    it('go on at once where their level was removed', async () => {
      await save(routeOf(two(), three()), 0)
      const id = await raise()
      await save(routeOf(three()), 1)
      await move(2, 5)
      assert.ok(((await row(id)).next_at ?? Infinity) <= at(5))
      assert.equal(await takeDueSteps(cast.db, () => at(5)), 1)
      const { holder_id, level, state } = await row(id)
      assert.deepEqual({ holder_id, level, state }, { holder_id: mori, level: 3, state: 'waiting' })
    })

    it('call everybody where the highest level was removed beneath them', async () => {
      await save(routeOf(two(), three()), 0)
      const id = await raise(3)
      await save(routeOf(two()), 1)
      await move(2, 5)
      await takeDueSteps(cast.db, () => at(5))
      const { stage, next_at } = await row(id)
      assert.deepEqual([stage, next_at], ['everybody', at(20)])
    })

    it('stay with whoever accepted, and are over where they are over', async () => {
      await save(routeOf(two(), three()), 0)
      const id = await raise()
      await acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), id, at(1))
      await save(routeOf(three()), 1)
      assert.deepEqual(await move(2, 5), { moved: 1 })
      const { state, holder_id } = await row(id)
      assert.deepEqual({ state, holder_id }, { state: 'accepted', holder_id: cast.ids.sato })
      await cast.db.updateTable('escalations').set({ state: 'decided', route_id: null }).execute()
      assert.deepEqual(await move(2, 6), { moved: 0 })
    })

    it('began without a route, and get one', async () => {
      const id = await raise()
      await save(routeOf(two()), 0)
      assert.deepEqual(await move(1, 5), { moved: 1 })
      assert.equal((await row(id)).stage, 'everybody')
      assert.ok((await row(id)).route_id)
    })

    it('are not moved by an agent, nor to a version that is no longer the newest', async () => {
      await save(routeOf(two()), 0)
      await save(routeOf(three()), 1)
      assert.deepEqual(await move(2, 5, cast.ids.ito), { refused: 'no-right' })
      assert.deepEqual(await move(1, 5), { refused: 'replaced-meanwhile', version: 2 })
    })
  })

  describe('the nightly examination', () => {
    const examine = (now: number) => examineRoutes(cast.db, 'Asia/Tokyo', now)
    const causes = async () =>
      (await cast.told(cast.ids.sato))
        .filter(({ kind }) => kind === 'route_trouble')
        .map(({ cause }) => cause)

    it('says nothing of a route that runs, and looks once a night', async () => {
      await save(routeOf(two(), three()), 0)
      assert.deepEqual(await examine(START), { examined: 2, told: 0 })
      assert.deepEqual(await examine(START + HOUR), { examined: 0, told: 0 })
      assert.deepEqual(await examine(START + DAY), { examined: 2, told: 0 })
    })

    it('warns supervisors and administrators when somebody was disabled, each day until it is mended', async () => {
      await save(routeOf(two(), three()), 0)
      await disableAccount(cast.db, mori, cast.ids.admin, START)
      // Satō, Kondō, Ueda and the administrator.
      assert.equal((await examine(START)).told, 4)
      assert.equal((await examine(START + DAY)).told, 4)
      assert.equal((await causes()).length, 2)
      await save(routeOf(two()), 1)
      assert.equal((await examine(START + 2 * DAY)).told, 0)
    })

    it('warns when both of a level will be away tomorrow and their deputies too', async () => {
      await save(routeOf(two(), three()), 0)
      const admin = await cast.viewer(cast.ids.admin)
      for (const [accountId, deputyId] of [
        [mori, ueda],
        [ueda, null],
      ] as const) {
        const wanted = {
          id: null,
          accountId,
          deputyId,
          note: '',
          from: START + 10 * HOUR,
          until: START + DAY,
        }
        assert.ok('absenceId' in (await setAbsence(cast.db, admin, wanted, START)))
      }
      // Satō, Kondō, Mori, Ueda and the administrator.
      assert.equal((await examine(START)).told, 5)
    })

    it('says once for a version what its author chose', async () => {
      await save({ ...routeOf(two()), urgentIgnoresHours: false }, 0)
      assert.equal((await examine(START)).told, 5)
      assert.equal((await examine(START + DAY)).told, 0)
    })
  })
})
