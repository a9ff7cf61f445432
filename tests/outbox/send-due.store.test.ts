import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Db } from '../../src/db/database.ts'
import type { ConnectionProblem } from '../../src/mail/connection-problem.ts'
import { openSmtp, type SmtpOutcome } from '../../src/mail/smtp.ts'
import { appendDueMail } from '../../src/outbox/append-due.ts'
import { failRetired } from '../../src/outbox/fail-retired.ts'
import { LEASE } from '../../src/outbox/lease.store.ts'
import { type MailboxWay, sendDueMail, type Ways } from '../../src/outbox/send-due.ts'
import type { SentCopies } from '../../src/outbox/sent-copies.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { eachDatabase } from '../support/databases.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'
import { eventKinds, outboxRow, raw, seedReply, seedThread } from './outbox-rows.ts'

const clock = () => 1000

/** A way out that answers as the test says, and notes what the outbox held when the body started. */
function scripted(outcomes: SmtpOutcome[], seen: { db: Db; id: number; states: unknown[] } | null = null) {
  const sent: string[][] = []
  const smtp = {
    send: async ({
      envelope,
      onBodyStart,
    }: {
      envelope: { to: readonly string[] }
      onBodyStart: () => Promise<void>
    }) => {
      const outcome = outcomes.shift() ?? { accepted: { reply: '250 kept' } }
      if ('accepted' in outcome || 'uncertain' in outcome) {
        await onBodyStart()
        if (seen) {
          const row = await outboxRow(seen.db, seen.id)
          seen.states.push([row.state, row.body_started_at])
        }
        sent.push([...envelope.to])
      }
      return outcome
    },
  }
  return { smtp, sent }
}

