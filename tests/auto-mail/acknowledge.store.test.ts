import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { acknowledge } from '../../src/auto-mail/acknowledge.ts'
import { allowAutoMail } from '../../src/auto-mail/allow-auto-mail.ts'
import { setAcknowledgement } from '../../src/auto-mail/set-acknowledgement.ts'
import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { sendDueMail } from '../../src/outbox/send-due.ts'
import { momentsOf } from '../../src/target/moments.store.ts'
import { changeThread } from '../../src/thread/thread.store.ts'
import { type Cast, DAY, HOUR, type Letter, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    await switchOn()
  })

  const switchOn = async (who = cast.ids.sato) =>
    setAcknowledgement(
      db,
      await cast.viewer(who),
      { mailboxId: cast.support, isOn: true, ja: '受け付けました。', en: 'It has arrived.' },
      START - HOUR,
    )
  const sent = () =>
    db
      .selectFrom('outbox')
      .innerJoin('messages', 'messages.id', 'outbox.message_id')
      .selectAll('messages')
      .select('outbox.envelope')
      .where('outbox.purpose', '=', 'acknowledgement')
      .orderBy('outbox.id')
      .execute()
  const acknowledged = async (letter: Letter, at = START + MINUTE) => {
    await cast.arrive(letter)
    await acknowledge(db, () => at)
    return sent()
  }

  describe('an acknowledgement of receipt', () => {
    it('answers a new mail in its language, as a machine, and counts as no answer', async () => {
      const [ack] = await acknowledged({
        from: 'hanako@shop.example',
        subject: '納期',
        messageId: 'a@shop.example',
      })
      assert.ok(ack)
      assert.deepEqual(JSON.parse(ack.envelope).to, ['hanako@shop.example'])
      const mail = await parseMail(await readBlob(db, ack.raw_blob_id ?? 0))
      assert.deepEqual(
        [mail.subject, mail.inReplyTo, mail.autoSubmitted, mail.kind, mail.text.split('\n')[0]],
        ['【自動返信】納期', 'a@shop.example', 'auto-replied', 'auto_reply', '受け付けました。'],
      )
      const thread = await cast.thread(ack.thread_id)
      assert.deepEqual([thread.status, thread.last_outbound_at], ['new', null])
      const smtp = { send: async () => ({ accepted: { reply: '250 ok' } }) }
      await sendDueMail(db, new Map([[cast.support, { smtp, copies: null }]]), () => START + 2 * MINUTE)
      const after = await cast.thread(ack.thread_id)
      assert.equal(after.last_outbound_at, null)
      assert.deepEqual(
        (await momentsOf(db, after)).map(({ kind }) => kind),
        ['customer_wrote'],
      )
    })

    it('goes to no machine, no list, no old mail, and to nothing that was answered or is spam', async () => {
      await acknowledged({ headers: ['Auto-Submitted: auto-generated'] })
      await acknowledged({ headers: ['Precedence: bulk'] })
      await acknowledged({ headers: ['Return-Path: <>'] })
      await acknowledged({ from: 'noreply@shop.example' })
      await acknowledged({ from: 'billing@minato.example' })
      await cast.receive([await cast.arrivalOf({ at: START - 2 * DAY })], { now: START })
      const spam = await cast.arrive({ subject: 'spam' })
      await changeThread(db, spam, { folder: 'spam' })
      const answered = await cast.arrive({ subject: 'answered' })
      await changeThread(db, answered, { last_outbound_at: START })
      await acknowledge(db, () => START + MINUTE)
      assert.deepEqual(await sent(), [])
    })

    it('is sent once for a mail, and for the first of a thread alone', async () => {
      await acknowledged({ from: 'hanako@shop.example', messageId: 'a@shop.example' })
      const all = await acknowledged({ from: 'hanako@shop.example', inReplyTo: 'a@shop.example' })
      assert.equal(all.length, 1)
    })

    it('is set by a supervisor alone', async () => {
      assert.deepEqual(await switchOn(cast.ids.ito), { refused: 'not-found' })
    })

    it('is refused for a mailbox that would feed itself', async () => {
      await db
        .updateTable('accounts')
        .set({ email: 'Support@minato.example' })
        .where('id', '=', cast.ids.tanaka)
        .execute()
      assert.deepEqual(await switchOn(), { refused: 'feeds-itself', with: '田中 健' })
    })
  })

  it('two machines that answer everything get three mails in an hour, however they disguise themselves', async () => {
    const robots = ['robot-a@shop.example', 'robot-b@shop.example']
    let n = 0
    const pending: { from: string; answers: string | null }[] = robots.map((from) => ({
      from,
      answers: null,
    }))
    for (let at = START; at < START + HOUR; at += 30_000) {
      for (const { from } of pending.splice(0)) {
        // A bad responder: it says of nothing that it is one, and begins a new matter each time.
        await cast.arrive({ from, subject: `Ticket ${++n}`, messageId: `r${n}@shop.example`, at })
      }
      const before = (await sent()).length
      await acknowledge(db, () => at + 10_000)
      for (const ack of (await sent()).slice(before)) {
        const to: string = JSON.parse(ack.envelope).to[0]
        pending.push({ from: to, answers: ack.message_id })
      }
      // They also write of their own accord.
      if (pending.length === 0) pending.push(...robots.map((from) => ({ from, answers: null })))
    }
    const recipients = (await sent()).map(({ envelope }) => JSON.parse(envelope).to[0])
    for (const robot of robots) assert.equal(recipients.filter((to) => to === robot).length, 3)
  })

  it('two workers that ask at once count the same address', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => transact(db, (tx) => allowAutoMail(tx, 'A@shop.example', START))),
    )
    assert.equal(asked.filter(Boolean).length, 3)
  })
})
