import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { startCursor } from '../../src/ingest/cursor.store.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import {
  arrivalFrom,
  type Cast,
  inbox,
  MINUTE,
  openCast,
  rawMail,
  START,
  sentFolder,
} from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const count = async (
    table: 'messages' | 'threads' | 'events' | 'blobs' | 'customers' | 'message_origins',
  ) =>
    Number(
      (
        await db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )

  describe('taking mail in', () => {
    it('makes a new thread with its customer, its first words, its original and an event', async () => {
      const thread = await cast.arrive({ from: '山田 花子 <Hanako@Shop.example>', subject: '納期について' })
      assert.deepEqual(
        [thread.status, thread.subject, thread.last_from, thread.message_count, thread.assignee_id],
        ['new', '納期について', '山田 花子', 1, null],
      )
      const customer = await db.selectFrom('customers').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([customer.address, customer.name], ['hanako@shop.example', '山田 花子'])
      const [message] = await cast.messages(thread.id)
      const raw = await readBlob(db, message?.raw_blob_id ?? 0)
      assert.deepEqual(Buffer.from(raw), Buffer.from(rawMail({ from: '山田 花子 <Hanako@Shop.example>' }, 1)))
      assert.deepEqual(
        (await cast.events(thread.id)).map(({ kind, facts }) => [kind, facts.placedBy]),
        [['message_received', 'first']],
      )
    })

    it('leaves nothing at all of a batch that breaks in the middle, and takes it whole afterwards', async () => {
      const good = await cast.arrivalOf({})
      const bad = await cast.arrivalOf({ from: 'b@shop.example', subject: 'b' })
      const file = { index: 0, filename: 'a', contentType: 'x/y', sha256: '', contentId: null, inline: false }
      // A size that is no number is refused by both databases.
      const broken = {
        ...bad,
        parsed: { ...bad.parsed, attachments: [{ ...file, size: null as unknown as number }] },
      }
      await assert.rejects(cast.receive([good, broken]))
      for (const table of [
        'messages',
        'threads',
        'events',
        'blobs',
        'customers',
        'message_origins',
      ] as const) {
        assert.equal(await count(table), 0, table)
      }
      assert.equal((await db.selectFrom('cursors').selectAll().execute()).length, 0)
      assert.equal((await db.selectFrom('thread_counts').selectAll().execute()).length, 0)
      assert.deepEqual((await cast.receive([good, bad])).stored, 2)
    })

    it('counts the same place on the server as a duplicate, and so the same bytes in another place', async () => {
      const mail = await cast.arrivalOf({})
      assert.deepEqual((await cast.receive([mail])).duplicates, 0)
      assert.deepEqual(await cast.receive([mail]), { stored: 0, duplicates: 1, broken: 0, threadIds: [] })
      const moved = await cast.receive([{ ...mail, uid: 99 }], { folder: { ...inbox, name: 'Other' } })
      assert.deepEqual([moved.stored, moved.duplicates], [0, 1])
      const twice = await cast.arrivalOf({ subject: 'twice' })
      const both = await cast.receive([twice, { ...twice, uid: 200 }, { ...twice, uid: 200 }])
      assert.deepEqual([both.stored, both.duplicates], [1, 2])
      assert.equal(await count('messages'), 2)
      assert.equal(await count('message_origins'), 4)
    })

    it('takes the same bytes once per mailbox: each has its own thread', async () => {
      const mail = await cast.arrivalOf({})
      await cast.receive([mail])
      assert.equal((await cast.receive([mail], { mailbox: cast.billing })).stored, 1)
    })

    it('knows everything again when the server numbers the folder afresh', async () => {
      const mails = [await cast.arrivalOf({ subject: 'a' }), await cast.arrivalOf({ subject: 'b' })]
      await cast.receive(mails)
      const afresh = { ...inbox, uidValidity: '2' }
      const fresh = await cast.arrivalOf({ subject: 'c' })
      const again = mails.map((mail, index) => ({ ...mail, uid: index + 1 }))
      assert.deepEqual(
        (({ stored, duplicates }) => [stored, duplicates])(
          await cast.receive([...again, fresh], { folder: afresh }),
        ),
        [1, 2],
      )
    })

    it('moves the cursor with the batch', async () => {
      const mails = [await cast.arrivalOf({}), await cast.arrivalOf({})]
      const { name: folder, uidValidity } = inbox
      const key = { mailboxId: cast.support, folder, uidValidity }
      await startCursor(db, { ...key, lastUid: 0, firstUntilUid: 9, updatedAt: START })
      await cast.receive(mails)
      const cursor = await db.selectFrom('cursors').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([cursor.folder, cursor.last_uid], ['INBOX', mails[1]?.uid])
    })

    it('takes an empty batch for nothing', async () => {
      assert.deepEqual(await cast.receive([]), { stored: 0, duplicates: 0, broken: 0, threadIds: [] })
    })

    it('stores one mail once, of two processes that bring it at the same moment', async () => {
      const mail = await cast.arrivalOf({})
      const mailbox = { id: cast.support, address: 'support@minato.example' }
      await Promise.allSettled(
        [1, 2, 3].map(() => receiveMessages(db, { mailbox, folder: inbox, mails: [mail] }, START)),
      )
      assert.deepEqual([await count('messages'), await count('threads')], [1, 1])
    })
  })

  describe('odd mail', () => {
    it('without Message-ID, Date, From and Subject is welcome', async () => {
      const raw = Buffer.from('To: support@minato.example\r\n\r\nもしもし\r\n')
      const receipt = await cast.receive([await arrivalFrom(raw, 50, START)])
      const thread = await cast.thread(receipt.threadIds[0] ?? 0)
      assert.deepEqual([thread.subject, thread.customer_id, thread.last_from], ['', null, ''])
      assert.equal(thread.excerpt, 'もしもし')
    })

    it('with NUL in every text is kept on both databases', async () => {
      const mail = await cast.arrivalOf({
        from: 'A\0B <a\0b@shop.example>',
        subject: 'x\0y',
        messageId: 'n\0ul@shop.example',
        inReplyTo: 'p\0q@shop.example',
        replyTo: '"r\0s" <r\0s@shop.example>',
        cc: 'c\0c@shop.example',
        text: 'a\0b',
      })
      assert.equal((await cast.receive([mail])).stored, 1)
      const [message] = await db
        .selectFrom('messages')
        .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
        .selectAll()
        .execute()
      assert.doesNotMatch(JSON.stringify(message), /\\u0000/)
    })

    it('with a subject, an address and a Message-ID of thousands of characters is kept', async () => {
      // PostgreSQL packs what repeats, and so would let through what an index cannot hold.
      const long = Array.from({ length: 100 }, (_, n) =>
        createHash('sha256').update(`${n}`).digest('hex'),
      ).join('')
      const thread = await cast.arrive({
        subject: `件名${long}`,
        messageId: `${long}@shop.example`,
        from: `${long}@shop.example`,
        references: `<${long}-1@shop.example>`,
      })
      assert.ok(thread.subject.length >= 6000)
      assert.equal(thread.message_count, 1)
    })

    it('that is broken is set aside, shown and counted, and does not hold up the rest', async () => {
      const whole = await cast.arrivalOf({ subject: 'a' })
      const broken = await cast.arrivalOf({ subject: 'b' })
      const parsed = {
        ...broken.parsed,
        kind: 'broken' as const,
        problem: 'x',
        problemCode: 'too-deep' as const,
      }
      const receipt = await cast.receive([{ ...broken, parsed }, whole])
      assert.deepEqual([receipt.stored, receipt.broken], [2, 1])
      const thread = await cast.thread(receipt.threadIds[0] ?? 0)
      assert.deepEqual([thread.broken_count, thread.status], [1, 'new'])
      assert.equal((await cast.events(thread.id))[0]?.kind, 'message_set_aside')
      assert.equal((await cast.messages(thread.id))[0]?.problem, 'too-deep')
    })
  })

  describe('where a mail belongs', () => {
    it('is with the mail that it answers, even from somebody else and under another subject', async () => {
      const first = await cast.arrive({ messageId: 'm1@shop.example' })
      const second = await cast.arrive({
        from: 'boss@shop.example',
        subject: '別件',
        inReplyTo: 'm1@shop.example',
      })
      assert.equal(second.id, first.id)
      assert.deepEqual(
        (await cast.messages(first.id)).map(({ placed_by }) => placed_by),
        ['first', 'references'],
      )
    })

    it('is found by older references when the parent is unknown', async () => {
      const first = await cast.arrive({ messageId: 'm1@shop.example' })
      const second = await cast.arrive({
        inReplyTo: 'unknown@elsewhere.example',
        references: '<m1@shop.example> <unknown@elsewhere.example>',
      })
      assert.equal(second.id, first.id)
    })

    it('is never in another mailbox, whatever it refers to', async () => {
      await cast.arrive({ messageId: 'm1@shop.example' })
      const other = await cast.arrive({ inReplyTo: 'm1@shop.example' }, { mailbox: cast.billing })
      assert.equal(other.message_count, 1)
    })

    it('is with the same sender and subject when it answers', async () => {
      const first = await cast.arrive({ subject: '納期' })
      const later = await cast.arrive({ subject: 'Re: 納期', at: START + 5 * 86_400_000 })
      assert.equal(later.id, first.id)
      assert.equal((await cast.messages(first.id))[1]?.placed_by, 'subject')
    })

    it('is never with a thread for a stranger, who knows its subject and its number', async () => {
      const first = await cast.arrive({ subject: '納期' })
      for (const subject of ['Re: 納期', `Re: [#${first.id}] 納期`, `#${first.id}`]) {
        const stranger = await cast.arrive({ from: 'mallory@evil.example', subject })
        assert.notEqual(stranger.id, first.id, subject)
      }
      assert.equal((await cast.thread(first.id)).message_count, 1)
    })

    it('keeps the visitors of one contact form apart, who come from one address under one subject', async () => {
      const form = { from: 'form@minato.example', subject: '【お問い合わせ】' }
      const a = await cast.arrive({ ...form, replyTo: 'a@shop.example' })
      const b = await cast.arrive({ ...form, replyTo: 'b@shop.example' })
      const again = await cast.arrive({ ...form, replyTo: 'a@shop.example' })
      assert.notEqual(a.id, b.id)
      assert.equal(again.id, a.id)
    })

    it('is a visitor’s own thread when the form sends in the mailbox’s name', async () => {
      const thread = await cast.arrive({ from: 'support@minato.example', replyTo: 'Yama <y@shop.example>' })
      const customer = await db
        .selectFrom('customers')
        .select(['address', 'name'])
        .where('id', '=', thread.customer_id)
        .executeTakeFirstOrThrow()
      assert.deepEqual(customer, { address: 'y@shop.example', name: 'Yama' })
    })

    it('lets an automatic answer in by reference only, and changes nothing', async () => {
      const first = await cast.arrive({ messageId: 'm1@shop.example', subject: '納期' })
      await db.updateTable('threads').set({ status: 'done', assignee_id: cast.ids.ito }).execute()
      await db.updateTable('thread_counts').set({ status: 'done' }).execute()
      const away = { headers: ['Auto-Submitted: auto-replied'], subject: 'Re: 納期' }
      assert.notEqual((await cast.arrive(away)).id, first.id)
      const thread = await cast.arrive({ ...away, inReplyTo: 'm1@shop.example' })
      assert.equal(thread.id, first.id)
      assert.deepEqual([thread.status, thread.customer_wrote_at], ['done', null])
      assert.deepEqual(await cast.told(cast.ids.ito), [])
    })

    it('arriving out of order, the latest mail speaks for the thread', async () => {
      await cast.arrive({
        messageId: 'm2@shop.example',
        text: '二通目',
        at: START + MINUTE,
        references: '<m1@shop.example>',
      })
      const thread = await cast.arrive({
        messageId: 'm1@shop.example',
        references: '<m2@shop.example>',
        text: '一通目',
        at: START,
      })
      assert.deepEqual(
        [thread.excerpt, thread.first_at, thread.last_at, thread.last_inbound_at, thread.message_count],
        ['二通目', START, START + MINUTE, START + MINUTE, 2],
      )
    })
  })

  describe('a customer who writes again', () => {
    const again = { inReplyTo: 'mail-1@shop.example' }
    const stand = async (status: 'done' | 'in_progress' | 'new', assignee: number | null) => {
      const thread = await cast.arrive({})
      await db.updateTable('threads').set({ status, assignee_id: assignee }).execute()
      await db.updateTable('thread_counts').set({ status }).execute()
      return thread.id
    }

    it('on a done thread: new, still assigned, marked, and the assignee is told', async () => {
      const id = await stand('done', cast.ids.ito)
      const thread = await cast.arrive({ ...again, at: START + MINUTE })
      assert.deepEqual(
        [thread.id, thread.status, thread.assignee_id, thread.customer_wrote_at],
        [id, 'new', cast.ids.ito, START + MINUTE],
      )
      assert.deepEqual(
        (await cast.told(cast.ids.ito)).map(({ kind }) => kind),
        ['customer_wrote'],
      )
      const events = await cast.events(id)
      assert.deepEqual(events.at(-1)?.facts, { from: 'done', to: 'new', because: 'mail' })
    })

    it('on one in work: the status stays, the thread is marked, the assignee is told each time', async () => {
      await stand('in_progress', cast.ids.ito)
      await cast.arrive({ ...again, at: START + MINUTE })
      const thread = await cast.arrive({ ...again, at: START + 2 * MINUTE })
      assert.deepEqual([thread.status, thread.customer_wrote_at], ['in_progress', START + 2 * MINUTE])
      assert.equal((await cast.told(cast.ids.ito)).length, 2)
    })

    it('on a new one that nobody has: nothing to mark, nobody to tell', async () => {
      await stand('new', null)
      const thread = await cast.arrive(again)
      assert.deepEqual([thread.status, thread.customer_wrote_at], ['new', null])
      assert.equal((await db.selectFrom('notifications').selectAll().execute()).length, 0)
    })

    it('on a new one that somebody has: they are told', async () => {
      await stand('new', cast.ids.ito)
      await cast.arrive(again)
      assert.equal((await cast.told(cast.ids.ito)).length, 1)
    })
  })

  describe('a bounce', () => {
    const bounce = {
      from: 'MAILER-DAEMON@mx.example',
      subject: 'Undelivered Mail Returned to Sender',
      messageId: null,
      contentType: 'multipart/report; report-type=delivery-status; boundary=b',
      headers: ['Return-Path: <>'],
      text: '--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <mail-1@shop.example>\r\nSubject: x\r\n\r\nx\r\n--b--',
    }

    it('puts what was done back in progress and tells the assignee once an hour, however many come', async () => {
      const first = await cast.arrive({})
      await db.updateTable('threads').set({ status: 'done', assignee_id: cast.ids.ito }).execute()
      await db.updateTable('thread_counts').set({ status: 'done' }).execute()
      for (const minutes of [1, 2, 3]) await cast.arrive({ ...bounce, at: START + minutes * MINUTE })
      const thread = await cast.thread(first.id)
      assert.deepEqual(
        [thread.status, thread.customer_wrote_at, thread.message_count],
        ['in_progress', null, 4],
      )
      assert.deepEqual(
        (await cast.told(cast.ids.ito)).map(({ kind }) => kind),
        ['reply_failed'],
      )
      await cast.arrive({ ...bounce, at: START + 61 * MINUTE })
      assert.equal((await cast.told(cast.ids.ito)).length, 2)
    })

    it('that names no mail of ours is a thread of its own', async () => {
      const thread = await cast.arrive(bounce)
      assert.deepEqual([thread.status, thread.message_count], ['new', 1])
    })
  })

  describe('the Sent folder', () => {
    const ours = { from: 'サポート <support@minato.example>', to: 'hanako@shop.example' }

    it('brings a reply from another mail program into its thread, as outbound, in progress', async () => {
      const first = await cast.arrive({})
      const thread = await cast.arrive(
        { ...ours, inReplyTo: 'mail-1@shop.example', at: START + MINUTE },
        { folder: sentFolder },
      )
      assert.deepEqual(
        [thread.id, thread.status, thread.last_outbound_at, thread.last_inbound_at],
        [first.id, 'in_progress', START + MINUTE, START],
      )
      assert.equal((await cast.messages(first.id))[1]?.direction, 'outbound')
      const events = await cast.events(first.id)
      assert.deepEqual(
        events.slice(1).map(({ kind }) => kind),
        ['sent_elsewhere', 'status_changed'],
      )
    })

    it('clears no mark of what the customer wrote after it', async () => {
      const first = await cast.arrive({})
      await db.updateTable('threads').set({ status: 'done', assignee_id: cast.ids.ito }).execute()
      await db.updateTable('thread_counts').set({ status: 'done' }).execute()
      await cast.arrive({ inReplyTo: 'mail-1@shop.example', at: START + 2 * MINUTE })
      const thread = await cast.arrive(
        { ...ours, inReplyTo: 'mail-1@shop.example', at: START + MINUTE },
        { folder: sentFolder },
      )
      assert.deepEqual(
        [thread.id, thread.status, thread.customer_wrote_at],
        [first.id, 'new', START + 2 * MINUTE],
      )
    })

    it('begins a thread that waits for nobody, with the recipient as customer', async () => {
      const thread = await cast.arrive({ ...ours, subject: 'ご案内' }, { folder: sentFolder })
      assert.equal(thread.status, 'done')
      const [message] = await cast.messages(thread.id)
      assert.deepEqual([message?.direction, message?.placed_by], ['outbound', 'sent_folder'])
      const customer = await db.selectFrom('customers').selectAll().executeTakeFirstOrThrow()
      assert.equal(customer.address, 'hanako@shop.example')
      const answer = await cast.arrive({ subject: 'Re: ご案内', at: START + MINUTE })
      assert.deepEqual([answer.id, answer.status], [thread.id, 'new'])
    })

    it('is placed by subject only where a recipient takes part', async () => {
      const first = await cast.arrive({ subject: '納期' })
      const joined = await cast.arrive({ ...ours, subject: 'Re: 納期' }, { folder: sentFolder })
      const other = await cast.arrive(
        { ...ours, to: 'other@shop.example', subject: 'Re: 納期' },
        { folder: sentFolder },
      )
      assert.equal(joined.id, first.id)
      assert.notEqual(other.id, first.id)
    })
  })
})
