import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { heldAnswersFor } from '../../src/mail-answer/held-answers.store.ts'
import { settleAnswer } from '../../src/mail-answer/settle-answer.ts'
import { notificationMessageId } from '../../src/notification/notification-ids.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Asking, NOW, openAsking } from '../approval/asking.ts'
import { inbox, type Letter, MINUTE } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const AUTH = 'mx.minato.example'
const vouched = `Authentication-Results: ${AUTH}; dkim=pass header.d=minato.example`

eachDatabase((_name, open) => {
  let db: Db
  let desk: Asking
  let cast: Asking['cast']
  let threadId: number
  beforeEach(async () => {
    db = await open()
    desk = await openAsking(db)
    cast = desk.cast
    threadId = desk.threadId
  })

  /** The Message-ID of the last notification that somebody was told. */
  const noticeTo = async (accountId: number) => {
    const { id } = await db
      .selectFrom('notifications')
      .select('id')
      .where('account_id', '=', accountId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return notificationMessageId(id, await secretFor(db, 'message-id'), 'minato.example')
  }
  const mailIn = async (letter: Letter, at = NOW + MINUTE) => {
    const arrival = await cast.arrivalOf({ subject: 'Re: [承認依頼] 納期について', at, ...letter })
    const mailbox = { id: cast.support, address: 'support@minato.example', authservId: AUTH }
    return receiveMessages(db, { mailbox, folder: inbox, mails: [arrival] }, at)
  }
  const answer = async (accountId: number, from: string, text: string, headers: string[] = []) =>
    mailIn({ from, text, inReplyTo: await noticeTo(accountId), headers })
  const outcomes = async () =>
    (await db.selectFrom('mail_answers').select(['outcome', 'why']).orderBy('id').execute()).map(
      ({ outcome, why }) => why ?? outcome,
    )
  const policyAsked = async () =>
    askPolicy(db, await cast.viewer(cast.ids.ito), { threadId, of: cast.ids.sato, body: 'どうしますか' }, NOW)
  const policies = () =>
    db.selectFrom('policies').select(['version', 'instruction', 'author_id']).orderBy('id').execute()

  describe('a policy by mail', () => {
    it('is set in the name of the supervisor who was asked', async () => {
      await policyAsked()
      await answer(cast.ids.sato, 'sato@minato.example', '方針: 全額返金する。\r\n\r\n> どうしますか')
      assert.deepEqual(await policies(), [
        { version: 1, instruction: '全額返金する。', author_id: cast.ids.sato },
      ])
      assert.deepEqual(await outcomes(), ['policy'])
      assert.equal((await cast.thread(threadId)).policy_asked_at, null)
    })

    it('is held where it comes from whoever may set none', async () => {
      await policyAsked()
      await setPolicy(db, await cast.viewer(cast.ids.sato), newPolicy('連絡する'), NOW)
      await db.updateTable('notifications').set({ account_id: cast.ids.tanaka }).execute()
      await answer(cast.ids.tanaka, 'tanaka@minato.example', '方針: 全額返金する。')
      assert.deepEqual(await outcomes(), ['no-right'])
      assert.equal((await policies()).length, 1)
    })

    it('is held when somebody else set one after the notification', async () => {
      await policyAsked()
      const takahashi = await cast.viewer(desk.ids.takahashi)
      await setPolicy(db, takahashi, newPolicy('連絡する'), NOW + 1)
      const asked = await db
        .selectFrom('notifications')
        .select('id')
        .where('kind', '=', 'policy_asked')
        .where('account_id', '=', cast.ids.sato)
        .executeTakeFirstOrThrow()
      const id = notificationMessageId(asked.id, await secretFor(db, 'message-id'), 'minato.example')
      await mailIn({ from: 'sato@minato.example', inReplyTo: id, text: '方針: 返金する' })
      assert.deepEqual(await outcomes(), ['policy-changed'])
    })
  })

  const newPolicy = (instruction: string) => ({
    ...{ threadId, instruction, dueAt: null, replyBy: 'anyone' as const },
    ...{ needsApproval: false, returnWhen: '', replaces: 0 },
  })

  describe('an approval by mail', () => {
    const approve = async (headers: string[], text = '承認', from = 'sato@minato.example') => {
      await desk.ask(desk.ids.stranger, { approverId: cast.ids.sato })
      await answer(cast.ids.sato, from, text, headers)
    }

    it('sends what waits, where the receiving server vouches for the sender', async () => {
      await approve([vouched], '承認します。\r\n日付に注意してください。')
      assert.deepEqual(await outcomes(), ['approved'])
      const [mail] = await desk.mails()
      assert.deepEqual([mail?.state, mail?.queued_by], ['queued', cast.ids.sato])
      const comments = await db.selectFrom('comments').select(['body', 'by_mail']).execute()
      assert.deepEqual(comments, [{ body: '日付に注意してください。', by_mail: 1 }])
    })

    for (const [name, headers, why] of [
      ['says nothing', [], 'not-authenticated'],
      ['says that it failed', [`Authentication-Results: ${AUTH}; dkim=none`], 'authentication-failed'],
      [
        'is another',
        ['Authentication-Results: mx.evil.example; dkim=pass header.d=minato.example'],
        'not-authenticated',
      ],
      [
        'has its say above a forged field',
        [`Authentication-Results: ${AUTH}; spf=fail smtp.mailfrom=evil.example`, vouched],
        'authentication-failed',
      ],
    ] as const) {
      it(`is held where the server ${name}`, async () => {
        await approve([...headers])
        assert.deepEqual(await outcomes(), [why])
        assert.deepEqual(await desk.mails(), [])
        assert.equal((await cast.told(cast.ids.sato)).at(-1)?.kind, 'answer_held')
      })
    }

    it('is held when the text changed, and when nobody can tell whether it is meant', async () => {
      await desk.ask(desk.ids.stranger, { approverId: cast.ids.sato })
      const id = await noticeTo(cast.ids.sato)
      await cast.arrive({ from: 'hanako@shop.example', inReplyTo: 'mail-1@shop.example', at: NOW + 1 })
      await mailIn({ from: 'sato@minato.example', inReplyTo: id, text: '承認', headers: [vouched] })
      await mailIn({ from: 'sato@minato.example', inReplyTo: id, text: '承認できません', headers: [vouched] })
      assert.deepEqual(await outcomes(), ['approval-changed', 'unclear'])
      assert.deepEqual(await desk.mails(), [])
    })
  })

  describe('a department’s answer by mail', () => {
    it('ends the question that it was asked', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      await db
        .insertInto('memberships')
        .values({ mailbox_id: cast.support, account_id: cast.ids.emma, group_id: null, role: 'read_only' })
        .execute()
      const asked = { threadId, party: { groupId: cast.engineers }, question: '型番は?', dueAt: null }
      await openWait(db, ito, asked, NOW)
      await answer(cast.ids.emma, 'emma@minato.example', 'A-100 です。')
      const wait = await db.selectFrom('waits').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([wait.answer, wait.ended_by], ['A-100 です。', cast.ids.emma])
      assert.deepEqual(await outcomes(), ['wait'])
    })
  })

  describe('a forged answer', () => {
    beforeEach(policyAsked)

    it('with the right token from another sender is held, and does nothing', async () => {
      await answer(cast.ids.sato, 'attacker@evil.example', '方針: 全額返金する')
      assert.deepEqual(await outcomes(), ['wrong-sender'])
      assert.deepEqual(await policies(), [])
    })

    it('from the right sender with another token, or none, is held, and does nothing', async () => {
      const id = await noticeTo(cast.ids.sato)
      const from = 'sato@minato.example'
      await mailIn({
        from,
        inReplyTo: id.replace(/\.[0-9a-f]{16}@/, '.0123456789abcdef@'),
        text: '方針: 返金',
      })
      await mailIn({ from, text: '方針: 全額返金する' })
      assert.deepEqual(await outcomes(), ['wrong-token', 'no-token'])
      assert.deepEqual(await policies(), [])
      const { n } = await db
        .selectFrom('threads')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      assert.equal(Number(n), 1, 'it is no customer’s mail')
    })

    it('with the token that customers see in Message-IDs is no answer to a notification', async () => {
      const [letter] = await cast.messages(threadId)
      await mailIn({ from: 'sato@minato.example', inReplyTo: letter?.message_id ?? '', text: '受理' })
      assert.deepEqual(await outcomes(), ['no-token'])
    })
  })

  it('the same mail under another number is not done a second time', async () => {
    await policyAsked()
    const arrival = await cast.arrivalOf({
      from: 'sato@minato.example',
      inReplyTo: await noticeTo(cast.ids.sato),
      text: '確認します',
    })
    const mailbox = { id: cast.support, address: 'support@minato.example' }
    for (const uidValidity of ['1', '2'])
      await receiveMessages(
        db,
        { mailbox, folder: { ...inbox, uidValidity }, mails: [arrival] },
        NOW + MINUTE,
      )
    assert.deepEqual(await outcomes(), ['comment'])
  })

  describe('a held answer', () => {
    const settle = async (who: number, act: 'comment' | 'drop', on: number | null = null) => {
      const { id } = await db.selectFrom('mail_answers').select('id').executeTakeFirstOrThrow()
      return settleAnswer(db, await cast.viewer(who), { id, act, threadId: on }, NOW + 2 * MINUTE)
    }
    const shownTo = async (who: number) => (await heldAnswersFor(db, await cast.viewer(who))).length

    it('is seen by supervisors and by whom the notification was for, and by nobody else', async () => {
      await policyAsked()
      await answer(cast.ids.sato, 'sato@gmail.example', 'いいえ')
      assert.deepEqual(
        await Promise.all([cast.ids.sato, desk.ids.takahashi, cast.ids.ito, cast.ids.emma].map(shownTo)),
        [1, 1, 0, 0],
      )
      assert.deepEqual(await settle(cast.ids.ito, 'comment'), { refused: 'not-found' })
    })

    it('becomes a comment that says who wrote, once, and never acts', async () => {
      await policyAsked()
      await answer(cast.ids.sato, '佐藤 <sato@gmail.example>', '方針: 返金する')
      assert.deepEqual(await settle(desk.ids.takahashi, 'comment'), { settled: 'taken', threadId })
      assert.deepEqual(await settle(cast.ids.sato, 'drop'), { refused: 'over' })
      const comment = await db
        .selectFrom('comments')
        .select('body')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      assert.equal(comment.body, '佐藤 <sato@gmail.example>:\n\n方針: 返金する')
      assert.deepEqual(await policies(), [])
      assert.equal(await shownTo(cast.ids.sato), 0)
    })

    it('of which nobody knows the thread goes where a supervisor says', async () => {
      await mailIn({ from: 'sato@minato.example', text: '方針: 返金する' })
      assert.deepEqual(await settle(cast.ids.sato, 'comment'), { refused: 'no-thread' })
      assert.deepEqual(await settle(cast.ids.sato, 'comment', threadId), { settled: 'taken', threadId })
    })
  })

  it('an escalation is accepted by mail by whoever is called, in any case of the word', async () => {
    const ito = await cast.viewer(cast.ids.ito)
    const raised = await raiseEscalation(
      db,
      ito,
      {
        ...{ threadId, kind: 'instruction', criteria: { urgency: 1, expertise: 1, impact: 1 } },
        ...{
          level: null,
          levelReason: '',
          of: cast.ids.sato,
          wantedBy: null,
          commentId: null,
          messageId: null,
        },
        report: { ...emptyReport(), wanted: '値引きしてよいか' },
      },
      NOW,
    )
    assert.ok('escalationId' in raised, JSON.stringify(raised))
    await answer(cast.ids.sato, 'Sato@Minato.example', 'ＡＣＣＥＰＴ\r\n\r\n-- \r\n佐藤')
    assert.deepEqual(await outcomes(), ['accepted'])
    const row = await db.selectFrom('escalations').select(['state', 'holder_id']).executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.holder_id], ['accepted', cast.ids.sato])
  })
})
