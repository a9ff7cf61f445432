import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { presenceOf } from '../../src/jobs/presence.ts'
import { ConnectionFailed, type ConnectionProblem } from '../../src/mail/connection-problem.ts'
import type { SmtpOutcome } from '../../src/mail/smtp.ts'
import { leaseDue } from '../../src/outbox/lease.store.ts'
import { lookInSent } from '../../src/outbox/look-in-sent.ts'
import { type MailboxWay, sendDueMail } from '../../src/outbox/send-due.ts'
import { eachDatabase } from '../support/databases.ts'
import { eventKinds, outboxRow, seedReply, seedThread } from './outbox-rows.ts'

const START = Date.UTC(2026, 10, 20)
const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE
const closed: ConnectionProblem = {
  ...{ way: 'smtp', host: 'smtp.example.com', port: 25, user: '', folder: '', detail: '' },
  code: 'refused',
}

eachDatabase((_name, open) => {
  let db: Db
  let seeded: Awaited<ReturnType<typeof seedThread>>
  let now: number
  beforeEach(async () => {
    db = await open()
    seeded = await seedThread(db)
    now = START
  })
  const clock = () => now

  function way(
    answer: () => SmtpOutcome = () => ({ accepted: { reply: '250' } }),
    more: Partial<MailboxWay> = {},
  ) {
    const sent: number[] = []
    let tried = 0
    const smtp: MailboxWay['smtp'] = {
      async send({ onBodyStart }) {
        tried++
        const outcome = answer()
        if ('accepted' in outcome || 'uncertain' in outcome) {
          await onBodyStart()
          sent.push(now)
        }
        return outcome
      },
    }
    return { sent, tried: () => tried, ways: new Map([[seeded.mailboxId, { smtp, copies: null, ...more }]]) }
  }

  describe('a mailbox that may send only so much', () => {
    const rate = { mails: 2, per: MINUTE }

    it('sends so many, and the others know their turn', async () => {
      const ids: number[] = []
      for (let n = 0; n < 5; n++) ids.push(await seedReply(db, seeded))
      const { ways, sent } = way(undefined, { rate })
      await sendDueMail(db, ways, clock)
      assert.equal(sent.length, 2)
      const rows = await Promise.all(ids.map((id) => outboxRow(db, id)))
      assert.deepEqual(
        rows
          .map(({ state, put_off, next_try_at, attempts }) => [state, put_off, next_try_at, attempts])
          .slice(2),
        [
          ['queued', 'rate', START + MINUTE, 0],
          ['queued', 'rate', START + MINUTE, 0],
          ['queued', 'rate', START + 2 * MINUTE, 0],
        ],
      )
    })

    it('sends all of them in time, and never more than it may', async () => {
      for (let n = 0; n < 5; n++) await seedReply(db, seeded)
      const { ways, sent } = way(undefined, { rate })
      for (let n = 0; n < 12; n++, now += MINUTE / 4) await sendDueMail(db, ways, clock)
      assert.equal(sent.length, 5)
      for (const start of sent) assert.ok(sent.filter((at) => at >= start && at < start + MINUTE).length <= 2)
    })
  })

  it('a server that is down costs one mail an attempt; the others wait a minute and say why', async () => {
    const ids: number[] = []
    for (let n = 0; n < 5; n++) ids.push(await seedReply(db, seeded))
    const { ways, tried } = way(() => ({ unreachable: closed }))
    await sendDueMail(db, ways, clock)
    await sendDueMail(db, ways, clock)
    assert.equal(tried(), 1)
    const rows = await Promise.all(ids.map((id) => outboxRow(db, id)))
    assert.deepEqual(
      rows.map(({ state, attempts, next_try_at }) => [state, attempts, next_try_at]),
      [['queued', 1, START + MINUTE], ...ids.slice(1).map(() => ['queued', 0, START + MINUTE])],
    )
    for (const row of rows) assert.match(row.server_reply ?? '', /refused/)
  })

  describe('what another process had taken', () => {
    const takenBy = async (holder: string, bodyStarted: number | null) => {
      const presence = presenceOf({ db, now: clock, holder })
      await presence.confirm()
      const id = await seedReply(db, seeded)
      await leaseDue(db, seeded.mailboxId, now, { sender: presence.name })
      await db.updateTable('outbox').set({ body_started_at: bodyStarted }).where('id', '=', id).execute()
      return { id, presence }
    }

    it('goes out half a minute after it died, where the mail had not begun', async () => {
      const { id } = await takenBy('dead', null)
      const { ways, sent } = way()
      now += 29_000
      await sendDueMail(db, ways, clock)
      assert.equal(sent.length, 0)
      now += 2_000
      await sendDueMail(db, ways, clock)
      assert.deepEqual([sent.length, (await outboxRow(db, id)).state], [1, 'sent'])
    })

    it('is uncertain then, where the mail had begun', async () => {
      const { id } = await takenBy('dead', START)
      const { ways, sent } = way()
      now += 31_000
      await sendDueMail(db, ways, clock)
      assert.deepEqual([sent.length, (await outboxRow(db, id)).state], [0, 'uncertain'])
    })

    it('is left to it while it says that it lives', async () => {
      const { id, presence } = await takenBy('slow', START)
      const { ways } = way()
      for (let n = 0; n < 5; n++) {
        now += 20_000
        await presence.confirm()
        await sendDueMail(db, ways, clock)
      }
      assert.equal((await outboxRow(db, id)).state, 'sending')
    })
  })

  it('a clock that was put back by a year holds up neither what is queued nor what was left behind', async () => {
    now += YEAR
    const queued = await seedReply(db, seeded, { dueAt: now })
    const taken = await seedReply(db, seeded, { dueAt: now - 1 })
    await leaseDue(db, seeded.mailboxId, now)
    now = START
    const { ways } = way()
    await sendDueMail(db, ways, clock)
    await sendDueMail(db, ways, clock)
    assert.deepEqual(
      [(await outboxRow(db, queued)).state, (await outboxRow(db, taken)).state],
      ['sent', 'sent'],
    )
  })

  describe('an uncertain reply whose server keeps copies itself', () => {
    const lose = async () => {
      const id = await seedReply(db, seeded)
      await sendDueMail(db, way(() => ({ uncertain: 'the connection ended' })).ways, clock)
      return id
    }
    const copies = (there: string[]) => {
      const asked: number[] = []
      return {
        asked,
        found: async (ids: readonly string[]) => {
          asked.push(now)
          return new Set(ids.filter((id) => there.includes(id)))
        },
      }
    }

    it('was sent when a copy stands in Sent', async () => {
      const id = await lose()
      assert.equal(await lookInSent(db, seeded.mailboxId, copies(['reply@example.com']), clock), 1)
      assert.equal((await outboxRow(db, id)).state, 'sent')
      assert.deepEqual((await eventKinds(db)).at(-1), 'reply_resolved')
    })

    it('stays uncertain when none does, is looked for now and then for a day, and never goes out again', async () => {
      const id = await lose()
      const sent = copies([])
      const again = way()
      for (let n = 0; n < 200; n++, now += 15 * MINUTE) {
        await lookInSent(db, seeded.mailboxId, sent, clock)
        await sendDueMail(db, again.ways, clock)
      }
      assert.deepEqual([again.tried(), (await outboxRow(db, id)).state], [0, 'uncertain'])
      assert.ok(sent.asked.length > 4 && sent.asked.length < 10, `${sent.asked.length} looks`)
      assert.ok((sent.asked.at(-1) ?? 0) - START > 24 * 60 * MINUTE)
    })

    it('is looked for later when its server cannot be reached', async () => {
      await lose()
      const down = { found: () => Promise.reject(new ConnectionFailed({ ...closed, way: 'imap' })) }
      await lookInSent(db, seeded.mailboxId, down, clock)
      now += 6 * MINUTE
      assert.equal(await lookInSent(db, seeded.mailboxId, copies(['reply@example.com']), clock), 1)
    })
  })
})
