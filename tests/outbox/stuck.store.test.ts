import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { stuckBanners, tellOfStuck } from '../../src/outbox/tell-of-stuck.ts'
import { eachDatabase } from '../support/databases.ts'
import { seedReply, seedThread } from './outbox-rows.ts'

const NOW = Date.UTC(2026, 10, 20, 5)
const MINUTE = 60_000

eachDatabase((_name, open) => {
  let db: Db
  let seeded: Awaited<ReturnType<typeof seedThread>>
  beforeEach(async () => {
    db = await open()
    seeded = await seedThread(db)
    await db.updateTable('accounts').set({ admin_since: 1 }).where('id', '=', seeded.accountId).execute()
  })
  const reply = async (change: object, waits: number) => {
    const id = await seedReply(db, seeded)
    const at = NOW - waits
    await db
      .updateTable('outbox')
      .set({ send_at: at, state_at: at, ...change })
      .where('id', '=', id)
      .execute()
    return id
  }
  const told = () => db.selectFrom('notifications').selectAll().orderBy('id').execute()
  const banners = () => stuckBanners(db, { isAdmin: true })

  describe('mail that does not go out', () => {
    const cases: [string, object, number, boolean][] = [
      ['waits for a quarter of an hour', { state: 'queued' }, 15 * MINUTE, true],
      ['waits for less', { state: 'queued' }, 14 * MINUTE, false],
      ['is being sent for a quarter of an hour', { state: 'sending' }, 15 * MINUTE, true],
      ['waits for its turn', { state: 'queued', put_off: 'rate' }, 60 * MINUTE, false],
      ['waits for its turn for half a day of work', { state: 'queued', put_off: 'rate' }, 240 * MINUTE, true],
      ['is uncertain for an hour', { state: 'uncertain' }, 60 * MINUTE, true],
      ['is uncertain for less', { state: 'uncertain' }, 59 * MINUTE, false],
      ['failed, as its writer knows', { state: 'failed' }, 600 * MINUTE, false],
      ['was sent', { state: 'sent' }, 600 * MINUTE, false],
    ]
    for (const [what, change, waits, isStuck] of cases) {
      it(`${isStuck ? 'alarms administrators' : 'alarms nobody'} when it ${what}`, async () => {
        await reply(change, waits)
        assert.equal(await tellOfStuck(db, NOW), isStuck ? 1 : 0)
        assert.equal((await banners()).length, isStuck ? 1 : 0)
        assert.deepEqual(await stuckBanners(db, { isAdmin: false }), [])
      })
    }
  })

  it('alarms once while it lasts, whatever else joins it, and anew when it happens again', async () => {
    const id = await reply({ state: 'queued' }, 20 * MINUTE)
    for (let n = 0; n < 3; n++) await tellOfStuck(db, NOW + n * MINUTE)
    await reply({ state: 'uncertain' }, 90 * MINUTE)
    await tellOfStuck(db, NOW + 3 * MINUTE)
    assert.equal((await told()).length, 1)

    await db.updateTable('outbox').set({ state: 'sent' }).execute()
    await tellOfStuck(db, NOW + 4 * MINUTE)
    assert.deepEqual([(await told())[0]?.read_at, await banners()], [NOW + 4 * MINUTE, []])

    await db.updateTable('outbox').set({ state: 'queued' }).where('id', '=', id).execute()
    await tellOfStuck(db, NOW + 5 * MINUTE)
    assert.equal((await told()).length, 2)
  })

  it('tells by mail how many, why, since when and what to do', async () => {
    await reply({ state: 'queued' }, 20 * MINUTE)
    await reply({ state: 'queued' }, 30 * MINUTE)
    await reply({ state: 'uncertain' }, 90 * MINUTE)
    await db
      .insertInto('connections')
      .values({
        ...{ mailbox_id: seeded.mailboxId, way: 'smtp', folder: '', state: 'failed' },
        ...{ error: 'SMTP サーバーに接続を拒否されました。' },
      })
      .execute()
    await tellOfStuck(db, NOW)
    const mails: Uint8Array[] = []
    const total = await sendDueNotifications(db, {
      transport: {
        send: async ({ raw }) => {
          mails.push(raw)
          return { accepted: { reply: '250' } }
        },
      },
      from: { name: 'hoshin', address: 'notify@example.com' },
      ...{ publicUrl: 'https://hoshin.example.com', secret: 's', clock: () => NOW },
    })
    assert.equal(total.mailed, 1)
    const { subject, text } = await parseMail(mails[0] ?? new Uint8Array())
    assert.equal(subject, '[送信] 「サポート」に送信できていない返信があります')
    assert.match(text, /送信できずに待っている返信 2 件/)
    assert.match(text, /送れたか分からないままの返信 1 件/)
    assert.match(text, /接続を拒否されました/)
    assert.match(text, /https:\/\/hoshin\.example\.com\/outbox/)
  })

  it('mails nobody when it is over before its mail is written', async () => {
    await reply({ state: 'queued' }, 20 * MINUTE)
    await tellOfStuck(db, NOW)
    await db.updateTable('outbox').set({ state: 'sent' }).execute()
    const total = await sendDueNotifications(db, {
      transport: { send: () => assert.fail('a mail left') },
      from: { name: 'hoshin', address: 'notify@example.com' },
      ...{ publicUrl: 'https://hoshin.example.com', secret: 's', clock: () => NOW },
    })
    assert.equal(total.needless, 1)
  })
})