eachDatabase((_name, open) => {
  let db: Db
  let seeded: Awaited<ReturnType<typeof seedThread>>
  beforeEach(async () => {
    db = await open()
    seeded = await seedThread(db)
  })
  const waysOf = (smtp: MailboxWay['smtp'], copies: Pick<SentCopies, 'keep'> | null = null): Ways =>
    new Map([[seeded.mailboxId, { smtp, copies }]])

  describe('sending what is due', () => {
    let sink: SmtpSink
    before(async () => {
      sink = await startSmtpSink()
    })
    after(() => sink.stop())

    it('gives the stored bytes to the server and notes its reply', async () => {
      const id = await seedReply(db, seeded)
      const smtp = openSmtp({ host: sink.host, port: sink.port, tls: 'none', login: null })
      assert.deepEqual(await sendDueMail(db, new Map([[seeded.mailboxId, { smtp, copies: null }]]), clock), {
        sent: 1,
        queued: 0,
        failed: 0,
        uncertain: 0,
      })
      assert.deepEqual(sink.mails.at(-1)?.raw, raw)
      assert.deepEqual(sink.mails.at(-1)?.envelope, {
        from: 'support@example.com',
        to: ['yamada@example.jp'],
      })
      const row = await outboxRow(db, id)
      assert.deepEqual([row.state, row.accepted_at, row.attempts, row.lease_until], ['sent', 1000, 1, null])
      assert.match(row.server_reply ?? '', /^250/)
    })

    it('tells the thread: an event, a new version, when we last wrote', async () => {
      await seedReply(db, seeded)
      await sendDueMail(db, waysOf(scripted([]).smtp), clock)
      assert.deepEqual(await eventKinds(db), ['reply_sent'])
      const thread = await db.selectFrom('threads').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([thread.version, thread.last_outbound_at], [2, 1000])
    })

    it('commits that the body starts before a byte of it can leave', async () => {
      const id = await seedReply(db, seeded)
      const seen = { db, id, states: [] }
      await sendDueMail(db, waysOf(scripted([], seen).smtp), clock)
      assert.deepEqual(seen.states, [['sending', 1000]])
    })

    it('sends each mail once, however often and however many at a time it is called', async () => {
      for (let n = 0; n < 5; n++) await seedReply(db, seeded, { to: `${n}@example.jp` })
      const { smtp, sent } = scripted([])
      await Promise.all([1, 2, 3].map(() => sendDueMail(db, waysOf(smtp), clock)))
      await sendDueMail(db, waysOf(smtp), clock)
      assert.deepEqual(sent.flat().sort(), [
        '0@example.jp',
        '1@example.jp',
        '2@example.jp',
        '3@example.jp',
        '4@example.jp',
      ])
    })

    it('leaves alone what is not due, cancelled, or of a mailbox without a way', async () => {
      await seedReply(db, seeded, { dueAt: 1001 })
      const cancelled = await seedReply(db, seeded)
      await db.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', cancelled).execute()
      const { smtp, sent } = scripted([])
      await sendDueMail(db, waysOf(smtp), clock)
      await sendDueMail(db, new Map(), () => 9999)
      assert.deepEqual(sent, [])
    })

    it('fails what waits in a mailbox that left the configuration, and lets nobody try it again there', async () => {
      const membership = { mailbox_id: seeded.mailboxId, role: 'supervisor' } as const
      await db
        .insertInto('memberships')
        .values({ ...membership, account_id: seeded.accountId, group_id: null })
        .execute()
      const due = await seedReply(db, seeded)
      const later = await seedReply(db, seeded, { dueAt: 9_000_000 })
      const halfway = await seedReply(db, seeded)
      await db
        .updateTable('outbox')
        .set({ state: 'sending', lease_until: 500 })
        .where('id', '=', halfway)
        .execute()
      assert.equal(await failRetired(db, 'en', clock), 0)
      await db.updateTable('mailboxes').set({ retired_at: 900 }).execute()
      assert.equal(await failRetired(db, 'en', clock), 3)
      for (const id of [due, later, halfway]) {
        const row = await outboxRow(db, id)
        assert.deepEqual([row.state, row.next_try_at], ['failed', null])
        assert.match(row.server_reply ?? '', /no longer in the configuration/)
      }
      const told = await db.selectFrom('notifications').select(['account_id', 'kind']).execute()
      assert.deepEqual(told[0], { account_id: seeded.accountId, kind: 'reply_failed' })

      const viewer = await loadViewer(db, seeded.accountId)
      assert.ok(viewer)
      const again = { outboxId: due, settlement: 'retry' } as const
      assert.deepEqual(await settleReply(db, viewer, again, 2000), {
        refused: 'mailbox-retired',
        threadId: seeded.threadId,
      })
      assert.equal((await outboxRow(db, due)).state, 'failed')
    })

    it('tries a mail that was put off again when its time has come', async () => {
      const id = await seedReply(db, seeded)
      const { smtp, sent } = scripted([{ refused: { permanent: false, reply: '450 later' } }])
      await sendDueMail(db, waysOf(smtp), clock)
      const row = await outboxRow(db, id)
      assert.deepEqual([row.state, row.next_try_at, row.server_reply], ['queued', 61_000, '450 later'])
      await sendDueMail(db, waysOf(smtp), () => 60_999)
      assert.equal(sent.length, 0)
      await sendDueMail(db, waysOf(smtp), () => 61_000)
      assert.equal(sent.length, 1)
    })

    it('fails a mail that was refused for good, and goes on with the next', async () => {
      const id = await seedReply(db, seeded)
      await seedReply(db, seeded, { to: 'next@example.jp' })
      const { smtp, sent } = scripted([{ refused: { permanent: true, reply: '550 no such user' } }])
      await sendDueMail(db, waysOf(smtp), clock)
      const row = await outboxRow(db, id)
      assert.deepEqual([row.state, row.server_reply], ['failed', '550 no such user'])
      assert.deepEqual(await eventKinds(db), ['reply_failed', 'reply_sent'])
      assert.deepEqual(sent, [['next@example.jp']])
    })

    it('never sends again what is uncertain', async () => {
      const id = await seedReply(db, seeded)
      const { smtp, sent } = scripted([{ uncertain: 'the connection ended' }])
      await sendDueMail(db, waysOf(smtp), clock)
      await sendDueMail(db, waysOf(smtp), () => 1000 + 10 * LEASE)
      assert.equal(sent.length, 1)
      assert.equal((await outboxRow(db, id)).state, 'uncertain')
      assert.deepEqual(await eventKinds(db), ['reply_uncertain'])
    })

    it('tells the writer when a reply failed or is uncertain, and not when it is sent', async () => {
      const grant = { mailbox_id: seeded.mailboxId, account_id: seeded.accountId, group_id: null }
      await db
        .insertInto('memberships')
        .values({ ...grant, role: 'agent' })
        .execute()
      for (let n = 0; n < 3; n++) await seedReply(db, seeded)
      const { smtp } = scripted([{ refused: { permanent: true, reply: '550 no' } }, { uncertain: 'closed' }])
      await sendDueMail(db, waysOf(smtp), clock)
      const told = await db.selectFrom('notifications').select(['kind', 'account_id']).execute()
      assert.deepEqual(told, [
        { kind: 'reply_failed', account_id: seeded.accountId },
        // Whoever is told that it failed sends it again, and then the customer may have it twice.
        { kind: 'reply_uncertain', account_id: seeded.accountId },
      ])
    })

    it('shows in the connections that the server cannot be reached, and that it can be again', async () => {
      await seedReply(db, seeded)
      const unreachable: ConnectionProblem = {
        way: 'smtp',
        host: 'smtp.example.com',
        port: 25,
        user: '',
        folder: '',
        detail: '',
        code: 'refused',
      }
      const { smtp } = scripted([{ unreachable }])
      await sendDueMail(db, waysOf(smtp), clock)
      const states = () => db.selectFrom('connections').select(['way', 'state', 'error']).execute()
      assert.deepEqual(await states(), [
        {
          way: 'smtp',
          state: 'failed',
          error: 'Nothing answers at the SMTP server smtp.example.com:25: the connection was refused.',
        },
      ])
      await sendDueMail(db, waysOf(smtp), () => 61_000)
      assert.deepEqual(await states(), [{ way: 'smtp', state: 'connected', error: null }])
    })
  })

  describe('a mail that its sender left behind', () => {
    const leave = async (bodyStarted: number | null) => {
      const id = await seedReply(db, seeded)
      await db
        .updateTable('outbox')
        .set({ state: 'sending', lease_until: 500, body_started_at: bodyStarted, attempts: 1 })
        .where('id', '=', id)
        .execute()
      return id
    }

    it('is sent by the next one when its body had not started', async () => {
      const id = await leave(null)
      const { smtp, sent } = scripted([])
      await sendDueMail(db, waysOf(smtp), clock)
      assert.equal(sent.length, 1)
      assert.equal((await outboxRow(db, id)).state, 'sent')
    })

    it('is uncertain when its body had started, and is not sent', async () => {
      const id = await leave(400)
      const { smtp, sent } = scripted([])
      await sendDueMail(db, waysOf(smtp), clock)
      assert.equal(sent.length, 0)
      assert.equal((await outboxRow(db, id)).state, 'uncertain')
    })

    it('is left alone while its lease lasts', async () => {
      const id = await leave(null)
      const { smtp, sent } = scripted([])
      await sendDueMail(db, waysOf(smtp), () => 499)
      assert.equal(sent.length, 0)
      assert.equal((await outboxRow(db, id)).state, 'sending')
    })

    it('is left to the sender of its own mailbox, which knows how it keeps copies', async () => {
      const id = await leave(400)
      const { smtp } = scripted([])
      const another: Ways = new Map([[seeded.mailboxId + 1, { smtp, copies: null }]])
      await sendDueMail(db, another, clock)
      assert.equal((await outboxRow(db, id)).state, 'sending')
      await db.updateTable('mailboxes').set({ retired_at: 900 }).execute()
      await sendDueMail(db, another, clock)
      assert.equal((await outboxRow(db, id)).state, 'uncertain', 'once retired, it has none')
    })

    it('lets no byte out when another took it over meanwhile', async () => {
      const id = await seedReply(db, seeded)
      const left: string[] = []
      const smtp = {
        send: async ({ onBodyStart }: { onBodyStart: () => Promise<void> }): Promise<SmtpOutcome> => {
          await db.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', id).execute()
          await onBodyStart()
          left.push('bytes')
          return { accepted: { reply: '250' } }
        },
      }
      await sendDueMail(db, new Map([[seeded.mailboxId, { smtp, copies: null }]]), clock)
      assert.deepEqual(left, [])
      assert.equal((await outboxRow(db, id)).state, 'cancelled')
    })
  })

  describe('two senders of one mail, because the first outlived its lease', () => {
    const unreachable: ConnectionProblem = {
      ...{ way: 'smtp', host: 'smtp.example.com', port: 25, user: '', folder: '', detail: '' },
      code: 'closed',
    }

    it('the first, which has not begun, lets nothing out and leaves the second alone', async () => {
      const id = await seedReply(db, seeded)
      const second = scripted([])
      const first = {
        send: async ({ onBodyStart }: { onBodyStart: () => Promise<void> }): Promise<SmtpOutcome> => {
          await sendDueMail(db, waysOf(second.smtp), () => 1000 + LEASE)
          await onBodyStart()
          return { accepted: { reply: '250 twice' } }
        },
      }
      await sendDueMail(db, waysOf(first), clock)
      assert.equal(second.sent.length, 1)
      assert.equal((await outboxRow(db, id)).server_reply, '250 kept')
    })

    it('the first, which fails late, does not put back what the second is sending', async () => {
      const id = await seedReply(db, seeded)
      const second = {
        send: async ({ onBodyStart }: { onBodyStart: () => Promise<void> }): Promise<SmtpOutcome> => {
          await onBodyStart()
          settleFirst()
          await firstDone
          const row = await outboxRow(db, id)
          assert.deepEqual([row.state, row.attempts], ['sending', 2])
          return { accepted: { reply: '250 kept' } }
        },
      }
      let settleFirst = () => {}
      let begun = () => {}
      const firstBegan = new Promise<void>((resolve) => {
        begun = resolve
      })
      const first = {
        send: () => {
          begun()
          return new Promise<SmtpOutcome>((resolve) => {
            settleFirst = () => resolve({ unreachable })
          })
        },
      }
      const firstDone = sendDueMail(db, waysOf(first), clock)
      await firstBegan
      await sendDueMail(db, waysOf(second), () => 1000 + LEASE)
      assert.equal((await outboxRow(db, id)).state, 'sent')
    })

    it('the first, which was called uncertain meanwhile, still tells that the server took the mail', async () => {
      const id = await seedReply(db, seeded)
      const other = scripted([])
      const first = {
        send: async ({ onBodyStart }: { onBodyStart: () => Promise<void> }): Promise<SmtpOutcome> => {
          await onBodyStart()
          await sendDueMail(db, waysOf(other.smtp), () => 1000 + LEASE)
          assert.equal((await outboxRow(db, id)).state, 'uncertain')
          return { accepted: { reply: '250 kept' } }
        },
      }
      await sendDueMail(db, waysOf(first), clock)
      assert.equal(other.sent.length, 0)
      assert.equal((await outboxRow(db, id)).state, 'sent')
      assert.deepEqual(await eventKinds(db), ['reply_uncertain', 'reply_sent'])
    })
  })

  describe('the copy in Sent', () => {
    const copiesThat = (fail: (attempt: number) => boolean) => {
      const kept: { look: boolean; date: number; messageId: string; raw: Buffer }[] = []
      let attempts = 0
      const copies: Pick<SentCopies, 'keep'> = {
        keep: async (copy) => {
          if (fail(++attempts)) throw new Error('quota exceeded')
          kept.push({ ...copy, raw: Buffer.from(copy.raw) })
        },
      }
      return { copies, kept }
    }

    it('is made after the server took the mail, from the same bytes, once', async () => {
      const id = await seedReply(db, seeded)
      const { copies, kept } = copiesThat(() => false)
      const { smtp, sent } = scripted([])
      const ways = waysOf(smtp, copies)
      assert.deepEqual(await appendDueMail(db, ways, clock), { appended: 0, failed: 0 })
      await sendDueMail(db, ways, clock)
      assert.deepEqual(await appendDueMail(db, ways, () => 2000), { appended: 1, failed: 0 })
      await appendDueMail(db, ways, () => 3000)
      assert.deepEqual(kept, [{ raw, messageId: 'reply@example.com', date: 1000, look: false }])
      assert.equal((await outboxRow(db, id)).appended_at, 2000)
      assert.equal(sent.length, 1)
    })

    it('that fails is tried again by itself, after looking, and the mail is not sent again', async () => {
      const id = await seedReply(db, seeded)
      const { copies, kept } = copiesThat((attempt) => attempt === 1)
      const { smtp, sent } = scripted([])
      const ways = waysOf(smtp, copies)
      await sendDueMail(db, ways, clock)
      assert.deepEqual(await appendDueMail(db, ways, clock), { appended: 0, failed: 1 })
      const row = await outboxRow(db, id)
      assert.deepEqual([row.state, row.append_error, row.append_next_at], ['sent', 'quota exceeded', 61_000])
      await sendDueMail(db, ways, () => 61_000)
      await appendDueMail(db, ways, () => 61_000)
      assert.deepEqual(
        kept.map((copy) => copy.look),
        [true],
      )
      assert.equal(sent.length, 1)
      assert.equal((await outboxRow(db, id)).append_error, null)
    })

    it('is not made where the server keeps one itself', async () => {
      const id = await seedReply(db, seeded)
      const ways = waysOf(scripted([]).smtp)
      await sendDueMail(db, ways, clock)
      await appendDueMail(db, ways, () => 9999)
      const row = await outboxRow(db, id)
      assert.deepEqual([row.append_attempts, row.append_next_at, row.appended_at], [0, null, null])
    })
  })
})
