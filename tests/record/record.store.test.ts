import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { decideEscalation } from '../../src/escalation/decide-escalation.ts'
import { judgeOutcome } from '../../src/escalation/judge-outcome.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { reportAfterwards } from '../../src/escalation/report-afterwards.ts'
import { listRecord } from '../../src/record/record.store.ts'
import { recordQueryOf } from '../../src/record/record-query.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  describe('the record', () => {
    let cast: Cast
    let decided: number
    let reported: number
    let restricted: number
    const saying = (what: string) => ({ ...emptyReport(), what: { text: what, isGuess: false } })

    const raise = async (subject: string, what: string, at = START) => {
      const thread = await cast.arrive({ subject })
      const raised = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'instruction', level: null, levelReason: '', of: cast.ids.sato },
          ...{ criteria: { urgency: 1, expertise: 1, impact: 1 }, report: saying(what), wantedBy: null },
          ...{ commentId: null, messageId: null },
        },
        at,
      )
      assert.ok('escalationId' in raised)
      return { threadId: thread.id, id: raised.escalationId }
    }

    beforeEach(async () => {
      cast = await openCast(await open())
      const first = await raise('会議室の予約について', 'プリンターprinterが動かない')
      decided = first.id
      const sato = await cast.viewer(cast.ids.sato)
      const choice = { by: 'answer', words: '代替機を送る' } as const
      await decideEscalation(cast.db, sato, { id: decided, choice }, START + HOUR)
      const thread = await cast.arrive({ subject: '請求' })
      const report = { ...saying('二重に請求した'), how: { text: '返金した', isGuess: false } }
      const made = await reportAfterwards(
        cast.db,
        await cast.viewer(cast.ids.ito),
        { threadId: thread.id, report, messageId: null },
        START + DAY,
      )
      assert.ok('escalationId' in made)
      reported = made.escalationId
      const secret = await raise('懲戒', '秘密の件')
      restricted = secret.id
      const limit = { threadId: secret.threadId, accountIds: [cast.ids.sato], groupIds: [], reason: '人事' }
      await restrictThread(cast.db, sato, limit, START)
    })

    const found = async (asked: Record<string, string>, account = cast.ids.tanaka, size = 50) => {
      const query = recordQueryOf((name) => asked[name])
      const everywhen = { from: null, until: null }
      const { rows } = await listRecord(cast.db, await cast.viewer(account), query, everywhen, null, size)
      return rows.map((row) => row.id)
    }

    it('has every escalation and report that the viewer may see, newest first', async () => {
      assert.deepEqual(await found({}), [reported, decided])
      assert.deepEqual(await found({}, cast.ids.sato), [restricted, reported, decided])
      assert.deepEqual(await found({}, cast.ids.emma), [])
      assert.deepEqual(await found({ q: '秘密' }), [])
    })

    it('is found by words of subject, report and decision, in any script, by their beginning', async () => {
      for (const q of ['会議室', '会', 'PRINT', '代替機', '代替機 会議室', 'ﾌﾟﾘﾝﾀｰ', '室'])
        assert.deepEqual(await found({ q }), [decided], q)
      for (const q of ['議会', '代替機 請求', 'rinter']) assert.deepEqual(await found({ q }), [], q)
      assert.deepEqual(await found({ q: '返金' }), [reported])
    })

    it('is asked by kind, state and outcome', async () => {
      assert.deepEqual(await found({ state: 'reported' }), [reported])
      assert.deepEqual(await found({ state: 'open' }), [])
      assert.deepEqual(await found({ kind: 'question' }), [])
      assert.deepEqual(await found({ outcome: 'unknown' }), [decided])
      const ito = await cast.viewer(cast.ids.ito)
      await judgeOutcome(cast.db, ito, { id: decided, outcome: 'solved' }, START + DAY)
      assert.deepEqual(await found({ outcome: 'solved' }), [decided])
      assert.deepEqual(await found({ outcome: 'unknown' }), [])
    })

    it('is asked by when it was raised', async () => {
      const tanaka = await cast.viewer(cast.ids.tanaka)
      const query = recordQueryOf(() => undefined)
      const span = { from: START + HOUR, until: START + 2 * DAY }
      const { rows } = await listRecord(cast.db, tanaka, query, span, null)
      assert.deepEqual(
        rows.map((row) => row.id),
        [reported],
      )
    })

    it('goes on page by page without repeats', async () => {
      const tanaka = await cast.viewer(cast.ids.tanaka)
      const query = recordQueryOf(() => undefined)
      const everywhen = { from: null, until: null }
      const one = await listRecord(cast.db, tanaka, query, everywhen, null, 1)
      const two = await listRecord(cast.db, tanaka, query, everywhen, one.next, 1)
      assert.deepEqual([one.rows[0]?.id, two.rows[0]?.id, two.next], [reported, decided, null])
    })
  })
})
