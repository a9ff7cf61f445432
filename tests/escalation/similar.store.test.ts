import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { decideEscalation } from '../../src/escalation/decide-escalation.ts'
import { likeness, telling } from '../../src/escalation/likeness.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { similarCases } from '../../src/escalation/similar.store.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

describe('likeness', () => {
  it('is not made of grammar, single letters or marks of answering', () => {
    assert.deepEqual(telling('Re: 複合機がうごきません 3'), ['複合', '合機', '機が'])
  })

  it('needs the same customer or shared words; the same kind alone is none', () => {
    assert.equal(likeness({ customer: false, kind: true, words: 0.1 }), 0)
    const both = likeness({ customer: true, kind: false, words: 1 })
    assert.ok(both > likeness({ customer: true, kind: true, words: 0 }))
  })
})

eachDatabase((_name, open) => {
  describe('similar cases', () => {
    let cast: Cast
    beforeEach(async () => {
      cast = await openCast(await open())
    })

    const decided = async (subject: string, from: string, words: string) => {
      const thread = await cast.arrive({ subject, from })
      const raised = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'instruction', level: null, levelReason: '', of: cast.ids.sato },
          ...{ criteria: { urgency: 1, expertise: 1, impact: 1 }, report: emptyReport(), wantedBy: null },
          ...{ commentId: null, messageId: null },
        },
        START,
      )
      assert.ok('escalationId' in raised)
      const choice = { by: 'answer', words } as const
      await decideEscalation(
        cast.db,
        await cast.viewer(cast.ids.sato),
        { id: raised.escalationId, choice },
        START,
      )
      return thread
    }
    const similarTo = async (subject: string, from: string) => {
      const thread = await cast.arrive({ subject, from })
      const about = { kind: 'instruction', words: thread.subject } as const
      return similarCases(cast.db, await cast.viewer(cast.ids.tanaka), thread, about)
    }

    it('are those of the same customer and those in like words, with the decision of then', async () => {
      await decided('複合機が動きません', 'a@one.example', '代替機を送る')
      await decided('領収書の再発行', 'b@two.example', '再発行する')
      await decided('休業日の確認', 'c@three.example', '答える')
      const cases = await similarTo('別の複合機も動きません', 'b@two.example')
      assert.deepEqual(
        cases.map(({ decision, alike }) => [decision, alike]),
        [
          ['代替機を送る', ['words', 'kind']],
          ['再発行する', ['customer', 'kind']],
        ],
      )
    })

    it('are none that the viewer may not see', async () => {
      const thread = await decided('複合機が動きません', 'a@one.example', '代替機を送る')
      const limit = { threadId: thread.id, accountIds: [cast.ids.sato], groupIds: [], reason: '人事' }
      await restrictThread(cast.db, await cast.viewer(cast.ids.sato), limit, START)
      assert.deepEqual(await similarTo('複合機が動きません', 'a@one.example'), [])
    })
  })
})
