import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { openReady } from '../../src/db/open-ready.ts'
import { storedMessages } from '../../src/export/export.store.ts'
import { insertCustomerLabel } from '../../src/label/customer-labels.store.ts'
import { insertThreadLabel } from '../../src/label/thread-labels.store.ts'
import { hoshin } from './hoshin.ts'
import { onEachKind, received, withMails } from './stored-mail.ts'

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const question = [
  'Message-ID: <q1@customer.example>',
  'Date: Wed, 1 Jul 2026 08:59:00 +0900',
  'From: =?UTF-8?B?5bGx55Sw?= <Yamada@customer.example>',
  'To: support@example.jp',
  'Cc: Boss <boss@customer.example>',
  'Subject: =?UTF-8?B?6KuL5rGC5pu4?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  '請求書が届きません。',
  '--b',
  'Content-Type: text/csv; name="a.csv"',
  'Content-Disposition: attachment; filename="a.csv"',
  '',
  'x,y',
  '--b--',
  '',
].join('\r\n')
const again = [
  'Message-ID: <q2@customer.example>',
  'In-Reply-To: <q1@customer.example>',
  'References: <q0@customer.example> <q1@customer.example>',
  'From: yamada@customer.example',
  'Subject: Re: x',
  '',
  'two\u2028lines?',
].join('\r\n')
const bare = 'Content-Type: text/plain\r\n\r\nno header worth the name\r\n'

async function exported(path: string): Promise<Record<string, unknown>[]> {
  const { code, out, err } = await hoshin(['export', '--format', 'jsonl', '--config', path])
  assert.deepEqual({ code, err }, { code: 0, err: '' })
  const lines = out.toString().split('\n')
  assert.equal(lines.pop(), '')
  return lines.map((line) => JSON.parse(line))
}

