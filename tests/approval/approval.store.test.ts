import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { textsOf } from '../../src/approval/approval.store.ts'
import { noRule } from '../../src/approval/approval.ts'
import { returnReply, withdrawRequest } from '../../src/approval/end-approval.ts'
import { setApprovalRule } from '../../src/approval/rule.store.ts'
import type { Db } from '../../src/db/database.ts'
import { draftOf, filesOfDraft } from '../../src/draft/draft.store.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { beCareful } from '../../src/rule/careful.store.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Asking, NOW, openAsking, TEXT } from './asking.ts'

eachDatabase((_name, open) => {
  describe('a reply that needs approval', () => {
    let db: Db
    let desk: Asking
    let ids: Asking['ids']
    beforeEach(async () => {
      db = await open()
      desk = await openAsking(db)
      ids = desk.ids
    })
    const careful = () => beCareful(db, { threadId: desk.threadId, ruleId: null, hints: '' }, NOW)

    it('is not sent by whoever posts the form of sending, and says why', async () => {
      assert.deepEqual(await desk.send(ids.stranger), {
        refused: 'assistant',
        reasons: [{ because: 'assistant' }],
      })
      await careful()
      assert.deepEqual(await desk.send(ids.ito), {
        refused: 'needs-approval',
        reasons: [{ because: 'careful' }],
      })
      assert.deepEqual(await desk.mails(), [])
      assert.ok('outboxId' in (await desk.send(ids.sato)), 'a supervisor sends by their own hand')
    })

    it('waits for a yes with its text and files, and goes out as its writer’s', async () => {
      await careful()
      await desk.write(ids.ito, TEXT, 'a.txt')
      const id = await desk.ask(ids.ito)
      assert.equal(await draftOf(db, desk.threadId, ids.ito), null, 'the draft went into the request')
      assert.deepEqual(
        (await desk.cast.told(ids.sato)).map(({ kind }) => kind),
        ['approval_asked'],
      )
      const done = await desk.approve(ids.sato, id)
      assert.ok('outboxId' in done, JSON.stringify(done))
      const [mail] = await desk.mails()
      assert.deepEqual(
        [mail?.state, mail?.account_id, mail?.queued_by, mail?.author_id],
        ['queued', ids.ito, ids.sato, ids.ito],
      )
      assert.match(mail?.text ?? '', /返金いたします/)
      const files = await db.selectFrom('attachments').select('filename').execute()
      assert.deepEqual(files, [{ filename: 'a.txt' }])
      assert.equal((await desk.request(id)).state, 'approved')
      assert.equal((await desk.cast.thread(desk.threadId)).status, 'done')
      assert.deepEqual(
        (await desk.cast.told(ids.ito)).map(({ kind }) => kind),
        ['approval_given'],
      )
    })

    it('is approved by anybody who may send where only the role of its writer asks for it, and by nobody else', async () => {
      const id = await desk.ask(ids.stranger)
      assert.deepEqual(await desk.approve(ids.stranger, id), { refused: 'own-text', threadId: desk.threadId })
      assert.deepEqual(await desk.approve(ids.emma, id), { refused: 'not-found' })
      assert.ok('outboxId' in (await desk.approve(ids.tanaka, id)))
    })

    it('is approved by a supervisor alone where the mailbox or careful mode demands it', async () => {
      await careful()
      const id = await desk.ask(ids.stranger)
      assert.deepEqual(await desk.approve(ids.tanaka, id), { refused: 'no-right', threadId: desk.threadId })
      assert.ok('outboxId' in (await desk.approve(ids.takahashi, id)))
    })

    it('keeps what the approver changed beside what was written', async () => {
      const id = await desk.ask(ids.stranger)
      await desk.approve(ids.sato, id, { text: { body: '花子様\n\n来週までに返金いたします。' } })
      const [mail] = await desk.mails()
      assert.match(mail?.text ?? '', /来週/)
      assert.deepEqual(
        (await textsOf(db, id)).map(({ author_id, body }) => [author_id, body.slice(-13)]),
        [
          [ids.stranger, '明日までに返金いたします。'],
          [ids.sato, '来週までに返金いたします。'],
        ],
      )
    })

    it('is given by one of two who press at once; the other is told who', async () => {
      const id = await desk.ask(ids.stranger)
      const both = await Promise.all([desk.approve(ids.sato, id), desk.approve(ids.takahashi, id)])
      const won = both.filter((one) => 'outboxId' in one)
      assert.equal(won.length, 1, JSON.stringify(both))
      assert.equal((await desk.mails()).length, 1)
      const lost = both.find((one) => 'refused' in one)
      const winner = (await desk.request(id)).ended_by
      assert.deepEqual(lost, { refused: 'over', threadId: desk.threadId, state: 'approved', by: winner })
    })

    it('shows what came in meanwhile, and wants one more decision', async () => {
      const id = await desk.ask(ids.stranger)
      await desk.cast.arrive({ inReplyTo: 'mail-1@shop.example', text: 'やはり不要です。' })
      const first = await desk.approve(ids.sato, id)
      assert.ok('refused' in first && first.refused === 'thread-changed', JSON.stringify(first))
      assert.equal(first.since.length, 1)
      assert.deepEqual(await desk.mails(), [])
      assert.ok('outboxId' in (await desk.approve(ids.sato, id, { threadVersion: first.threadVersion })))
    })

    it('goes back to its writer with the reason, as their draft with its files', async () => {
      await desk.write(ids.stranger, TEXT, 'a.txt')
      const id = await desk.ask(ids.stranger)
      const sato = await desk.cast.viewer(ids.sato)
      assert.deepEqual(await returnReply(db, sato, { id, reason: ' ' }, NOW), {
        refused: 'needs-reason',
        threadId: desk.threadId,
      })
      await returnReply(db, sato, { id, reason: '金額を書いてください' }, NOW)
      const draft = await draftOf(db, desk.threadId, ids.stranger)
      assert.equal(draft?.body, TEXT.body)
      assert.equal((await filesOfDraft(db, draft?.id ?? 0)).length, 1)
      const row = await desk.request(id)
      assert.deepEqual([row.state, row.words, row.next_at], ['returned', '金額を書いてください', null])
      assert.deepEqual(await desk.approve(ids.takahashi, id), {
        ...{ refused: 'over', threadId: desk.threadId, state: 'returned', by: ids.sato },
      })
    })

    it('is withdrawn by its writer alone', async () => {
      const id = await desk.ask(ids.stranger)
      assert.deepEqual(await withdrawRequest(db, await desk.cast.viewer(ids.ito), id, NOW), {
        refused: 'not-the-writer',
        threadId: desk.threadId,
      })
      await withdrawRequest(db, await desk.cast.viewer(ids.stranger), id, NOW)
      assert.equal((await draftOf(db, desk.threadId, ids.stranger))?.body, TEXT.body)
    })

    it('has used up its yes when it is stopped in its pause', async () => {
      await careful()
      const id = await desk.ask(ids.ito)
      const done = await desk.approve(ids.sato, id)
      assert.ok('outboxId' in done && done.outboxId !== null)
      const sato = await desk.cast.viewer(ids.sato)
      await settleReply(db, sato, { outboxId: done.outboxId, settlement: 'cancel' }, NOW + 61_000)
      assert.equal((await desk.request(id)).state, 'taken_back')
      assert.equal((await draftOf(db, desk.threadId, ids.ito))?.body, TEXT.body)
      const again = await desk.send(ids.ito, TEXT, NOW + 62_000)
      assert.ok('refused' in again && again.refused === 'needs-approval')
    })

    it('waits once a thread, once a form, and only where it is needed', async () => {
      assert.deepEqual(await desk.tryAsking(ids.ito), { refused: 'not-needed' })
      const id = await desk.ask(ids.stranger)
      await careful()
      assert.deepEqual(await desk.tryAsking(ids.ito), {
        ...{ refused: 'one-waits', approvalId: id, by: ids.stranger },
      })
    })

    it('needs as many yeses as the mailbox says, each from another person', async () => {
      const rule = { ...noRule, words: ['返金'], rounds: 2 }
      await setApprovalRule(db, await desk.cast.viewer(ids.sato), { mailboxId: desk.cast.support, rule }, NOW)
      const id = await desk.ask(ids.ito)
      assert.deepEqual(await desk.approve(ids.sato, id), { threadId: desk.threadId, outboxId: null })
      assert.deepEqual(await desk.mails(), [])
      assert.deepEqual(await desk.approve(ids.takahashi, id, { round: 1 }), {
        ...{ refused: 'over', threadId: desk.threadId, state: 'next', by: ids.sato },
      })
      assert.deepEqual(await desk.approve(ids.sato, id), {
        refused: 'gave-already',
        threadId: desk.threadId,
      })
      assert.ok('outboxId' in (await desk.approve(ids.takahashi, id)))
      assert.equal((await desk.mails()).length, 1)
    })
  })
})
