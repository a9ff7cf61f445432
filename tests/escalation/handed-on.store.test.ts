import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { decideEscalation } from '../../src/escalation/decide-escalation.ts'
import { escalationInView } from '../../src/escalation/escalation-view.ts'
import { type NewEscalation, raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const plain: Omit<NewEscalation, 'threadId' | 'kind'> = {
  criteria: { urgency: 3, expertise: 1, impact: 1 },
  level: null,
  levelReason: '',
  of: null,
  report: emptyReport(),
  wantedBy: null,
  commentId: null,
  messageId: null,
}

eachDatabase((_name, open) => {
  describe('an escalation in a mailbox without a route', () => {
    let cast: Cast
    let thread: Thread
    beforeEach(async () => {
      cast = await openCast(await open())
      thread = await cast.arrive()
    })

    const raise = async (kind: NewEscalation['kind']) => {
      const asked = { ...plain, kind, threadId: thread.id }
      const made = await raiseEscalation(cast.db, await cast.viewer(cast.ids.ito), asked, START)
      assert.ok('escalationId' in made)
      return made.escalationId
    }

    it('makes whoever accepts a hand-over the assignee, and nobody else’s', async () => {
      const asked = await raise('instruction')
      await acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), asked, START)
      assert.notEqual((await cast.thread(thread.id)).assignee_id, cast.ids.sato)
      const sato = await cast.viewer(cast.ids.sato)
      await decideEscalation(cast.db, sato, { id: asked, choice: { by: 'answer', words: 'はい' } }, START)
      const handed = await raise('takeover')
      await acceptEscalation(cast.db, sato, handed, START + MINUTE)
      assert.equal((await cast.thread(thread.id)).assignee_id, cast.ids.sato)
    })

    it('shows once, also when it has ended, that everybody was called, who that was, and who accepted', async () => {
      const id = await raise('instruction')
      await takeDueSteps(cast.db, () => START + 16 * MINUTE)
      await takeDueSteps(cast.db, () => START + 32 * MINUTE)
      const sato = await cast.viewer(cast.ids.sato)
      await acceptEscalation(cast.db, sato, id, START + 33 * MINUTE)
      const choice = { by: 'answer', words: '代替機を送る' } as const
      await decideEscalation(cast.db, sato, { id, choice }, START + 34 * MINUTE)
      const ito = await cast.viewer(cast.ids.ito)
      const seen = await escalationInView(cast.db, ito, await cast.thread(thread.id), START + 35 * MINUTE)
      const everybody = seen?.rungs.filter(({ stage }) => stage === 'everybody') ?? []
      assert.equal(everybody.length, 1)
      assert.ok(everybody[0]?.called.some((name) => name.startsWith('佐藤')))
      const accepted = everybody[0]?.after.find(({ what }) => what === 'accepted')
      assert.match(accepted?.by ?? '', /^佐藤/)
    })
  })
})