/** The database that a configuration names. */
function urlIn(path: string): string {
  return JSON.parse(/^url = (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '""')
}

onEachKind((make) => {
  describe('hoshin export', () => {
    it('writes one object for each message, with all keys in the documented order', async () => {
      const { db, path } = await make()
      await withMails(db, [question, again, bare])
      await db.destroy()

      const [first, second, third, ...more] = await exported(path)
      assert.deepEqual(more, [])
      const threadId = first?.thread_id
      // Compared as text, because the order of the keys is part of the form.
      assert.equal(
        JSON.stringify(first),
        JSON.stringify({
          thread_id: threadId,
          mailbox: 'support',
          thread_status: 'new',
          assignee: null,
          message_id_internal: first?.message_id_internal,
          direction: 'inbound',
          kind: 'mail',
          subject: '請求書',
          from: { name: '山田', address: 'Yamada@customer.example' },
          to: [{ name: '', address: 'support@example.jp' }],
          cc: [{ name: 'Boss', address: 'boss@customer.example' }],
          date: '2026-06-30T23:59:00.000Z',
          received_at: '2026-07-01T00:00:00.000Z',
          message_id: 'q1@customer.example',
          in_reply_to: null,
          references: [],
          text: '請求書が届きません。',
          attachments: [{ filename: 'a.csv', content_type: 'text/csv', size: 3, sha256: sha256('x,y') }],
          raw_sha256: sha256(question),
          raw_size: Buffer.byteLength(question),
          placed_by: 'first',
          labels: [],
          customer: { id: 1, address: 'yamada@customer.example', name: '山田', organisation: '', labels: [] },
        }),
      )
      assert.equal(second?.thread_id, threadId)
      assert.equal(second?.in_reply_to, 'q1@customer.example')
      assert.deepEqual(second?.references, ['q0@customer.example', 'q1@customer.example'])
      assert.equal(second?.placed_by, 'references')
      assert.deepEqual(
        [third?.from, third?.date, third?.message_id, third?.subject, third?.received_at],
        [null, null, null, '', new Date(received + 120_000).toISOString()],
      )
    })

    it('tells the labels of thread and customer', async () => {
      const { db, path } = await make()
      await withMails(db, [question])
      await db
        .insertInto('labels')
        .values(
          (['thread', 'customer'] as const).map((kind) => ({
            ...{ kind, name: kind, name_key: kind, colour: 'red', created_at: received },
          })),
        )
        .execute()
      const thread = await db.selectFrom('threads').selectAll().executeTakeFirstOrThrow()
      await insertThreadLabel(db, thread, 1, null, received)
      await insertCustomerLabel(db, thread.customer_id ?? 0, 2, null, received)
      await db.destroy()
      const [first] = await exported(path)
      assert.deepEqual(first?.labels, ['thread'])
      assert.match(JSON.stringify(first?.customer), /"labels":\["customer"\]/)
    })

    it('names the assignee by the address that they sign in with', async () => {
      const { db, path } = await make()
      await withMails(db, [bare])
      const { id } = await db
        .insertInto('accounts')
        .values({
          name: '伊藤',
          reading: 'いとう',
          email: 'ito@example.jp',
          title: '',
          locale: 'ja',
          time_zone: 'Asia/Tokyo',
          password_hash: null,
          admin_since: null,
          disabled_at: null,
          created_at: received,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db.updateTable('threads').set({ assignee_id: id, status: 'in_progress' }).execute()
      await db.destroy()
      const [first] = await exported(path)
      assert.deepEqual([first?.assignee, first?.thread_status], ['ito@example.jp', 'in_progress'])
    })

    it('gives the same messages in the order of their ids however small its batches are', async () => {
      const { db } = await make()
      await withMails(
        db,
        Array.from({ length: 7 }, (_, n) => `Subject: ${n}\r\n\r\n${'x'.repeat(n * 100)}\r\n`),
      )
      const subjects = async (messages: number, bytes: number) =>
        (await Array.fromAsync(storedMessages(db, { messages, bytes }))).map((message) => message.subject)
      const all = ['0', '1', '2', '3', '4', '5', '6']
      assert.deepEqual(await subjects(200, 1e9), all)
      assert.deepEqual(await subjects(2, 1e9), all)
      // Every mail is larger than the batch may be, and still goes, alone.
      assert.deepEqual(await subjects(200, 1), all)
      await db.destroy()
    })

    it('ends although mail keeps coming in while it runs', async () => {
      const { db } = await make()
      await withMails(db, ['Subject: a\r\n\r\n1', 'Subject: b\r\n\r\n2'])
      const seen: string[] = []
      for await (const message of storedMessages(db, { messages: 1, bytes: 1 })) {
        seen.push(message.subject)
        const row = await db.selectFrom('messages').selectAll().orderBy('id').executeTakeFirstOrThrow()
        const { id: _, ...copy } = row
        await db.insertInto('messages').values(copy).execute()
      }
      assert.deepEqual(seen, ['a', 'b'])
      await db.destroy()
    })

    it('leaves out a reply that was cancelled', async () => {
      const { db, path } = await make()
      await withMails(db, [question, bare])
      const first = await db.selectFrom('messages').selectAll().orderBy('id').executeTakeFirstOrThrow()
      const account = await db
        .insertInto('accounts')
        .values({
          name: 'a',
          reading: '',
          email: 'a@example.jp',
          title: '',
          locale: 'ja',
          time_zone: 'Asia/Tokyo',
          password_hash: null,
          admin_since: null,
          disabled_at: null,
          created_at: received,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('outbox')
        .values({
          message_id: first.id,
          thread_id: first.thread_id,
          mailbox_id: first.mailbox_id,
          form_token: 't',
          state: 'cancelled',
          state_at: received,
          envelope: '{}',
          send_at: received,
          account_id: account.id,
          queued_by: account.id,
        })
        .execute()
      await db.destroy()
      assert.equal((await exported(path)).length, 1)
    })

    it('leaves out what is restricted, says so, and writes it for a reason that is kept', async () => {
      const { db, path } = await make()
      await withMails(db, [again, bare])
      const [first] = await db.selectFrom('messages').select(['id', 'thread_id']).orderBy('id').execute()
      await db
        .updateTable('threads')
        .set({ restricted_at: 1 })
        .where('id', '=', first?.thread_id ?? 0)
        .execute()
      await db.destroy()
      const without = await hoshin(['export', '-c', path])
      assert.equal(without.out.toString().trim().split('\n').length, 1)
      assert.match(without.err, /^1 messages of restricted threads were left out/)
      const original = await hoshin(['message', 'raw', String(first?.id), '-c', path])
      assert.deepEqual([original.code, original.out.length], [1, 0])
      assert.match(original.err, /is restricted: --restricted REASON/)

      const all = await hoshin(['export', '--restricted', '監査のため', '-c', path])
      assert.deepEqual([all.err, all.out.toString().trim().split('\n').length], ['', 2])
      const raw = await hoshin([
        'message',
        'raw',
        String(first?.id),
        '--restricted',
        '監査のため',
        '-c',
        path,
      ])
      assert.equal(raw.code, 0, raw.err)
      const { db: later } = await openReady(urlIn(path))
      const kept = await later
        .selectFrom('events')
        .select(['thread_id', 'facts'])
        .where('kind', '=', 'restricted_opened')
        .execute()
      await later.destroy()
      assert.deepEqual(
        kept.map(({ thread_id, facts }) => [thread_id, JSON.parse(facts).reason]),
        [
          [null, '監査のため'],
          [null, '監査のため'],
        ],
      )
    })

    it('writes no character in which some readers see the end of a line', async () => {
      const { db, path } = await make()
      await withMails(db, [again])
      await db.destroy()
      const { out } = await hoshin(['export', '-c', path])
      assert.ok(!/[\u0085\u2028\u2029]/.test(out.toString()))
      assert.match(String(JSON.parse(out.toString()).text), /two\u2028lines/)
    })
  })

  describe('hoshin message raw', () => {
    const eightBit = Buffer.concat([
      Buffer.from('Subject: \x83e\x83X\x83g\r\nX-Bare: a\nb\r\n\r\n', 'latin1'),
      Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
      Buffer.from('\r\r\n\n\r no end of line'),
    ])

    it('writes exactly the bytes that came', async () => {
      const { db, path } = await make()
      const large = Buffer.alloc(700_001, 'Subject: large\r\n\r\nabc\r\n')
      await withMails(db, [eightBit, large])
      const ids = await db.selectFrom('messages').select('id').orderBy('id').execute()
      await db.destroy()
      for (const [index, bytes] of [eightBit, large].entries()) {
        const { code, out, err } = await hoshin(['message', 'raw', String(ids[index]?.id), '-c', path])
        assert.deepEqual({ code, err }, { code: 0, err: '' })
        assert.ok(out.equals(bytes))
      }
    })

    it('says that there is no such message, on stderr alone', async () => {
      const { db, path } = await make()
      await db.destroy()
      const { code, out, err } = await hoshin(['message', 'raw', '4711', '-c', path])
      assert.deepEqual(
        { code, out: out.toString(), err },
        { code: 1, out: '', err: 'There is no message 4711.\n' },
      )
    })

    it('says so when only the beginning of a mail is kept, and does not end well', async () => {
      const { db, path } = await make()
      await withMails(db, [eightBit])
      await db.updateTable('messages').set({ kind: 'broken', problem: 'too-large' }).execute()
      const { id } = await db.selectFrom('messages').select('id').executeTakeFirstOrThrow()
      await db.destroy()
      const { code, out, err } = await hoshin(['message', 'raw', String(id), '-c', path])
      assert.equal(code, 1)
      assert.ok(out.equals(eightBit))
      assert.match(err, /Only the first \d+ bytes/)
    })
  })
})
