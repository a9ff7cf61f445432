import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { decideEscalation } from '../../src/escalation/decide-escalation.ts'
import {
  declineEscalation,
  sendUpEscalation,
  stepDownEscalation,
  withdrawEscalation,
} from '../../src/escalation/pass-escalation.ts'
import { type NewEscalation, raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { setRoute } from '../../src/escalation/set-route.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { addAccount, addMembership, type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { route as ladders } from './world.ts'

eachDatabase((_name, open) => {
  describe('an escalation', () => {
    let cast: Cast
    let thread: Thread
    let kondo: number
    let mori: number

    beforeEach(async () => {
      cast = await openCast(await open())
      kondo = await addAccount(cast.db, '近藤 修', 'kondo@minato.example', { title: '係長' })
      mori = await addAccount(cast.db, '森 由紀', 'mori@minato.example', { title: '課長' })
      for (const account of [kondo, mori])
        await addMembership(cast.db, cast.support, { account }, 'supervisor')
      const [two, three] = ladders.ladder
      if (!two || !three) throw new Error('the ladder has two rungs')
      const ladder = [
        {
          ...two,
          primaryId: cast.ids.sato,
          backupId: kondo,
          calls: [{ channel: 'email' as const, minutes: 60 }],
        },
        { ...three, primaryId: mori, backupId: null, calls: [] },
      ]
      const sato = await cast.viewer(cast.ids.sato)
      await setRoute(
        cast.db,
        sato,
        { mailboxId: cast.support, route: { ...ladders, ladder }, replaces: 0 },
        START,
      )
      thread = await cast.arrive()
    })

    const raise = async (change: Partial<NewEscalation> = {}) => {
      const made = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        { ...plain, threadId: thread.id, ...change },
        START,
      )
      assert.ok('escalationId' in made, JSON.stringify(made))
      return made.escalationId
    }
    const plain: NewEscalation = {
      threadId: 0,
      kind: 'instruction',
      criteria: { urgency: 1, expertise: 1, impact: 1 },
      level: null,
      levelReason: '',
      of: null,
      report: { ...emptyReport(), wanted: '値引きしてよいか' },
      wantedBy: null,
      commentId: null,
      messageId: null,
    }
    const at = (minutes: number) => START + minutes * MINUTE
    const tick = (minutes: number) => takeDueSteps(cast.db, () => at(minutes))
    const row = (id: number) =>
      cast.db.selectFrom('escalations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const kindsOf = async (account: number) => (await cast.told(account)).map((one) => one.kind)

    it('calls the primary at once, and says so on the thread', async () => {
      const id = await raise()
      assert.deepEqual(await kindsOf(cast.ids.sato), ['escalated'])
      const { holder_id, next_at, level } = await row(id)
      assert.deepEqual({ holder_id, next_at, level }, { holder_id: cast.ids.sato, next_at: at(30), level: 2 })
      assert.equal((await cast.thread(thread.id)).policy_asked_of, cast.ids.sato)
    })

    it('mails the call even to somebody who wants no mails', async () => {
      await cast.db
        .insertInto('notification_choices')
        .values({ account_id: cast.ids.sato, kind: 'escalated', by_email: 0 })
        .execute()
      await raise()
      const mails = await cast.db
        .selectFrom('notifications')
        .select('email_state')
        .where('kind', '=', 'escalated')
        .execute()
      assert.deepEqual(mails, [{ email_state: 'queued' }])
    })

    it('hands the authority to the backup when its time has come, once, and tells both', async () => {
      const id = await raise()
      assert.equal(await tick(29), 0)
      assert.equal(await tick(30), 1)
      assert.equal(await tick(30), 0)
      assert.equal((await row(id)).holder_id, kondo)
      assert.deepEqual(await kindsOf(kondo), ['escalated'])
      assert.deepEqual(await kindsOf(cast.ids.sato), ['escalated', 'escalation_moved'])
      assert.deepEqual(await kindsOf(cast.ids.ito), ['escalation_moved'])
    })

    it('is accepted by the backup alone after the handover', async () => {
      const id = await raise()
      await tick(30)
      const late = await acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), id, at(31))
      assert.deepEqual(late, { refused: 'held-by-another', holderId: kondo, isAccepted: false })
      const taken = await acceptEscalation(cast.db, await cast.viewer(kondo), id, at(31))
      assert.ok('escalationId' in taken)
      assert.equal((await row(id)).state, 'accepted')
    })

    it('may be taken up by somebody of a higher level, and by no agent', async () => {
      const id = await raise()
      const agent = await acceptEscalation(cast.db, await cast.viewer(cast.ids.tanaka), id, at(1))
      assert.deepEqual(agent, { refused: 'no-right' })
      assert.ok('escalationId' in (await acceptEscalation(cast.db, await cast.viewer(mori), id, at(1))))
    })

    it('goes up when nobody of the level accepts, and calls everybody above the top, again and again', async () => {
      const id = await raise()
      await tick(30)
      await tick(60)
      assert.equal((await row(id)).holder_id, mori)
      await tick(90)
      const { stage, holder_id } = await row(id)
      assert.deepEqual({ stage, holder_id }, { stage: 'everybody', holder_id: null })
      await tick(105)
      const calls = (await cast.told(cast.ids.admin)).filter((one) => one.kind === 'escalated')
      assert.equal(calls.length, 2)
      assert.ok(
        'escalationId' in (await acceptEscalation(cast.db, await cast.viewer(cast.ids.admin), id, at(106))),
      )
    })

    it('gives every late step its turn after a long stop, and the next person their whole time', async () => {
      const id = await raise({ criteria: { urgency: 3, expertise: 1, impact: 1 } })
      assert.equal(await tick(600), 1)
      assert.equal((await row(id)).holder_id, kondo)
      assert.equal((await row(id)).next_at, at(630))
    })

    it('moves on at once when the one who is called declines with a reason', async () => {
      const id = await raise()
      const sato = await cast.viewer(cast.ids.sato)
      assert.deepEqual(await declineEscalation(cast.db, sato, { id, reason: ' ' }, at(1)), {
        refused: 'needs-reason',
      })
      await declineEscalation(cast.db, sato, { id, reason: '会議中です' }, at(1))
      assert.equal((await row(id)).holder_id, kondo)
    })

    it('reminds the one who accepted when the decision is due, and again', async () => {
      const id = await raise({ wantedBy: at(45) })
      await acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), id, at(5))
      assert.equal(await tick(44), 0)
      assert.equal(await tick(45), 1)
      assert.equal((await row(id)).next_at, at(75))
    })

    it('is decided by the policy of the one who has it; they need not accept first', async () => {
      const id = await raise()
      const policy = {
        threadId: thread.id,
        instruction: '5%まで可',
        dueAt: null,
        replyBy: 'assignee' as const,
        needsApproval: false,
        returnWhen: '',
        replaces: 0,
      }
      const other = await setPolicy(cast.db, await cast.viewer(kondo), policy, at(2))
      assert.deepEqual(other, { refused: 'held-by-another', by: cast.ids.sato })
      const set = await setPolicy(cast.db, await cast.viewer(cast.ids.sato), policy, at(3))
      assert.ok('policyId' in set)
      const { state, decision, policy_id, accepted_by, next_at } = await row(id)
      assert.deepEqual(
        { state, decision, policy_id, accepted_by, next_at },
        {
          state: 'decided',
          decision: 'policy',
          policy_id: set.policyId,
          accepted_by: cast.ids.sato,
          next_at: null,
        },
      )
      assert.deepEqual(await kindsOf(cast.ids.ito), ['escalation_moved', 'policy_set'])
    })

    it('is decided by one of the options that its report offers', async () => {
      const id = await raise({ report: { ...emptyReport(), wanted: 'どちら?', options: ['返金', '交換'] } })
      const sato = await cast.viewer(cast.ids.sato)
      const none = await decideEscalation(
        cast.db,
        sato,
        { id, choice: { by: 'option', option: 2, words: '' } },
        at(1),
      )
      assert.deepEqual(none, { refused: 'no-such-option' })
      await decideEscalation(
        cast.db,
        sato,
        { id, choice: { by: 'option', option: 1, words: '送料は当社' } },
        at(1),
      )
      assert.equal((await row(id)).decision_words, '交換\n送料は当社')
    })

    it('goes up with a reason, and back down to the front line with guidance', async () => {
      const id = await raise()
      await sendUpEscalation(cast.db, await cast.viewer(cast.ids.sato), { id, reason: '金額が大きい' }, at(1))
      assert.equal((await row(id)).holder_id, mori)
      await stepDownEscalation(
        cast.db,
        await cast.viewer(mori),
        { id, level: 1, reason: '規定どおりで可' },
        at(2),
      )
      const { state, decision, next_at } = await row(id)
      assert.deepEqual(
        { state, decision, next_at },
        { state: 'decided', decision: 'guidance', next_at: null },
      )
    })

    it('is withdrawn by whoever raised it and calls nobody any more', async () => {
      const id = await raise()
      await withdrawEscalation(cast.db, await cast.viewer(cast.ids.ito), { id, reason: '解決した' }, at(1))
      assert.equal(await tick(600), 0)
      assert.equal((await cast.thread(thread.id)).policy_asked_at, null)
    })

    it('is not raised twice on one thread', async () => {
      const id = await raise()
      const ito = await cast.viewer(cast.ids.ito)
      const again = await raiseEscalation(cast.db, ito, { ...plain, threadId: thread.id }, START)
      assert.deepEqual(again, { refused: 'already-open', escalationId: id })
    })
  })
})
