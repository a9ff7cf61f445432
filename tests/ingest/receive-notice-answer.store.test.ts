import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { deliveriesOfComments } from '../../src/notification/deliveries.store.ts'
import { notificationMessageId } from '../../src/notification/notification-ids.ts'
import { answeredMail, mailToQuote } from '../../src/outbox/answered.store.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import type { Thread } from '../../src/thread/thread.store.ts'
import { type Cast, MINUTE, openCast, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let thread: Thread
  let commentId: number
  /** The Message-ID of the mail that told 佐藤 of being mentioned. */
  let noticeId: string

  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    thread = await cast.arrive({})
    const ito = await cast.viewer(cast.ids.ito)
    await assignThread(db, ito, { threadId: thread.id, to: cast.ids.ito }, START)
    const body = '@佐藤 恵 値引きしてよいでしょうか。'
    const added = await addComment(db, ito, { threadId: thread.id, messageId: null, body }, START)
    if ('refused' in added) throw new Error(added.refused)
    commentId = added.commentId
    const notice = await db
      .selectFrom('notifications')
      .select('id')
      .where('account_id', '=', cast.ids.sato)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('notifications')
      .set({ email_state: 'sent', email_sent_at: START, email_next_at: null })
      .where('id', '=', notice.id)
      .execute()
    noticeId = notificationMessageId(notice.id, await secretFor(db, 'message-id'), 'minato.example')
    thread = await cast.thread(thread.id)
  })

  const at = START + MINUTE
  const answer = () => ({
    ...{ from: '佐藤 恵 <Sato@minato.example>', subject: 'Re: [メンション] 納期について', at },
    ...{ inReplyTo: noticeId, text: '3 % までなら構いません。' },
  })
  const threads = async () => (await db.selectFrom('threads').select('id').execute()).length
  const directions = async (threadId: number) =>
    (await cast.messages(threadId)).map((message) => message.direction)
  const last = async () => (await cast.messages(thread.id)).at(-1)

  const lastComment = () =>
    db.selectFrom('comments').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  const held = async () => {
    const rows = await db
      .selectFrom('mail_answers')
      .select(['why', 'thread_id'])
      .where('outcome', '=', 'held')
      .orderBy('id')
      .execute()
    return rows.map(({ why, thread_id }) => [why, thread_id])
  }

  describe('a colleague’s answer to a notification', () => {
    it('is a comment of theirs, without a mail in the thread', async () => {
      const after = await cast.arrive(answer())
      assert.equal(after.id, thread.id)
      const comment = await lastComment()
      assert.deepEqual(
        [comment.author_id, comment.body, comment.by_mail],
        [cast.ids.sato, '3 % までなら構いません。', 1],
      )
      assert.deepEqual(await directions(thread.id), ['inbound'])
      const { version, comment_count, ...unmoved } = thread
      assert.deepEqual(after, { ...unmoved, version: version + 1, comment_count: comment_count + 1 })
    })

    it('is told to the assignee, and to whoever called', async () => {
      const tanaka = await cast.viewer(cast.ids.tanaka)
      await assignThread(db, tanaka, { threadId: thread.id, to: cast.ids.tanaka }, START)
      await cast.arrive(answer())
      for (const who of [cast.ids.tanaka, cast.ids.ito])
        assert.equal((await cast.told(who)).at(-1)?.kind, 'answered_by_mail')
      assert.equal((await cast.events(thread.id)).at(-1)?.actor_id, cast.ids.sato)
    })

    const withFile = () => ({
      ...answer(),
      ...{ contentType: 'multipart/mixed; boundary=b' },
      text: '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n写真です。\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n\r\nx\r\n--b--',
    })

    it('that brings a file stands beside it, among ourselves, and is never quoted to the customer', async () => {
      await cast.arrive(withFile())
      const [letter, answered] = await cast.messages(thread.id)
      assert.deepEqual([answered?.direction, answered?.placed_by], ['internal', 'notification'])
      assert.equal((await lastComment()).message_id, answered?.id)
      assert.equal((await mailToQuote(db, thread.id, letter?.id ?? 0))?.id, letter?.id)
      assert.equal(await mailToQuote(db, thread.id, answered?.id ?? 0), null)
    })

    it('is never answered to, and makes nobody a participant', async () => {
      await cast.arrive({ ...withFile(), cc: 'friend@elsewhere.example' })
      assert.equal((await answeredMail(db, thread.id))?.from?.address, 'hanako@shop.example')
      const participants = await db.selectFrom('participants').select('address').execute()
      assert.deepEqual(
        participants.map(({ address }) => address),
        ['hanako@shop.example'],
      )
    })

    it('from another address is held, and so is one to an id that is not ours', async () => {
      await cast.receive([await cast.arrivalOf({ ...answer(), from: 'sato@gmail.example' })])
      const forged = noticeId.replace(/[0-9a-f]@/, 'x@')
      await cast.receive([await cast.arrivalOf({ ...answer(), inReplyTo: forged })])
      assert.deepEqual(await held(), [
        ['wrong-sender', thread.id],
        ['wrong-token', null],
      ])
      assert.equal(await threads(), 1)
      assert.equal((await last())?.direction, 'inbound')
    })

    it('is held once their account is disabled, or they no longer see the thread', async () => {
      await db.deleteFrom('memberships').where('account_id', '=', cast.ids.sato).execute()
      await cast.receive([await cast.arrivalOf(answer())])
      await db.updateTable('accounts').set({ disabled_at: at }).where('id', '=', cast.ids.sato).execute()
      await cast.receive([await cast.arrivalOf(answer())])
      assert.deepEqual(
        (await held()).map(([why]) => why),
        ['no-access', 'no-access'],
      )
      assert.deepEqual(await directions(thread.id), ['inbound'])
    })

    it('that comes into another mailbox goes where the notification belongs', async () => {
      const after = await cast.arrive(answer(), { mailbox: cast.billing })
      assert.equal(after.id, thread.id)
      assert.equal((await lastComment()).thread_id, thread.id)
    })
  })

  describe('what machines send back for a notification', () => {
    const bounce = () => ({
      ...{ from: 'MAILER-DAEMON@mx.example', subject: 'Undelivered Mail Returned to Sender', at },
      ...{ contentType: 'multipart/report; report-type=delivery-status; boundary=b' },
      text: `--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <${noticeId}>\r\nSubject: x\r\n\r\nx\r\n--b--`,
    })

    it('as a delivery report shows on the comment that it did not arrive, and opens no thread', async () => {
      await cast.arrive(bounce())
      assert.equal(await threads(), 1)
      const [delivery] = (await deliveriesOfComments(db, [commentId])).get(commentId) ?? []
      assert.equal(delivery?.state, 'failed')
      assert.match(delivery?.error ?? '', /no such user/)
      const message = await last()
      assert.deepEqual([message?.direction, message?.kind], ['internal', 'bounce'])
      assert.equal((await cast.thread(thread.id)).status, thread.status)
      assert.deepEqual(await cast.told(cast.ids.ito), [], 'it is no reply that came back')
    })

    it('as an absence note is kept, and tells nobody', async () => {
      await cast.arrive({ ...answer(), subject: '不在通知', headers: ['Auto-Submitted: auto-replied'] })
      assert.equal(await threads(), 1)
      assert.equal((await last())?.kind, 'auto_reply')
      assert.deepEqual(await cast.told(cast.ids.ito), [])
      const [delivery] = (await deliveriesOfComments(db, [commentId])).get(commentId) ?? []
      assert.equal(delivery?.state, 'sent')
    })
  })

  it('a notification that the server itself keeps in Sent is no mail of ours to a customer', async () => {
    const copy = { from: 'hoshin <support@minato.example>', to: 'sato@minato.example', messageId: noticeId }
    const { stored, duplicates } = await cast.receive([await cast.arrivalOf(copy)], { folder: sentFolder })
    assert.deepEqual([stored, duplicates], [0, 1])
    assert.equal(await threads(), 1)
  })
})
