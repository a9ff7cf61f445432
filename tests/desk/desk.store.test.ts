import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { callsFor, latePoliciesOf } from '../../src/desk/desk.store.ts'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { callingBanners } from '../../src/escalation/calling-everybody.store.ts'
import { openEscalationsOf } from '../../src/escalation/open-escalations.store.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { listThreads } from '../../src/thread/thread-list.store.ts'
import type { ListName } from '../../src/thread/thread-list.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { type Cast, DAY, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  describe('what waits for a decision', () => {
    let cast: Cast
    let thread: Thread
    let id: number
    beforeEach(async () => {
      cast = await openCast(await open())
      thread = await cast.arrive()
      await cast.arrive({ subject: '別件' })
      const raised = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'instruction', level: null, levelReason: '' },
          ...{ criteria: { urgency: 1, expertise: 1, impact: 1 }, of: cast.ids.sato, wantedBy: null },
          ...{ report: { ...emptyReport(), wanted: 'どうするか' }, commentId: null, messageId: null },
        },
        START,
      )
      assert.ok('escalationId' in raised)
      id = raised.escalationId
    })

    const listed = async (account: number, list: ListName) => {
      const query = { mailboxId: null, status: null, list, after: null }
      const { rows } = await listThreads(cast.db, await cast.viewer(account), query, START)
      return rows.map((row) => row.id)
    }
    const counts = async (account: number) => {
      const { escalated, acceptance, my_decision } = await workCounts(
        cast.db,
        await cast.viewer(account),
        START,
      )
      return { escalated, acceptance, my_decision }
    }
    const accept = async () => acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), id, START + MINUTE)

    it('stands in the lists of what is escalated and not accepted, counted alike', async () => {
      assert.deepEqual(await listed(cast.ids.tanaka, 'escalated'), [thread.id])
      assert.deepEqual(await listed(cast.ids.tanaka, 'acceptance'), [thread.id])
      assert.deepEqual(await counts(cast.ids.tanaka), { escalated: 1, acceptance: 1, my_decision: 0 })
      assert.deepEqual(await counts(cast.ids.sato), { escalated: 1, acceptance: 1, my_decision: 1 })
    })

    it('stays in the decider’s own list after acceptance, and leaves that of what nobody accepted', async () => {
      await accept()
      assert.deepEqual(await listed(cast.ids.sato, 'my_decision'), [thread.id])
      assert.deepEqual(await listed(cast.ids.sato, 'acceptance'), [])
      assert.deepEqual(await counts(cast.ids.sato), { escalated: 1, acceptance: 0, my_decision: 1 })
    })

    it('is listed and counted for nobody who does not see the thread', async () => {
      assert.deepEqual(await counts(cast.ids.emma), { escalated: 0, acceptance: 0, my_decision: 0 })
      const input = { threadId: thread.id, accountIds: [cast.ids.sato], groupIds: [], reason: '人事' }
      await restrictThread(cast.db, await cast.viewer(cast.ids.sato), input, START)
      assert.deepEqual(await listed(cast.ids.tanaka, 'escalated'), [])
      assert.deepEqual(await counts(cast.ids.tanaka), { escalated: 0, acceptance: 0, my_decision: 0 })
      assert.deepEqual(await counts(cast.ids.sato), { escalated: 1, acceptance: 1, my_decision: 1 })
    })

    it('is told by whose acceptance it waits for, and by whose decision', async () => {
      const waiting = (await openEscalationsOf(cast.db, [thread.id])).get(thread.id)
      assert.equal(waiting?.holder?.name, '佐藤 恵')
      assert.equal(waiting?.state, 'waiting')
      await accept()
      const accepted = (await openEscalationsOf(cast.db, [thread.id])).get(thread.id)
      assert.deepEqual([accepted?.state, accepted?.until], ['accepted', START + MINUTE + 2 * HOUR])
    })

    it('stands on the desk of the one who is called, and nobody else’s', async () => {
      const calls = await callsFor(cast.db, await cast.viewer(cast.ids.sato))
      assert.deepEqual(
        calls.map((call) => [call.id, call.state, call.reporter]),
        [[id, 'waiting', '伊藤 美咲']],
      )
      assert.deepEqual(await callsFor(cast.db, await cast.viewer(cast.ids.tanaka)), [])
    })

    it('is on everybody’s desk and above every page of theirs while it calls everybody', async () => {
      assert.deepEqual(await callingBanners(cast.db, await cast.viewer(cast.ids.sato)), [])
      await takeDueSteps(cast.db, () => START + DAY)
      const banners = await callingBanners(cast.db, await cast.viewer(cast.ids.admin))
      assert.deepEqual(
        banners.map((banner) => banner.is === 'calling' && banner.escalationId),
        [id],
      )
      assert.equal((await callsFor(cast.db, await cast.viewer(cast.ids.admin))).length, 1)
      assert.deepEqual(await callingBanners(cast.db, await cast.viewer(cast.ids.tanaka)), [])
    })

    it('counts a policy that is late to its author', async () => {
      const sato = await cast.viewer(cast.ids.sato)
      const policy = { instruction: '返金する', dueAt: START + HOUR, replyBy: 'anyone' as const }
      const set = await setPolicy(
        cast.db,
        sato,
        {
          ...{ threadId: thread.id, ...policy, needsApproval: false, returnWhen: '' },
          ...{ replaces: 0, raiseWhenLate: false },
        },
        START,
      )
      assert.ok(!('refused' in set), JSON.stringify(set))
      assert.deepEqual(await latePoliciesOf(cast.db, sato, START + MINUTE), [])
      const late = await latePoliciesOf(cast.db, sato, START + 2 * HOUR)
      assert.deepEqual(
        late.map(({ instruction }) => instruction),
        ['返金する'],
      )
    })
  })
})
