import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { bouncedOf } from '../../src/bounce/bounce.store.ts'
import type { Db } from '../../src/db/database.ts'
import { momentsOf } from '../../src/target/moments.store.ts'
import { changeThread } from '../../src/thread/thread.store.ts'
import { type Cast, DAY, type Letter, MINUTE, openCast, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    const thread = await cast.arrive({ from: 'hanako@shop.example' })
    threadId = thread.id
    await cast.arrive(
      {
        from: 'サポート <support@minato.example>',
        to: 'hanako@shop.example, jiro@shop.example',
        inReplyTo: 'mail-1@shop.example',
        messageId: 'answer@minato.example',
        at: START + MINUTE,
      },
      { folder: sentFolder },
    )
    await db.updateTable('threads').set({ assignee_id: cast.ids.ito }).execute()
  })

  const report = (fields: string, returned = 'answer@minato.example'): Letter => ({
    from: 'MAILER-DAEMON@mx.example',
    subject: 'Undelivered Mail Returned to Sender',
    messageId: null,
    contentType: 'multipart/report; report-type=delivery-status; boundary=b',
    headers: ['Return-Path: <>'],
    text: `--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${fields.replaceAll('\n', '\r\n')}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <${returned}>\r\n\r\nx\r\n--b--`,
    at: START + 2 * MINUTE,
  })
  const failed = (address: string) =>
    `Final-Recipient: rfc822; ${address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user`
  const answer = async () => {
    const mails = await cast.messages(threadId)
    const mail = mails.find(({ direction }) => direction === 'outbound')
    if (!mail) throw new Error('there is no answer')
    return mail
  }

  describe('a delivery report', () => {
    it('stands on the mail that came back, with the reason and the words of the server', async () => {
      await cast.arrive(report(failed('hanako@shop.example')))
      const mail = await answer()
      assert.equal(mail.bounced, 'some')
      assert.deepEqual((await bouncedOf(db, [mail])).get(mail.id), {
        whole: 'some',
        addresses: [
          { address: 'hanako@shop.example', reason: 'unknown-user', words: '550 5.1.1 no such user' },
        ],
      })
    })

    it('of everybody makes the thread unanswered again, and its done work undone', async () => {
      await changeThread(db, await cast.thread(threadId), { status: 'done' })
      await cast.arrive(report(failed('hanako@shop.example')))
      assert.notEqual((await cast.thread(threadId)).last_outbound_at, null)
      await cast.arrive(report(failed('jiro@shop.example')))
      assert.equal((await answer()).bounced, 'all')
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.status, thread.last_outbound_at], ['in_progress', null])
      assert.deepEqual(
        (await momentsOf(db, thread)).map(({ kind }) => kind),
        ['customer_wrote'],
      )
    })

    it('of a delay is shown, and moves and tells nobody', async () => {
      await changeThread(db, await cast.thread(threadId), { status: 'done' })
      await cast.arrive(
        report('Final-Recipient: rfc822; hanako@shop.example\nAction: delayed\nStatus: 4.4.1'),
      )
      assert.equal((await cast.thread(threadId)).status, 'done')
      assert.deepEqual(await cast.told(cast.ids.ito), [])
      const mail = await answer()
      assert.equal((await bouncedOf(db, [mail])).get(mail.id)?.whole, null)
    })

    it('without the id of a mail joins the thread in which we last wrote to the address that failed', async () => {
      const thread = await cast.arrive({
        from: 'Postmaster@ezweb.ne.jp',
        subject: 'Mail System Error - Returned Mail',
        messageId: null,
        text: '次のあて先へのメッセージはエラーのため送信できませんでした。\r\n\r\n<jiro@shop.example>',
        at: START + 3 * MINUTE,
      })
      assert.equal(thread.id, threadId)
      assert.equal((await cast.messages(threadId)).at(-1)?.placed_by, 'failed_address')
      assert.equal((await answer()).bounced, 'some')
      assert.equal((await cast.told(cast.ids.ito)).length, 1)
    })

    it('of an address that we wrote to long ago is a thread of its own', async () => {
      const thread = await cast.arrive({
        from: 'Postmaster@ezweb.ne.jp',
        subject: 'Mail System Error - Returned Mail',
        messageId: null,
        text: 'エラーのため送信できませんでした。\r\n\r\n<jiro@shop.example>',
        at: START + 9 * DAY,
      })
      assert.notEqual(thread.id, threadId)
    })
  })

  describe('an absence note', () => {
    const note: Letter = {
      from: 'hanako@shop.example',
      subject: '自動応答: 休暇中です',
      headers: ['Auto-Submitted: auto-replied'],
      at: START + 2 * MINUTE,
    }

    it('that answers nothing of ours opens no work', async () => {
      const thread = await cast.arrive({ ...note, from: 'saburo@shop.example' })
      assert.equal(thread.status, 'done')
    })

    it('counts as no answer and changes nothing', async () => {
      const before = await cast.thread(threadId)
      await cast.arrive({ ...note, inReplyTo: 'answer@minato.example' })
      const after = await cast.thread(threadId)
      assert.deepEqual([after.status, after.customer_wrote_at], [before.status, before.customer_wrote_at])
      assert.deepEqual(await cast.told(cast.ids.ito), [])
    })
  })

  it("what a shop's machine sends of its own accord is work like any other", async () => {
    const thread = await cast.arrive({
      from: 'order@mall.example',
      subject: '注文がありました',
      headers: ['Auto-Submitted: auto-generated'],
    })
    assert.equal(thread.status, 'new')
  })
})
