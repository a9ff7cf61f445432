import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { askDepartment } from '../../src/escalation/ask-department.ts'
import { completeReport } from '../../src/escalation/complete-report.ts'
import { reportOf } from '../../src/escalation/escalation.store.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { reportAfterwards } from '../../src/escalation/report-afterwards.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const criteria = { urgency: 2, expertise: 1, impact: 1 } as const

eachDatabase((_name, open) => {
  describe('a report', () => {
    let cast: Cast
    let thread: Thread
    beforeEach(async () => {
      cast = await openCast(await open())
      thread = await cast.arrive()
    })

    const saying = (what: string, wanted = '') => ({
      ...emptyReport(),
      what: { text: what, isGuess: false },
      wanted,
    })
    const row = (id: number) =>
      cast.db.selectFrom('escalations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const kindsOf = async (account: number) => (await cast.told(account)).map(({ kind }) => kind)

    const raise = async (reportId: number | null = null) => {
      const raised = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'instruction', criteria, level: null, levelReason: '' },
          ...{ of: cast.ids.sato, report: saying('止まった', 'どうするか'), wantedBy: null },
          ...{ commentId: null, messageId: null, reportId },
        },
        START,
      )
      assert.ok('escalationId' in raised, JSON.stringify(raised))
      return raised.escalationId
    }
    const complete = async (account: number, id: number, what: string, version = 1) =>
      completeReport(
        cast.db,
        await cast.viewer(account),
        { id, report: saying(what, 'どうするか'), version },
        START + HOUR,
      )

    it('is completed afterwards by whoever works the thread, and what it said before is kept', async () => {
      const id = await raise()
      assert.ok('escalationId' in (await complete(cast.ids.tanaka, id, '全館で止まった')))
      assert.equal(reportOf(await row(id)).what.text, '全館で止まった')
      const kept = await cast.db.selectFrom('escalation_report_versions').selectAll().execute()
      assert.deepEqual(
        kept.map(({ version, report }) => [version, JSON.parse(report).what.text]),
        [[1, '止まった']],
      )
      assert.ok((await cast.events(thread.id)).some(({ kind }) => kind === 'escalation_completed'))
      assert.deepEqual(await kindsOf(cast.ids.sato), ['escalated', 'escalation_moved'])
    })

    it('is not written over by somebody who has seen an earlier version', async () => {
      const id = await raise()
      await complete(cast.ids.tanaka, id, '全館で止まった')
      const late = await complete(cast.ids.ito, id, '三階で止まった')
      assert.ok('refused' in late && late.refused === 'changed-meanwhile')
      assert.equal(reportOf(await row(id)).what.text, '全館で止まった')
    })

    it('is completed by nobody who does not see the thread', async () => {
      const id = await raise()
      assert.deepEqual(await complete(cast.ids.stranger, id, 'x'), { refused: 'not-found' })
      assert.deepEqual(await complete(cast.ids.admin, id, 'x'), { refused: 'no-right' })
    })

    const reports = async () => {
      const report = { ...saying('通知が遅れた'), how: { text: '電話で謝罪した', isGuess: false } }
      const input = { threadId: thread.id, report, messageId: null }
      const made = await reportAfterwards(cast.db, await cast.viewer(cast.ids.ito), input, START)
      assert.ok('escalationId' in made, JSON.stringify(made))
      return made.escalationId
    }

    it('after the fact calls nobody, waits for nobody, and is recorded', async () => {
      const id = await reports()
      const { state, next_at } = await row(id)
      assert.deepEqual({ state, next_at }, { state: 'reported', next_at: null })
      assert.equal(await takeDueSteps(cast.db, () => START + DAY), 0)
      assert.deepEqual(await kindsOf(cast.ids.sato), [])
      assert.equal((await cast.thread(thread.id)).policy_asked_at, null)
      assert.ok((await cast.events(thread.id)).some(({ kind }) => kind === 'escalation_reported'))
    })

    it('after the fact that needed a decision becomes the escalation itself', async () => {
      const id = await reports()
      assert.equal(await raise(id), id)
      assert.equal((await row(id)).state, 'waiting')
      assert.deepEqual(await kindsOf(cast.ids.sato), ['escalated'])
      const kept = await cast.db.selectFrom('escalation_report_versions').select('version').execute()
      assert.equal(kept.length, 1)
    })

    it('is not said of an empty one', async () => {
      const input = { threadId: thread.id, report: emptyReport(), messageId: null }
      const refused = await reportAfterwards(cast.db, await cast.viewer(cast.ids.ito), input, START)
      assert.deepEqual(refused, { refused: 'empty' })
    })

    const asks = async (wantedBy: number | null = START + DAY) =>
      askDepartment(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, party: { groupId: cast.engineers }, criteria, wantedBy },
          ...{ report: saying('止まった', '原因は'), commentId: null, messageId: null },
        },
        START,
      )

    it('to another department opens a wait with its clock, and ends with its answer', async () => {
      const asked = await asks()
      assert.ok('escalationId' in asked, JSON.stringify(asked))
      const { state, wait_id } = await row(asked.escalationId)
      assert.equal(state, 'asked')
      const { status, wait_due_at } = await cast.thread(thread.id)
      assert.deepEqual({ status, wait_due_at }, { status: 'awaiting_dept', wait_due_at: START + DAY })
      const answer = { waitId: wait_id ?? 0, answer: '基板の故障' }
      await endWait(cast.db, await cast.viewer(cast.ids.tanaka), answer, START + HOUR)
      const { decision, decision_words, ...ended } = await row(asked.escalationId)
      assert.equal(ended.state, 'decided')
      assert.deepEqual([decision, decision_words], ['answer', '基板の故障'])
      assert.deepEqual(await kindsOf(cast.ids.ito), ['wait_answered'])
    })

    it('to another department leaves a decision that is awaited beside it alone', async () => {
      await raise()
      const asked = await asks()
      assert.ok('escalationId' in asked)
      assert.equal((await cast.thread(thread.id)).policy_asked_of, cast.ids.sato)
    })

    it('to another department is not recorded where the wait is refused', async () => {
      assert.deepEqual(await asks(START - HOUR), { refused: 'due-in-the-past' })
      assert.deepEqual(await cast.db.selectFrom('escalations').selectAll().execute(), [])
    })

    it('is found by each of its words', async () => {
      const id = await raise()
      await complete(cast.ids.ito, id, '全館で止まった')
      const words = await cast.db.selectFrom('escalation_words').select('word').execute()
      assert.ok(['全館', '納期', 'どう'].every((word) => words.some((one) => one.word === word)))
      assert.ok(!words.some((one) => one.word === '三階'))
    })
  })
})
