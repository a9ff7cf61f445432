import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { disableAccount } from '../../src/account/disable-account.ts'
import { bindingPolicy } from '../../src/policy/policy.store.ts'
import { replyRefusal } from '../../src/policy/policy.ts'
import { applyRules } from '../../src/rule/apply-rules.ts'
import { confirmedBy, confirmRule } from '../../src/rule/confirmations.store.ts'
import { judgeHit } from '../../src/rule/judge-hit.ts'
import { remindReviews } from '../../src/rule/remind-reviews.ts'
import { ruleById } from '../../src/rule/rule.store.ts'
import type { Actions, Condition } from '../../src/rule/rule.ts'
import { endCareful } from '../../src/rule/set-careful.ts'
import { setRule } from '../../src/rule/set-rule.ts'
import { switchRule } from '../../src/rule/switch-rule.ts'
import { tryRule } from '../../src/rule/try-rule.ts'
import { type Cast, DAY, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const nothing: Actions = {
  escalate: null,
  assignTo: null,
  labelId: null,
  deadlineMinutes: null,
  restrict: false,
  careful: null,
}
const wantsBoss: Condition = { of: 'body', words: ['責任者'] }

eachDatabase((_name, open) => {
  let cast: Cast
  beforeEach(async () => {
    cast = await openCast(await open())
  })

  const ruleOf = (actions: Partial<Actions>, ...conditions: Condition[]) => ({
    name: '責任者希望',
    join: 'all' as const,
    conditions,
    actions: { ...nothing, ...actions },
  })
  async function make(
    actions: Partial<Actions>,
    conditions: Condition[] = [wantsBoss],
    { id = null as number | null, replaces = 0, reviewAt = null as number | null, isOn = true } = {},
  ): Promise<number> {
    const viewer = await cast.viewer(cast.ids.sato)
    const rule = ruleOf(actions, ...conditions)
    const wanted = { id, mailboxId: cast.support, ownerId: cast.ids.sato, rule, reviewAt, replaces }
    const set = await setRule(cast.db, viewer, wanted, START)
    assert.ok('ruleId' in set, JSON.stringify(set))
    if (isOn) await switchRule(cast.db, viewer, { id: set.ruleId, state: 'on' }, START)
    return set.ruleId
  }
  const angry = (more: object = {}) => cast.arrive({ text: '責任者を出してください', ...more })
  const apply = (at = START) => applyRules(cast.db, () => at)
  const hitsOf = (threadId: number) =>
    cast.db.selectFrom('rule_hits').selectAll().where('thread_id', '=', threadId).execute()
  const waiting = () => cast.db.selectFrom('rule_due').selectAll().execute()

  describe('a mail that comes in', () => {
    it('orders nothing while no rule is on, and when it is older than three days', async () => {
      await make({ restrict: true }, [wantsBoss], { isOn: false })
      await angry()
      assert.deepEqual(await waiting(), [])
      await make({ restrict: true })
      await cast.receive([await cast.arrivalOf({ at: START - 4 * DAY })], { now: START })
      assert.deepEqual(await waiting(), [])
    })

    it('is looked at once, and only the rules that match fire', async () => {
      const rule = await make({ escalate: { by: 'suggest', level: 2 } })
      await make({ restrict: true }, [{ of: 'subject', words: ['解約'] }])
      const thread = await angry()
      const { mails, hits, failed } = await apply()
      assert.deepEqual([mails, hits, failed], [1, 1, []])
      assert.equal((await apply()).mails, 0)
      const [hit, ...others] = await hitsOf(thread.id)
      assert.deepEqual(others, [])
      assert.deepEqual([hit?.rule_id, hit?.suggests, hit?.done], [rule, 2, 'suggest'])
      assert.equal((await ruleById(cast.db, rule))?.hits, 1)
      assert.equal((await cast.thread(thread.id)).restricted_at, null)
      assert.ok((await cast.events(thread.id)).some(({ kind }) => kind === 'rule_applied'))
    })
  })

  describe('a rule that raises by itself', () => {
    it('calls whoever has the level, the owner too, in the owner’s name', async () => {
      await make({ escalate: { by: 'raise', level: 2 } })
      const thread = await angry()
      await apply()
      const escalation = await cast.db
        .selectFrom('escalations')
        .selectAll()
        .where('thread_id', '=', thread.id)
        .executeTakeFirstOrThrow()
      assert.equal(escalation.raised_by, cast.ids.sato)
      assert.ok(escalation.message_id)
      assert.ok((await cast.told(cast.ids.sato)).some(({ kind }) => kind === 'escalated'))
    })

    it('does so also when its owner has left', async () => {
      await make({ escalate: { by: 'raise', level: 2 } })
      await disableAccount(cast.db, cast.ids.sato, cast.ids.admin, START)
      const thread = await angry()
      await apply()
      const [hit] = await hitsOf(thread.id)
      assert.equal(hit?.done, 'raise')
      assert.ok((await cast.told(cast.ids.admin)).some(({ kind }) => kind === 'escalated'))
    })

    it('waits for an answer, and fires by the clock when none has come', async () => {
      await make({ escalate: { by: 'raise', level: 2 } }, [wantsBoss, { of: 'unanswered', minutes: 60 }])
      const thread = await angry()
      await apply()
      assert.equal((await hitsOf(thread.id)).length, 0)
      const [due] = await waiting()
      assert.equal(due?.due_at, START + HOUR)
      await apply(START + 59 * MINUTE)
      assert.equal((await hitsOf(thread.id)).length, 0)
      await apply(START + HOUR)
      assert.equal((await hitsOf(thread.id)).length, 1)
    })

    it('does not fire where an answer went out in time', async () => {
      await make({ escalate: { by: 'raise', level: 2 } }, [{ of: 'unanswered', minutes: 60 }])
      const thread = await angry()
      await apply()
      await cast.db
        .updateTable('threads')
        .set({ last_outbound_at: START + 30 * MINUTE })
        .where('id', '=', thread.id)
        .execute()
      await apply(START + HOUR)
      assert.deepEqual(await hitsOf(thread.id), [])
      assert.deepEqual(await waiting(), [])
    })
  })

  it('assigns, sets when an answer is due, and restricts to those who have to do with it', async () => {
    await make({ assignTo: cast.ids.ito, deadlineMinutes: 30, restrict: true })
    const { id } = await angry()
    await apply()
    const thread = await cast.thread(id)
    assert.equal(thread.assignee_id, cast.ids.ito)
    assert.equal(thread.due_at, START + 30 * MINUTE)
    assert.notEqual(thread.restricted_at, null)
    assert.equal((await hitsOf(id))[0]?.done, 'assign,deadline,restrict')
    const named = await cast.db
      .selectFrom('thread_viewers')
      .select('account_id')
      .where('thread_id', '=', id)
      .execute()
    assert.deepEqual(named.map((row) => row.account_id).toSorted(), [cast.ids.ito, cast.ids.sato].toSorted())
  })

  it('lets only a supervisor send in careful mode, until one ends it', async () => {
    await make({ careful: { hints: '事実だけを書く' } })
    const { id } = await angry()
    await apply()
    const refusal = async (account: number) => {
      const thread = await cast.thread(id)
      const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
      return replyRefusal(await cast.viewer(account), facts, await bindingPolicy(cast.db, thread))
    }
    assert.equal(await refusal(cast.ids.ito), 'needs-approval')
    assert.equal(await refusal(cast.ids.sato), null)
    assert.deepEqual(await endCareful(cast.db, await cast.viewer(cast.ids.ito), id, START), {
      refused: 'not-supervisor',
    })
    await endCareful(cast.db, await cast.viewer(cast.ids.sato), id, START)
    assert.equal(await refusal(cast.ids.ito), null)
  })

  it('counts that it fired wrongly, once', async () => {
    const rule = await make({ escalate: { by: 'suggest', level: 2 } })
    const thread = await angry()
    await apply()
    const [hit] = await hitsOf(thread.id)
    const input = { threadId: thread.id, hitId: hit?.id ?? 0, words: 'お礼の文だった' }
    const ito = await cast.viewer(cast.ids.ito)
    await judgeHit(cast.db, ito, input, START)
    await judgeHit(cast.db, ito, input, START)
    assert.equal((await ruleById(cast.db, rule))?.wrong, 1)
    assert.equal((await hitsOf(thread.id))[0]?.wrong_words, 'お礼の文だった')
    const stranger = await cast.viewer(cast.ids.stranger)
    assert.deepEqual(await judgeHit(cast.db, stranger, input, START), { refused: 'not-found' })
  })

  it('is tried on the threads that its author sees, and changes nothing', async () => {
    const thread = await angry()
    await cast.arrive({ subject: 'お礼', text: 'ありがとうございました' })
    const sato = await cast.viewer(cast.ids.sato)
    const wanted = { mailboxId: cast.support, rule: ruleOf({ restrict: true }, wantsBoss) }
    const trial = await tryRule(cast.db, sato, wanted, START)
    assert.equal(trial.tried, 2)
    assert.deepEqual(
      trial.matched.map(({ threadId }) => threadId),
      [thread.id],
    )
    assert.deepEqual(await hitsOf(thread.id), [])
    const stranger = await cast.viewer(cast.ids.stranger)
    assert.equal((await tryRule(cast.db, stranger, wanted, START)).tried, 0)
  })

  it('keeps its versions, and replaces no version that its author had not seen', async () => {
    const id = await make({ restrict: true })
    const sato = await cast.viewer(cast.ids.sato)
    const rule = ruleOf({ restrict: true }, wantsBoss)
    const input = { id, mailboxId: cast.support, ownerId: cast.ids.sato, rule, reviewAt: null }
    const again = await setRule(cast.db, sato, { ...input, replaces: 0 }, START)
    assert.deepEqual(again, { refused: 'replaced-meanwhile', version: 1 })
    assert.deepEqual(await setRule(cast.db, sato, { ...input, replaces: 1 }, START), {
      ruleId: id,
      version: 2,
    })
    const ito = await cast.viewer(cast.ids.ito)
    assert.deepEqual(await setRule(cast.db, ito, { ...input, replaces: 2 }, START), { refused: 'no-right' })
    assert.deepEqual(await setRule(cast.db, sato, { ...input, ownerId: cast.ids.ito, replaces: 2 }, START), {
      refused: 'owner-cannot',
    })
  })

  it('reminds its owner once that its review is due', async () => {
    await make({ restrict: true }, [wantsBoss], { reviewAt: START + DAY })
    assert.equal(await remindReviews(cast.db, START), 0)
    assert.equal(await remindReviews(cast.db, START + DAY), 1)
    assert.equal(await remindReviews(cast.db, START + DAY), 0)
    const told = await cast.told(cast.ids.sato)
    assert.equal(told.filter(({ kind }) => kind === 'rule_review').length, 1)
  })

  it('shows the team who has read the version that holds', async () => {
    const ruleId = await make({ restrict: true })
    const sato = await cast.viewer(cast.ids.sato)
    const ito = await cast.viewer(cast.ids.ito)
    const confirm = () => confirmRule(cast.db, ito, { mailboxId: cast.support, ruleId }, START)
    assert.equal(await confirm(), false)
    await switchRule(cast.db, sato, { id: ruleId, state: 'shown' }, START)
    assert.ok((await cast.told(cast.ids.ito)).some(({ kind }) => kind === 'rule_shown'))
    assert.equal(await confirm(), true)
    const names = async () => {
      const kept = await ruleById(cast.db, ruleId)
      assert.ok(kept)
      return (await confirmedBy(cast.db, [kept])).get(ruleId)?.map(({ name }) => name)
    }
    assert.deepEqual(await names(), ['伊藤 美咲'])
    await make({ restrict: true }, [wantsBoss], { id: ruleId, replaces: 1 })
    assert.deepEqual(await names(), [])
  })
})
