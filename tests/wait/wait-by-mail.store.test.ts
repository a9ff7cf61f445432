import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { answeredMail, mailToQuote } from '../../src/outbox/answered.store.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { sendDueMail } from '../../src/outbox/send-due.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { momentsOf } from '../../src/target/moments.store.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { remindWaits } from '../../src/wait/remind-waits.ts'
import {
  addMembership,
  type Cast,
  DAY,
  HOUR,
  type Letter,
  MINUTE,
  openCast,
  START,
  sentFolder,
} from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + HOUR

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  let letterId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    const thread = await cast.arrive({ from: 'hanako@shop.example', text: '部品の在庫はありますか。' })
    threadId = thread.id
    letterId = (await cast.messages(threadId))[0]?.id ?? 0
  })

  const ask = async (who = cast.ids.ito, address = 'parts@maker.example', forward: number[] = [letterId]) =>
    openWait(
      db,
      await cast.viewer(who),
      {
        ...{ threadId, party: { name: '部品メーカー', address }, question: 'A-100 の在庫はありますか。' },
        ...{ dueAt: NOW + DAY, mail: { forward } },
      },
      NOW,
    )
  const questions = async (purpose: 'question' | 'reminder') => {
    const rows = await db
      .selectFrom('outbox')
      .innerJoin('messages', 'messages.id', 'outbox.message_id')
      .selectAll('messages')
      .select('outbox.envelope')
      .where('purpose', '=', purpose)
      .orderBy('outbox.id')
      .execute()
    return Promise.all(
      rows.map(async (row) => ({ row, mail: await parseMail(await readBlob(db, row.raw_blob_id ?? 0)) })),
    )
  }
  const answer = async (letter: Letter) => {
    const [question] = await questions('question')
    await cast.arrive({ inReplyTo: question?.row.message_id ?? '', at: NOW + HOUR, ...letter })
    return (await cast.messages(threadId)).at(-1)
  }
  const wait = () => db.selectFrom('waits').selectAll().executeTakeFirstOrThrow()

  describe('a question by mail', () => {
    it('goes to whoever is asked, with what the customer wrote, and nothing that stands among ourselves', async () => {
      const ito = await cast.viewer(cast.ids.ito)
      await addComment(db, ito, { threadId, messageId: letterId, body: '値引きの上限は 3 %' }, NOW)
      assert.ok('waitId' in (await ask()))
      const [question] = await questions('question')
      assert.ok(question)
      assert.deepEqual(JSON.parse(question.row.envelope).to, ['parts@maker.example'])
      assert.match(
        question.mail.text,
        /^A-100 の在庫はありますか。\n\nご回答の期限: .+\n\n-+ 転送メール -+\n差出人: /,
      )
      assert.match(question.mail.text, /部品の在庫はありますか。/)
      assert.doesNotMatch(question.mail.text, /値引き/)
      assert.deepEqual([question.mail.inReplyTo, question.mail.references], [null, []])
      assert.equal(question.row.direction, 'internal')
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.status, thread.last_outbound_at], ['awaiting_dept', null])
    })

    it('found again in Sent is no answer to the customer', async () => {
      await ask()
      const [question] = await questions('question')
      const copy = { from: 'support@minato.example', to: 'parts@maker.example', at: NOW + MINUTE }
      const { duplicates } = await cast.receive(
        [await cast.arrivalOf({ ...copy, messageId: question?.row.message_id ?? '' })],
        { folder: sentFolder },
      )
      assert.equal(duplicates, 1)
      const thread = await cast.thread(threadId)
      assert.deepEqual(
        (await momentsOf(db, thread)).map(({ kind }) => kind),
        ['customer_wrote', 'wait_opened'],
      )
    })

    it('is refused to whoever may not send, and to an address of our own', async () => {
      await addMembership(db, cast.support, { account: cast.ids.stranger }, 'assistant')
      assert.deepEqual(await ask(cast.ids.stranger), { refused: 'may-not-send' })
      assert.deepEqual(await ask(cast.ids.ito, 'Billing@minato.example'), { refused: 'own-address' })
      assert.deepEqual(await questions('question'), [])
    })
  })

  describe('the answer of whoever was asked', () => {
    beforeEach(async () => {
      await ask()
    })

    it('joins the thread among ourselves and ends the wait', async () => {
      const message = await answer({ from: 'parts@maker.example', text: '在庫は 3 個です。' })
      assert.deepEqual([message?.direction, message?.thread_id], ['internal', threadId])
      assert.deepEqual([(await wait()).answer, (await wait()).ended_by], ['在庫は 3 個です。', null])
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.status, thread.customer_wrote_at], ['in_progress', null])
      assert.equal((await cast.told(cast.ids.ito)).at(-1)?.kind, 'wait_answered')
    })

    it('never reaches the customer: it is not answered, not quoted, and not in the ids of a reply', async () => {
      const message = await answer({ from: 'parts@maker.example', text: '仕入れ値は 120 円です。' })
      assert.equal(await mailToQuote(db, threadId, message?.id ?? 0), null)
      const answered = await answeredMail(db, threadId)
      assert.equal(answered?.from?.address, 'hanako@shop.example')
      const queued = await queueReply(
        db,
        await cast.viewer(cast.ids.ito),
        {
          ...{
            threadId,
            to: 'hanako@shop.example',
            cc: '',
            bcc: '',
            subject: 'Re: 在庫',
            body: 'ございます。',
          },
          ...{ formToken: 'token', after: 'in_progress', pause: 0 },
          threadVersion: await lastEventId(db, threadId),
        },
        NOW + 2 * HOUR,
      )
      assert.ok('outboxId' in queued, JSON.stringify(queued))
      const sent = await db
        .selectFrom('messages')
        .select(['raw_blob_id', 'reference_ids'])
        .where('id', '=', queued.messageId)
        .executeTakeFirstOrThrow()
      const raw = Buffer.from(await readBlob(db, sent.raw_blob_id ?? 0)).toString()
      assert.doesNotMatch(raw, /maker\.example/)
      assert.doesNotMatch((await parseMail(Buffer.from(raw))).text, /120/)
    })

    it('may come from a colleague of theirs; a stranger’s stands among ourselves and ends nothing', async () => {
      const stranger = await answer({ from: 'someone@elsewhere.example', text: '参考まで' })
      assert.equal(stranger?.direction, 'internal')
      assert.equal((await wait()).ended_at, null)
      await answer({ from: 'suzuki@maker.example', text: '鈴木が代わりにお答えします。', at: NOW + 2 * HOUR })
      assert.notEqual((await wait()).ended_at, null)
    })

    it('of the customer is a customer’s mail, whatever it answers', async () => {
      const message = await answer({ from: 'hanako@shop.example', text: 'いつですか' })
      assert.equal(message?.direction, 'inbound')
      assert.equal((await wait()).ended_at, null)
    })

    it('that comes once more after the wait is over stays among ourselves, and is told', async () => {
      await answer({ from: 'parts@maker.example', text: '3 個です。' })
      const before = (await cast.told(cast.ids.ito)).length
      const message = await answer({
        from: 'parts@maker.example',
        text: '訂正: 2 個です。',
        at: NOW + 2 * HOUR,
      })
      assert.equal(message?.direction, 'internal')
      assert.equal((await cast.told(cast.ids.ito)).length, before + 1)
    })
  })

  it('a question that did not go out is sent again by a person, and is still no answer to the customer', async () => {
    await ask()
    const refused = {
      smtp: { send: async () => ({ refused: { permanent: true, reply: '550 no' } }) },
      copies: null,
    }
    await sendDueMail(db, new Map([[cast.support, refused]]), () => NOW + MINUTE)
    assert.equal((await cast.told(cast.ids.ito)).at(-1)?.kind, 'reply_failed')
    const { id } = await db.selectFrom('outbox').select('id').executeTakeFirstOrThrow()
    const ito = await cast.viewer(cast.ids.ito)
    const settle = (settlement: 'cancel' | 'retry') =>
      settleReply(db, ito, { outboxId: id, settlement }, NOW + 2 * MINUTE)
    assert.equal('refused' in (await settle('cancel')), true)
    assert.equal('threadId' in (await settle('retry')), true)
    const accepted = { smtp: { send: async () => ({ accepted: { reply: '250 ok' } }) }, copies: null }
    await sendDueMail(db, new Map([[cast.support, accepted]]), () => NOW + 3 * MINUTE)
    const row = await db.selectFrom('outbox').select('state').executeTakeFirstOrThrow()
    assert.deepEqual([row.state, (await cast.thread(threadId)).last_outbound_at], ['sent', null])
  })

  it('reminders before and at the due time go to both, and at most three an hour', async () => {
    await ask()
    const due = (await wait()).due_at ?? 0
    await remindWaits(db, () => (due + (due - 4 * HOUR)) / 2)
    await remindWaits(db, () => due)
    const reminders = await questions('reminder')
    assert.deepEqual(
      reminders.map(({ row, mail }) => [JSON.parse(row.envelope).to[0], mail.autoSubmitted]),
      [
        ['parts@maker.example', 'auto-generated'],
        ['parts@maker.example', 'auto-generated'],
      ],
    )
    assert.match(reminders[1]?.mail.text ?? '', /過ぎています[\s\S]*> A-100/)
    assert.equal((await cast.told(cast.ids.ito)).filter(({ kind }) => kind === 'wait_due').length, 2)
  })

  it('several questions wait at once, each for its own answer', async () => {
    await ask()
    await ask(cast.ids.ito, 'carrier@trucks.example')
    const thread = await cast.thread(threadId)
    assert.equal(thread.wait_with, '部品メーカー、部品メーカー')
    await answer({ from: 'parts@maker.example', text: '3 個です。' })
    assert.equal((await cast.thread(threadId)).status, 'awaiting_dept')
  })
})
