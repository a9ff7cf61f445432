import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { draftOf } from '../../src/draft/draft.store.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { extractAttachment, parseMail } from '../../src/mail/mime.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { settleAttempt } from '../../src/outbox/delivery.store.ts'
import { leaseDue } from '../../src/outbox/lease.store.ts'
import { type NewReply, queueReply } from '../../src/outbox/queue-reply.ts'
import { type MailboxWay, sendDueMail } from '../../src/outbox/send-due.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Cast, HOUR, MINUTE, openCast, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + HOUR
let tokens = 0

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    const thread = await cast.arrive({
      messageId: 'm1@shop.example',
      references: '<m0@shop.example>',
      subject: '納期について',
    })
    threadId = thread.id
  })

  const reply = async (change: Partial<NewReply> = {}): Promise<NewReply> => ({
    threadId,
    to: '山口 花子 <hanako@shop.example>',
    cc: '',
    bcc: '',
    subject: 'Re: 納期について',
    body: '明日お届けします。',
    formToken: `token-${++tokens}`,
    threadVersion: await lastEventId(db, threadId),
    after: 'in_progress',
    pause: MINUTE,
    ...change,
  })
  const send = async (who: number, change: Partial<NewReply> = {}, now = NOW) =>
    queueReply(db, await cast.viewer(who), await reply(change), now)
  const sent = async (who: number, change: Partial<NewReply> = {}, now = NOW) => {
    const queued = await send(who, change, now)
    if ('refused' in queued) assert.fail(JSON.stringify(queued))
    return queued
  }
  const refusal = async (who: number, change: Partial<NewReply> = {}) => {
    const queued = await send(who, change)
    return 'refused' in queued ? queued.refused : null
  }
  const outbox = (id: number) =>
    db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const rawOf = async (messageId: number) => {
    const row = await db
      .selectFrom('messages')
      .select('raw_blob_id')
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow()
    return readBlob(db, row.raw_blob_id ?? 0)
  }
  const policy = async (change: {
    replyBy?: 'anyone' | 'assignee' | 'supervisor'
    needsApproval?: boolean
    dueAt?: number
  }) => {
    const latest = await db
      .selectFrom('policies')
      .select('version')
      .orderBy('version', 'desc')
      .executeTakeFirst()
    const set = await setPolicy(
      db,
      await cast.viewer(cast.ids.sato),
      {
        ...{ threadId, instruction: '値引きはしない', dueAt: null, replyBy: 'anyone', needsApproval: false },
        ...{ returnWhen: '', replaces: latest?.version ?? 0, ...change },
      },
      START + MINUTE,
    )
    assert.ok('policyId' in set, JSON.stringify(set))
  }

  describe('queueing a reply', () => {
    it('writes a mail with the right headers, to whom it says, and the row that sends it', async () => {
      const { outboxId, messageId, sendAt } = await sent(cast.ids.ito, {
        cc: 'boss@shop.example',
        bcc: 'archive@minato.example',
      })
      const mail = await parseMail(await rawOf(messageId))
      assert.equal(mail.subject, 'Re: 納期について')
      assert.deepEqual(
        [mail.inReplyTo, mail.references],
        ['m1@shop.example', ['m0@shop.example', 'm1@shop.example']],
      )
      assert.deepEqual(mail.to, [{ name: '山口 花子', address: 'hanako@shop.example' }])
      assert.deepEqual([mail.cc.length, mail.bcc], [1, []])
      assert.equal(mail.from?.address, 'support@minato.example')
      assert.equal(mail.text.trim(), '明日お届けします。')
      assert.equal(mail.date, NOW)
      const row = await outbox(outboxId)
      assert.deepEqual([row.state, row.send_at, row.next_try_at], ['queued', NOW + MINUTE, NOW + MINUTE])
      assert.equal(sendAt, NOW + MINUTE)
      assert.deepEqual(JSON.parse(row.envelope), {
        from: 'support@minato.example',
        to: ['hanako@shop.example', 'boss@shop.example', 'archive@minato.example'],
      })
    })

    it('takes the thread, stands on it, and leaves the mark and the draft behind', async () => {
      const viewer = await cast.viewer(cast.ids.ito)
      await saveDraft(
        db,
        viewer,
        {
          threadId,
          text: { to: '', cc: '', bcc: '', subject: '', body: 'x' },
          threadVersion: 0,
          filesLimit: 100,
        },
        START,
      )
      await db.updateTable('threads').set({ customer_wrote_at: START }).execute()
      await sent(cast.ids.ito, { after: 'done' })
      const thread = await cast.thread(threadId)
      assert.deepEqual(
        [
          thread.status,
          thread.assignee_id,
          thread.customer_wrote_at,
          thread.last_outbound_at,
          thread.message_count,
        ],
        ['done', cast.ids.ito, null, NOW, 2],
      )
      assert.deepEqual(
        [thread.last_at, thread.last_from, thread.excerpt],
        [NOW, '伊藤 美咲', '明日お届けします。'],
      )
      assert.equal(await draftOf(db, threadId, cast.ids.ito), null)
      const events = await cast.events(threadId)
      assert.deepEqual(
        events.slice(-2).map(({ kind, actor_id }) => [kind, actor_id]),
        [
          ['reply_queued', cast.ids.ito],
          ['assigned', cast.ids.ito],
        ],
      )
    })

    it('is answered into its thread by the customer, whose mail program keeps only our Message-ID', async () => {
      const { messageId } = await sent(cast.ids.ito)
      const row = await db
        .selectFrom('messages')
        .select('message_id')
        .where('id', '=', messageId)
        .executeTakeFirstOrThrow()
      const answer = await cast.arrive({
        from: 'colleague@shop.example',
        subject: 'x',
        inReplyTo: row.message_id ?? '',
      })
      assert.equal(answer.id, threadId)
      await db.deleteFrom('outbox').execute()
      await db.updateTable('messages').set({ message_id: null }).where('id', '=', messageId).execute()
      const later = await cast.arrive({
        from: 'c2@shop.example',
        subject: 'y',
        inReplyTo: row.message_id?.toUpperCase() ?? '',
      })
      assert.equal(later.id, threadId)
      const placed = (await cast.messages(threadId)).map(({ placed_by }) => placed_by)
      assert.deepEqual(placed.toSorted(), ['first', 'outbox', 'references', 'token'])
    })

    it('is known again as our own when it comes back in Sent', async () => {
      const { messageId } = await sent(cast.ids.ito)
      const raw = Buffer.concat([Buffer.from('Received: from elsewhere\r\n'), await rawOf(messageId)])
      const copy = { uid: 900, receivedAt: NOW, raw, parsed: await parseMail(raw) }
      for (const folder of [sentFolder, { ...sentFolder, name: 'INBOX', role: 'inbox' as const }]) {
        assert.deepEqual((await cast.receive([copy], { folder })).duplicates, 1, folder.name)
      }
      assert.equal((await cast.thread(threadId)).message_count, 2)
    })

    it('carries the files of the draft, byte for byte, and the signature above the quote', async () => {
      await db.updateTable('mailboxes').set({ signature: 'サポート窓口' }).execute()
      const viewer = await cast.viewer(cast.ids.ito)
      const bytes = Buffer.from([0, 1, 2, 255, 13, 10, 46])
      const files = [
        { filename: '見積書.pdf', contentType: 'application/pdf', bytes },
        { filename: 'evil\r\nBcc: x@evil.example', contentType: 'text/\r\nplain', bytes: Buffer.from('b') },
      ]
      const text = { to: '', cc: '', bcc: '', subject: '', body: '' }
      await saveDraft(
        db,
        viewer,
        { threadId, text, threadVersion: 0, uploads: files, filesLimit: 1000 },
        START,
      )
      const { messageId } = await sent(cast.ids.ito, { body: 'はい。\n\n花子:\n> 納期は?' })
      const raw = await rawOf(messageId)
      const mail = await parseMail(raw)
      assert.equal(mail.text.trim(), 'はい。\n\nサポート窓口\n\n花子:\n> 納期は?')
      const kept = await db
        .selectFrom('attachments')
        .selectAll()
        .where('message_id', '=', messageId)
        .orderBy('position')
        .execute()
      assert.deepEqual(
        kept.map(({ filename, size }) => [filename, size]),
        [
          ['見積書.pdf', 7],
          ['evil Bcc: x@evil.example', 1],
        ],
      )
      const first = await extractAttachment(raw, kept[0]?.position ?? -1)
      assert.deepEqual(Buffer.from(first?.bytes ?? []), bytes)
      assert.equal(first?.filename, '見積書.pdf')
      assert.deepEqual(mail.bcc, [])
      assert.equal((await cast.thread(threadId)).attachment_count, 2)
    })

    it('sends the same form once, also when it comes several times at once', async () => {
      const one = await reply()
      const viewer = await cast.viewer(cast.ids.ito)
      const queued = await Promise.all([1, 2, 3, 4].map(() => queueReply(db, viewer, one, NOW)))
      const ids = queued.map((each) => ('outboxId' in each ? each.outboxId : each.refused))
      assert.equal(new Set(ids).size, 1, JSON.stringify(queued))
      assert.equal((await db.selectFrom('outbox').selectAll().execute()).length, 1)
      assert.equal((await cast.thread(threadId)).message_count, 2)
      const later = await queueReply(db, viewer, one, NOW + HOUR)
      assert.ok('again' in later && later.again)
    })

    it('shows the sender what came in meanwhile, and goes with the new version', async () => {
      const before = await lastEventId(db, threadId)
      await addComment(
        db,
        await cast.viewer(cast.ids.tanaka),
        { threadId, messageId: null, body: '待って' },
        NOW,
      )
      const mail = await cast.arrive({ inReplyTo: 'm1@shop.example', text: '追加です' })
      assert.equal(mail.id, threadId)
      const first = await send(cast.ids.ito, { threadVersion: before })
      assert.ok('since' in first)
      assert.deepEqual(
        first.since.map(({ kind, actor }) => [kind, actor]),
        [
          ['comment_added', '田中 健'],
          ['message_received', null],
        ],
      )
      await sent(cast.ids.ito, { threadVersion: first.threadVersion })
    })

    it('is not held up by what the writer did', async () => {
      const before = await lastEventId(db, threadId)
      await addComment(db, await cast.viewer(cast.ids.ito), { threadId, messageId: null, body: 'メモ' }, NOW)
      await sent(cast.ids.ito, { threadVersion: before })
    })

    it('of two who answer at once only the first goes; the other sees it', async () => {
      // Both had the same in view: read by each for itself, the slower one could have the other's answer in it.
      const threadVersion = await lastEventId(db, threadId)
      const [a, b] = await Promise.all([
        send(cast.ids.ito, { threadVersion }),
        send(cast.ids.tanaka, { threadVersion }),
      ])
      const refused = [a, b].filter((queued) => 'refused' in queued)
      assert.equal(refused.length, 1)
      assert.equal(refused[0] && 'refused' in refused[0] && refused[0].refused, 'thread-changed')
    })

    it('after a merge goes out on the thread that it went into', async () => {
      const other = await cast.arrive({ subject: '別件' })
      const viewer = await cast.viewer(cast.ids.ito)
      await mergeThread(db, viewer, { threadId, into: other.id }, NOW)
      await sent(cast.ids.ito)
      assert.equal((await cast.thread(other.id)).message_count, 3)
      assert.equal((await cast.thread(threadId)).message_count, 1)
    })

    it('holds the thread at the department while somebody is asked, whatever the sender chose', async () => {
      await openWait(
        db,
        await cast.viewer(cast.ids.ito),
        { threadId, party: { groupId: cast.engineers }, question: '?', dueAt: null },
        NOW,
      )
      await sent(cast.ids.ito, { after: 'done' })
      assert.equal((await cast.thread(threadId)).status, 'awaiting_dept')
    })
  })

  describe('a policy that is set while a reply waits in the queue', () => {
    /** What the server was given, and by a hook what happens while it is being reached. */
    const sendDue = async (whileConnecting: () => Promise<void> = async () => {}) => {
      let left = 0
      const smtp: MailboxWay['smtp'] = {
        send: async ({ onBodyStart }) => {
          await whileConnecting()
          await onBodyStart()
          left++
          return { accepted: { reply: '250 ok' } }
        },
      }
      const way: MailboxWay = { smtp, copies: null, language: 'en' }
      await sendDueMail(db, new Map([[cast.support, way]]), () => NOW + HOUR)
      return left
    }

    it('holds it back where its sender may no longer send, says who can, and tells the writer', async () => {
      const { outboxId } = await sent(cast.ids.ito, { after: 'done' })
      await policy({ replyBy: 'supervisor' })
      assert.equal(await sendDue(), 0)
      const row = await outbox(outboxId)
      assert.deepEqual([row.state, row.body_started_at], ['failed', null])
      assert.match(row.server_reply ?? '', /policy changed before this went out.*only a supervisor.*佐藤/)
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.status, thread.last_outbound_at], ['in_progress', null])
      const told = await db
        .selectFrom('notifications')
        .selectAll()
        .where('kind', '=', 'reply_failed')
        .execute()
      assert.deepEqual(
        told.map((one) => one.account_id),
        [cast.ids.ito],
      )
    })

    it('holds it back even while its server is being reached', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      assert.equal(await sendDue(() => policy({ needsApproval: true })), 0)
      const row = await outbox(outboxId)
      assert.deepEqual([row.state, row.body_started_at], ['failed', null])
    })

    it('lets it go where it lets its sender send', async () => {
      await sent(cast.ids.ito)
      await policy({ replyBy: 'assignee' })
      assert.equal(await sendDue(), 1)
    })

    it('was obeyed when the reply was queued under it, whoever the thread is given to then', async () => {
      await policy({ replyBy: 'assignee' })
      await sent(cast.ids.ito)
      const sato = await cast.viewer(cast.ids.sato)
      await assignThread(db, sato, { threadId, to: cast.ids.tanaka }, NOW)
      assert.equal(await sendDue(), 1)
    })

    it('goes out once a supervisor tries it again, who has queued it then', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      await policy({ replyBy: 'supervisor' })
      await sendDue()
      const sato = await cast.viewer(cast.ids.sato)
      const settled = await settleReply(db, sato, { outboxId, settlement: 'retry' }, NOW)
      assert.ok('messageId' in settled)
      assert.equal((await outbox(outboxId)).queued_by, cast.ids.sato)
      await policy({ replyBy: 'supervisor', needsApproval: true })
      assert.equal(await sendDue(), 1)
    })

    it('lets what somebody left behind who was disabled go, unless it binds them', async () => {
      await sent(cast.ids.ito)
      await db.updateTable('accounts').set({ disabled_at: NOW }).where('id', '=', cast.ids.ito).execute()
      await policy({ replyBy: 'anyone' })
      assert.equal(await sendDue(), 1)
    })
  })

  describe('a reply is refused', () => {
    const wrong: [string, Partial<NewReply>, Record<string, string>][] = [
      ['without a recipient', { to: ' ' }, { to: 'missing' }],
      ['with a wrong address', { to: 'hanako@shop.example, hanako@' }, { to: 'bad-address' }],
      ['with wrong Cc and Bcc', { cc: 'x', bcc: 'y@' }, { cc: 'bad-address', bcc: 'bad-address' }],
      [
        'with a line break in the subject',
        { subject: 'a\r\nBcc: x@evil.example' },
        { subject: 'line-break' },
      ],
      ['with NUL in the subject', { subject: 'a\0b' }, { subject: 'line-break' }],
      ['without subject and text', { subject: ' ', body: '\n' }, { subject: 'missing', body: 'missing' }],
      [
        'with more recipients than one mail should have',
        { to: Array.from({ length: 101 }, (_, n) => `a${n}@x.example`).join() },
        { to: 'too-many' },
      ],
    ]
    for (const [says, change, errors] of wrong) {
      it(says, async () => {
        const queued = await send(cast.ids.ito, change)
        assert.deepEqual(queued, { refused: 'wrong', errors })
        assert.equal((await db.selectFrom('outbox').selectAll().execute()).length, 0)
      })
    }

    it('to who has no role, and to who does not see the thread', async () => {
      assert.equal(await refusal(cast.ids.stranger), 'not-found')
      assert.equal(await refusal(cast.ids.emma), 'not-found')
      assert.equal(await refusal(cast.ids.admin), 'no-role')
    })

    it('by the policy on the server, whatever the page showed', async () => {
      await policy({ replyBy: 'supervisor' })
      assert.equal(await refusal(cast.ids.ito), 'supervisor-only')
      await policy({ needsApproval: true })
      assert.equal(await refusal(cast.ids.ito), 'needs-approval')
      await policy({ replyBy: 'assignee' })
      await assignThread(db, await cast.viewer(cast.ids.tanaka), { threadId, to: cast.ids.tanaka }, NOW)
      assert.equal(await refusal(cast.ids.ito), 'assignee-only')
      await sent(cast.ids.sato)
    })

    it('in a retired mailbox, which stays readable', async () => {
      await db.updateTable('mailboxes').set({ retired_at: NOW }).execute()
      assert.equal(await refusal(cast.ids.ito), 'mailbox-retired')
    })
  })

  describe('taking a reply back', () => {
    const cancel = async (outboxId: number, who = cast.ids.ito) =>
      settleReply(db, await cast.viewer(who), { outboxId, settlement: 'cancel' }, NOW + 1)

    it('gives its writer the draft again, with every field and file, and opens what was done', async () => {
      await db.updateTable('mailboxes').set({ signature: 'サポート窓口' }).execute()
      const viewer = await cast.viewer(cast.ids.ito)
      const text = { to: '', cc: '', bcc: '', subject: '', body: '' }
      const file = { filename: '見積書.pdf', contentType: 'application/pdf', bytes: Buffer.from('pdf') }
      await saveDraft(
        db,
        viewer,
        { threadId, text, threadVersion: 0, uploads: [file, file], filesLimit: 1000 },
        START,
      )
      const fields = { to: '"山口、花子" <hanako@shop.example>', cc: 'c@x.example', bcc: 'b@x.example' }
      const { outboxId } = await sent(cast.ids.ito, {
        ...fields,
        body: 'はい。\n\n花子:\n> 納期は?',
        after: 'done',
      })
      assert.deepEqual(await cancel(outboxId, cast.ids.tanaka), {
        threadId,
        messageId: (await outbox(outboxId)).message_id,
      })

      assert.equal((await outbox(outboxId)).state, 'cancelled')
      assert.equal((await cast.thread(threadId)).status, 'in_progress')
      assert.equal(await draftOf(db, threadId, cast.ids.tanaka), null)
      const draft = await draftOf(db, threadId, cast.ids.ito)
      assert.deepEqual(
        [draft?.to_text, draft?.cc_text, draft?.bcc_text, draft?.subject, draft?.body],
        [fields.to, fields.cc, fields.bcc, 'Re: 納期について', 'はい。\n\n花子:\n> 納期は?'],
      )
      const { messageId } = await sent(cast.ids.ito, { ...fields, body: draft?.body ?? '' })
      const again = await parseMail(await rawOf(messageId))
      assert.equal(again.text.trim(), 'はい。\n\nサポート窓口\n\n花子:\n> 納期は?')
      assert.deepEqual(
        again.attachments.map(({ filename, size }) => [filename, size]),
        [
          ['見積書.pdf', 3],
          ['見積書.pdf', 3],
        ],
      )
    })

    it('keeps what its writer has begun since', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      const text = { to: 'x@x.example', cc: '', bcc: '', subject: 's', body: '新しい文' }
      await saveDraft(
        db,
        await cast.viewer(cast.ids.ito),
        { threadId, text, threadVersion: 0, filesLimit: 1 },
        NOW,
      )
      await cancel(outboxId)
      assert.equal((await draftOf(db, threadId, cast.ids.ito))?.body, '新しい文')
    })

    it('puts an empty draft, which the open page saved, aside', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      const text = { to: '', cc: '', bcc: '', subject: '', body: ' ' }
      await saveDraft(
        db,
        await cast.viewer(cast.ids.ito),
        { threadId, text, threadVersion: 0, filesLimit: 1 },
        NOW,
      )
      await cancel(outboxId)
      assert.equal((await draftOf(db, threadId, cast.ids.ito))?.body, '明日お届けします。')
    })

    it('lets the clock of the policy run again, which the answer had stopped', async () => {
      await policy({ dueAt: NOW + HOUR })
      assert.equal((await cast.thread(threadId)).due_at, NOW + HOUR)
      const { outboxId } = await sent(cast.ids.ito, { after: 'done' })
      assert.equal((await cast.thread(threadId)).due_at, null)
      await cancel(outboxId)
      const thread = await cast.thread(threadId)
      assert.deepEqual([thread.due_at, thread.last_outbound_at], [NOW + HOUR, null])
    })

    it('is too late once it is being sent, and leaves no draft then', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      const [leased] = await leaseDue(db, cast.support, NOW + HOUR)
      assert.equal(leased?.id, outboxId)
      assert.deepEqual(await cancel(outboxId), { refused: 'too-late', state: 'sending', threadId })
      assert.equal(await draftOf(db, threadId, cast.ids.ito), null)
    })

    it('is not for who may not work or see the thread', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      assert.deepEqual(await cancel(outboxId, cast.ids.stranger), { refused: 'not-found' })
      assert.deepEqual(await cancel(outboxId, cast.ids.admin), { refused: 'read-only', threadId })
      assert.deepEqual(await cancel(12345), { refused: 'not-found' })
      assert.equal((await outbox(outboxId)).state, 'queued')
    })

    it('and sending it, at the same moment: one of the two', async () => {
      const { outboxId } = await sent(cast.ids.ito)
      const [leased, cancelled] = await Promise.all([
        leaseDue(db, cast.support, NOW + HOUR),
        cancel(outboxId),
      ])
      assert.equal(leased.length === 0, !('refused' in cancelled))
    })
  })

  describe('a reply that did not certainly go out', () => {
    const lose = async (state: 'failed' | 'uncertain', after: NewReply['after'] = 'done') => {
      const { outboxId } = await sent(cast.ids.ito, { after })
      const [leased] = await leaseDue(db, cast.support, NOW + HOUR)
      assert.ok(leased)
      const noted = await settleAttempt(
        db,
        leased,
        { state, words: '550 no' },
        { appendSent: false, now: NOW + HOUR },
      )
      assert.ok(noted)
      return outboxId
    }
    const settle = async (outboxId: number, settlement: 'retry' | 'confirm', who = cast.ids.ito) =>
      settleReply(db, await cast.viewer(who), { outboxId, settlement }, NOW + 2 * HOUR)

    for (const state of ['failed', 'uncertain'] as const) {
      it(`(${state}) puts a done thread back in progress and tells who sent it, once`, async () => {
        const outboxId = await lose(state)
        const thread = await cast.thread(threadId)
        assert.equal(thread.status, 'in_progress')
        assert.deepEqual(
          (await cast.told(cast.ids.ito)).map(({ kind, thread_id, message_id }) => [
            kind,
            thread_id,
            typeof message_id,
          ]),
          [[`reply_${state}`, threadId, 'number']],
        )
        const events = await cast.events(threadId)
        assert.deepEqual(
          events.slice(-2).map(({ kind, facts }) => [kind, facts.to ?? null]),
          [
            [state === 'failed' ? 'reply_failed' : 'reply_uncertain', null],
            ['status_changed', 'in_progress'],
          ],
        )
        assert.equal((await outbox(outboxId)).state, state)
      })
    }

    it('leaves a thread in work as it is', async () => {
      await lose('failed', 'in_progress')
      assert.equal((await cast.thread(threadId)).status, 'in_progress')
      assert.equal((await cast.events(threadId)).at(-1)?.kind, 'reply_failed')
    })

    it('counts as no answer for the policy when it failed', async () => {
      await policy({ dueAt: NOW + 9 * HOUR })
      await lose('failed')
      assert.deepEqual(
        (({ due_at, last_outbound_at }) => [due_at, last_outbound_at])(await cast.thread(threadId)),
        [NOW + 9 * HOUR, null],
      )
    })

    it('is noted on the thread that it was merged into meanwhile', async () => {
      const { outboxId } = await sent(cast.ids.ito, { after: 'done' })
      const [leased] = await leaseDue(db, cast.support, NOW + HOUR)
      assert.ok(leased)
      const other = await cast.arrive({ subject: '別件' })
      await mergeThread(db, await cast.viewer(cast.ids.ito), { threadId, into: other.id }, NOW)
      await settleAttempt(
        db,
        leased,
        { state: 'failed', words: '550' },
        { appendSent: false, now: NOW + HOUR },
      )
      assert.equal((await outbox(outboxId)).state, 'failed')
      const emptied = await cast.thread(threadId)
      assert.deepEqual([emptied.folder, emptied.status], ['trash', 'done'])
      assert.equal((await cast.told(cast.ids.ito))[0]?.thread_id, other.id)
    })

    it('can be sent again, which starts anew', async () => {
      const outboxId = await lose('uncertain')
      assert.ok('threadId' in (await settle(outboxId, 'retry')))
      const row = await outbox(outboxId)
      assert.deepEqual(
        [row.state, row.attempts, row.body_started_at, row.next_try_at],
        ['queued', 0, null, NOW + 2 * HOUR],
      )
    })

    it('can be confirmed when it is uncertain, not when it failed', async () => {
      const outboxId = await lose('uncertain')
      assert.ok(!('refused' in (await settle(outboxId, 'confirm'))))
      assert.equal((await outbox(outboxId)).state, 'sent')
      assert.deepEqual(await settle(outboxId, 'confirm'), { refused: 'too-late', state: 'sent', threadId })
    })

    it('is not sent again against a policy that was set since', async () => {
      const outboxId = await lose('failed')
      await policy({ replyBy: 'supervisor' })
      assert.deepEqual(await settle(outboxId, 'retry'), { refused: 'supervisor-only', threadId })
      assert.ok(!('refused' in (await settle(outboxId, 'retry', cast.ids.sato))))
    })

    it('is not sent again once it was taken back: its text is a draft by then', async () => {
      const outboxId = await lose('failed')
      await settleReply(db, await cast.viewer(cast.ids.ito), { outboxId, settlement: 'cancel' }, NOW + HOUR)
      const again = await settle(outboxId, 'retry')
      assert.equal('refused' in again && again.refused, 'too-late')
    })
  })

  it(`queues no mail of a failed transaction (${name})`, async () => {
    const blocked = await reply({ formToken: 'x' })
    await db.schema.dropTable('policy_acknowledgements').execute()
    await db.schema.dropTable('events').execute()
    await assert.rejects(queueReply(db, await cast.viewer(cast.ids.ito), blocked, NOW))
    assert.equal((await db.selectFrom('outbox').selectAll().execute()).length, 0)
    assert.equal((await cast.thread(threadId)).message_count, 1)
  })
})
