import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { awayNow, comingAbsences } from '../../src/absence/absence.store.ts'
import { deputyGaps } from '../../src/absence/deputy-gaps.store.ts'
import { endAbsence, setAbsence } from '../../src/absence/set-absence.ts'
import { setRoute } from '../../src/escalation/set-route.ts'
import { route, rung } from '../escalation/world.ts'
import { addAccount, addMembership, type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  describe('an absence', () => {
    let cast: Cast
    let kondo: number
    beforeEach(async () => {
      cast = await openCast(await open())
      kondo = await addAccount(cast.db, '近藤 修', 'kondo@minato.example')
      await addMembership(cast.db, cast.support, { account: kondo }, 'supervisor')
    })

    const set = async (
      by: number,
      accountId: number,
      deputyId: number | null,
      change: Partial<{ id: number; from: number; until: number; note: string }> = {},
      now = START,
    ) => {
      const wanted = { id: null, accountId, deputyId, from: START, until: START + DAY, note: '', ...change }
      return setAbsence(cast.db, await cast.viewer(by), wanted, now)
    }

    it('is shown beside the name, with whoever stands in at the end of the chain', async () => {
      const { sato, ito, tanaka } = cast.ids
      await set(sato, sato, ito)
      await set(ito, ito, tanaka, { until: START + HOUR })
      const away = await awayNow(cast.db, START)
      assert.deepEqual(away.get(sato), { until: START + DAY, deputy: '田中 健' })
      assert.deepEqual((await awayNow(cast.db, START + HOUR)).get(sato)?.deputy, '伊藤 美咲')
      assert.equal((await awayNow(cast.db, START + DAY)).size, 0)
    })

    it('is refused where deputies go round, with the circle', async () => {
      const { sato, ito } = cast.ids
      await set(sato, sato, ito)
      await set(ito, ito, kondo)
      assert.deepEqual(await set(kondo, kondo, sato), { refused: 'circle', accounts: [kondo, sato, ito] })
      assert.equal((await comingAbsences(cast.db, START)).length, 2)
      assert.ok('absenceId' in (await set(kondo, kondo, sato, { from: START + DAY, until: START + 2 * DAY })))
    })

    it('is refused for times that make no sense, for oneself as deputy, and twice at a time', async () => {
      const { sato } = cast.ids
      const refusals = [
        await set(sato, sato, null, { until: START }),
        await set(sato, sato, null, { from: START - DAY, until: START }),
        await set(sato, sato, sato),
        await set(sato, sato, 987_654),
        await set(sato, sato, null, { note: 'x'.repeat(201) }),
      ]
      const words = refusals.map((one) => ('refused' in one ? one.refused : 'set'))
      assert.deepEqual(words, ['backwards', 'past', 'own-deputy', 'unknown-deputy', 'long-note'])
      await set(sato, sato, null)
      assert.deepEqual(await set(sato, sato, null, { from: START + HOUR }), {
        ...{ refused: 'overlaps', from: START, until: START + DAY },
      })
    })

    it('is set by oneself, one’s supervisors and administrators, and by nobody else', async () => {
      const { sato, ito, tanaka, admin, emma } = cast.ids
      assert.deepEqual(await set(tanaka, ito, null), { refused: 'not-found' })
      assert.deepEqual(await set(sato, emma, null), { refused: 'not-found' })
      assert.ok('absenceId' in (await set(sato, ito, null)))
      assert.ok('absenceId' in (await set(admin, emma, null)))
      const [row] = await comingAbsences(cast.db, START)
      assert.equal(await endAbsence(cast.db, await cast.viewer(tanaka), row?.id ?? 0, START), false)
    })

    it('is changed, ended now, or taken away before it begins', async () => {
      const { sato } = cast.ids
      const viewer = await cast.viewer(sato)
      const made = await set(sato, sato, null)
      assert.ok('absenceId' in made)
      const longer = { id: made.absenceId, until: START + 2 * DAY, note: ' 出張 ' }
      assert.deepEqual(await set(sato, sato, kondo, longer), made)
      const [row] = await comingAbsences(cast.db, START)
      assert.deepEqual([row?.until_at, row?.deputy_id, row?.note], [START + 2 * DAY, kondo, '出張'])
      assert.equal(await endAbsence(cast.db, viewer, made.absenceId, START + HOUR), true)
      assert.deepEqual(await comingAbsences(cast.db, START + HOUR), [])
      assert.equal((await cast.db.selectFrom('absences').selectAll().execute()).length, 1)
      const later = await set(sato, sato, null, { from: START + 5 * DAY, until: START + 6 * DAY })
      assert.ok('absenceId' in later)
      await endAbsence(cast.db, viewer, later.absenceId, START + HOUR)
      assert.equal((await cast.db.selectFrom('absences').selectAll().execute()).length, 1)
    })

    it('of somebody on a route tells where the deputy could not decide', async () => {
      const { sato, ito } = cast.ids
      const ladder = [rung(2, { primaryId: sato, backupId: kondo })]
      const viewer = await cast.viewer(sato)
      await setRoute(
        cast.db,
        viewer,
        { mailboxId: cast.support, route: { ...route, ladder }, replaces: 0 },
        START,
      )
      assert.deepEqual(await deputyGaps(cast.db, sato, ito), ['サポート窓口'])
      assert.deepEqual(await deputyGaps(cast.db, sato, kondo), [])
      assert.deepEqual(await deputyGaps(cast.db, ito, ito), [])
    })
  })
})
