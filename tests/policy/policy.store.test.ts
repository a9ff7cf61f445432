import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { acknowledgePolicy } from '../../src/policy/acknowledge-policy.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { policiesOf } from '../../src/policy/policy.store.ts'
import { type NewPolicy, setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { addAccount, addMembership, type Cast, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })
  const set = async (change: Partial<NewPolicy> = {}, who = cast.ids.sato) =>
    setPolicy(
      db,
      await cast.viewer(who),
      {
        ...{ threadId, instruction: '値引きはしない', dueAt: null, replyBy: 'anyone', needsApproval: false },
        ...{ returnWhen: '', replaces: 0, ...change },
      },
      START + MINUTE,
    )
  const isSet = async (change: Partial<NewPolicy> = {}) => {
    const done = await set(change)
    assert.ok('policyId' in done, JSON.stringify(done))
    return done.policyId
  }
  const told = async (who: number) => (await cast.told(who)).map(({ kind }) => kind)
  const ask = async (who: number, of: number, body = '値引きを求められています') =>
    askPolicy(db, await cast.viewer(who), { threadId, of, body }, START)

  it('is set by supervisors of the mailbox only', async () => {
    for (const who of [cast.ids.ito, cast.ids.admin])
      assert.deepEqual(await set({}, who), { refused: 'not-supervisor' })
    assert.deepEqual(await set({}, cast.ids.stranger), { refused: 'not-found' })
    assert.equal((await cast.thread(threadId)).policy_id, null)
    await isSet()
  })

  it('is refused empty, too long or due in the past', async () => {
    assert.deepEqual(await set({ instruction: ' ' }), { refused: 'empty' })
    assert.deepEqual(await set({ instruction: 'あ'.repeat(4001) }), { refused: 'too-long' })
    assert.deepEqual(await set({ dueAt: START }), { refused: 'due-in-the-past' })
  })

  it('binds in its latest version, with the earlier ones behind it and its due time on the thread', async () => {
    await isSet({ dueAt: START + HOUR })
    const second = await isSet({ replaces: 1, instruction: '二', dueAt: START + 2 * HOUR })
    const thread = await cast.thread(threadId)
    assert.deepEqual(
      [thread.policy_id, thread.due_at, thread.status],
      [second, START + 2 * HOUR, 'in_progress'],
    )
    assert.deepEqual(
      (await policiesOf(db, threadId)).map(({ version, instruction, author }) => [
        version,
        instruction,
        author.name,
      ]),
      [
        [2, '二', '佐藤 恵'],
        [1, '値引きはしない', '佐藤 恵'],
      ],
    )
  })

  it('never replaces one that was set meanwhile, also when two are set at once', async () => {
    await isSet()
    assert.deepEqual(await set({ replaces: 0 }), { refused: 'replaced-meanwhile', version: 1 })
    const both = await Promise.all([
      set({ replaces: 1, instruction: 'a' }),
      set({ replaces: 1, instruction: 'b' }),
    ])
    assert.equal(both.filter((one) => 'refused' in one && one.refused === 'replaced-meanwhile').length, 1)
  })

  it('is acknowledged once by each, and again after it changed', async () => {
    const first = await isSet()
    const acknowledge = async (policyId: number, who = cast.ids.ito) =>
      acknowledgePolicy(db, await cast.viewer(who), policyId, START + HOUR)
    assert.deepEqual(await acknowledge(first), { threadId })
    assert.deepEqual(await acknowledge(first), { threadId })
    assert.equal((await db.selectFrom('policy_acknowledgements').selectAll().execute()).length, 1)
    const second = await isSet({ replaces: 1 })
    assert.deepEqual(await acknowledge(first), { refused: 'not-binding', threadId })
    const [latest] = await policiesOf(db, threadId)
    assert.deepEqual([latest?.id, latest?.acknowledgements], [second, []])
    await acknowledge(second)
    assert.deepEqual(
      (await policiesOf(db, threadId)).map(({ acknowledgements }) => acknowledgements.length),
      [1, 1],
    )
    assert.deepEqual(await acknowledge(second, cast.ids.admin), { refused: 'read-only', threadId })
    assert.deepEqual(await acknowledge(second, cast.ids.stranger), { refused: 'not-found' })
  })

  describe('asking for one', () => {
    it('is a comment, one notification that says so, and a mark until it is set', async () => {
      await assignThread(db, await cast.viewer(cast.ids.tanaka), { threadId, to: cast.ids.tanaka }, START)
      assert.ok('commentId' in (await ask(cast.ids.ito, cast.ids.sato)))
      assert.deepEqual(await told(cast.ids.sato), ['policy_asked'])
      const comment = await db.selectFrom('comments').selectAll().executeTakeFirstOrThrow()
      assert.equal(comment.body, '@佐藤 恵 値引きを求められています')
      let thread = await cast.thread(threadId)
      assert.deepEqual(
        [thread.policy_asked_at, thread.policy_asked_of, thread.comment_count],
        [START, cast.ids.sato, 1],
      )
      await isSet()
      thread = await cast.thread(threadId)
      assert.deepEqual([thread.policy_asked_at, thread.policy_asked_of], [null, null])
      assert.deepEqual(
        [await told(cast.ids.ito), await told(cast.ids.tanaka)],
        [['policy_set'], ['policy_set']],
      )
    })

    it('mentions the supervisor once, however the text does already', async () => {
      await ask(cast.ids.ito, cast.ids.sato, '@佐藤さん、値引き?')
      const comment = await db.selectFrom('comments').selectAll().executeTakeFirstOrThrow()
      assert.equal(comment.body, '@佐藤さん、値引き?')
      assert.deepEqual(await told(cast.ids.sato), ['policy_asked'])
    })

    it('reaches the supervisor whose name is only part of another word', async () => {
      await addMembership(
        db,
        cast.support,
        { account: await addAccount(db, '佐藤 恵子', 'keiko@minato.example') },
        'agent',
      )
      await ask(cast.ids.ito, cast.ids.sato, 'x@佐藤 恵 と @佐藤 恵子')
      assert.deepEqual(await told(cast.ids.sato), ['policy_asked'])
      const mentions = await db.selectFrom('mentions').select('account_id').execute()
      assert.ok(mentions.some(({ account_id }) => account_id === cast.ids.sato))
    })

    it('is of a supervisor of this mailbox, with words, by who works here', async () => {
      assert.deepEqual(await ask(cast.ids.ito, cast.ids.tanaka), { refused: 'not-a-supervisor' })
      assert.deepEqual(await ask(cast.ids.ito, 999), { refused: 'not-a-supervisor' })
      assert.deepEqual(await ask(cast.ids.ito, cast.ids.sato, ' '), { refused: 'empty' })
      assert.deepEqual(await ask(cast.ids.ito, cast.ids.sato, 'あ'.repeat(20_001)), { refused: 'too-long' })
      assert.deepEqual(await ask(cast.ids.admin, cast.ids.sato), { refused: 'read-only' })
      assert.deepEqual(await ask(cast.ids.stranger, cast.ids.sato), { refused: 'not-found' })
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.policy_asked_at, thread.comment_count], [null, 0])
    })
  })
})
