import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { tellLatePolicies } from '../../src/policy/tell-late-policies.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { remindWaits } from '../../src/wait/remind-waits.ts'
import { type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let cast: Cast
  let thread: Thread
  beforeEach(async () => {
    cast = await openCast(await open())
    thread = await cast.arrive()
  })
  const kinds = async (id: number) => (await cast.told(id)).map((one) => one.kind)

  describe('a question to a department', () => {
    const ask = async (dueAt: number | null) => {
      const party = { groupId: cast.engineers }
      const asked = { threadId: thread.id, party, question: '在庫は?', dueAt }
      const wait = await openWait(cast.db, await cast.viewer(cast.ids.ito), asked, START)
      assert.ok('waitId' in wait)
      return wait.waitId
    }

    it('reminds whoever asked before it is due and when it is, each time once', async () => {
      await ask(START + DAY)
      assert.equal(await remindWaits(cast.db, () => START + HOUR), 0)
      assert.equal(await remindWaits(cast.db, () => START + DAY - HOUR), 1)
      assert.equal(await remindWaits(cast.db, () => START + DAY - HOUR), 0)
      assert.equal(await remindWaits(cast.db, () => START + DAY), 1)
      assert.deepEqual(await kinds(cast.ids.ito), ['wait_due', 'wait_due'])
    })

    it('that has an answer, or no due time, reminds nobody', async () => {
      const id = await ask(START + DAY)
      await ask(null)
      await endWait(
        cast.db,
        await cast.viewer(cast.ids.ito),
        { waitId: id, answer: 'あります' },
        START + HOUR,
      )
      assert.equal(await remindWaits(cast.db, () => START + 5 * DAY), 0)
    })
  })

  describe('a policy whose due time passes', () => {
    const order = async (raiseWhenLate: boolean) => {
      const policy = {
        threadId: thread.id,
        instruction: '明日までに連絡する',
        dueAt: START + DAY,
        replyBy: 'assignee' as const,
        needsApproval: false,
        returnWhen: '',
        raiseWhenLate,
        replaces: 0,
      }
      assert.ok('policyId' in (await setPolicy(cast.db, await cast.viewer(cast.ids.sato), policy, START)))
    }
    const escalations = () => cast.db.selectFrom('escalations').select(['raised_by', 'state']).execute()

    it('is told to its author, once, and raises nothing by itself', async () => {
      await order(false)
      assert.equal(await tellLatePolicies(cast.db, () => START + DAY - 1), 0)
      assert.equal(await tellLatePolicies(cast.db, () => START + DAY), 1)
      assert.equal(await tellLatePolicies(cast.db, () => START + DAY), 0)
      assert.deepEqual(await kinds(cast.ids.sato), ['policy_late'])
      assert.deepEqual(await escalations(), [])
    })

    it('goes up by itself where it says so', async () => {
      await order(true)
      await tellLatePolicies(cast.db, () => START + DAY)
      assert.deepEqual(await escalations(), [{ raised_by: cast.ids.sato, state: 'waiting' }])
    })

    it('is late no more when an answer went out', async () => {
      await order(true)
      const answered = { last_outbound_at: START + HOUR }
      await cast.db.updateTable('threads').set(answered).where('id', '=', thread.id).execute()
      assert.equal(await tellLatePolicies(cast.db, () => START + DAY), 0)
    })
  })
})
