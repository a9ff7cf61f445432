import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { raiseAlarm } from '../../src/backup/alarm.store.ts'
import { noteBegun, noteEnded, noteOutside } from '../../src/backup/backup.store.ts'
import { bannersFor } from '../../src/backup/banners.ts'
import { watchOverBackups } from '../../src/backup/watch-over.ts'
import type { Db } from '../../src/db/database.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { countUnread } from '../../src/notification/notification.store.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { DAY, HOUR, openCast, START, viewerOf } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const config = { backup: { schedule: null, warnAfter: 36 * HOUR } }
const full = { problem: { code: 'disk-full', detail: '/mnt/backup' } } as const

async function attempt(db: Db, at: number, outcome: { size: number } | typeof full) {
  const id = await noteBegun(db, 'schedule', '/mnt/backup/x.db', at)
  await noteEnded(db, id, { outcome, check: 'quick' }, at + 1)
}

function mailer(db: Db, now: number) {
  const sent: { to: string[]; raw: Uint8Array }[] = []
  const run = () =>
    sendDueNotifications(db, {
      transport: {
        send: async ({ envelope, raw }) => {
          sent.push({ to: [...envelope.to], raw })
          return { accepted: { reply: '250 ok' } }
        },
      },
      from: { name: 'hoshin', address: 'hoshin@minato.example' },
      publicUrl: 'https://support.minato.example',
      secret: 'secret',
      clock: () => now,
    })
  return { sent, run }
}

eachDatabase((_name, open) => {
  describe('trouble with backups', () => {
    it('is mailed to administrators, once until a good one is made', async () => {
      const db = await open()
      const { ids } = await openCast(db)
      await attempt(db, START, { size: 1 })
      const look = (at: number) => watchOverBackups(db, config, at)
      assert.equal(await look(START + 36 * HOUR), 0)
      assert.equal(await look(START + 37 * HOUR), 1)
      assert.equal(await look(START + 40 * HOUR), 0, 'once')
      const { sent, run } = mailer(db, START + 40 * HOUR)
      await run()
      assert.deepEqual(
        sent.flatMap(({ to }) => to),
        ['admin@minato.example'],
      )
      const mail = await parseMail(sent[0]?.raw ?? new Uint8Array())
      assert.equal(mail.subject, '[バックアップ] バックアップが古くなっています')
      assert.match(mail.text, /https:\/\/support\.minato\.example\/admin\/backups/)
      assert.match(mail.text, /最後に成功したバックアップ: 2026年11月20日/)

      await attempt(db, START + 2 * DAY, { size: 1 })
      await attempt(db, START + 3 * DAY, full)
      assert.equal(await look(START + 3 * DAY), 1, 'another trouble')
      const again = mailer(db, START + 3 * DAY)
      await again.run()
      const failing = await parseMail(again.sent[0]?.raw ?? new Uint8Array())
      assert.match(failing.text, /ディスクの空きが足りません: \/mnt\/backup。/)
      const admin = await viewerOf(db, ids.admin)
      assert.equal((await countUnread(db, admin)).total, 0, 'on screen it stands above every page')
    })

    it('that is over before its mail went out is mailed to nobody', async () => {
      const db = await open()
      await openCast(db)
      await raiseAlarm(db, null, START)
      await noteOutside(db, 'nightly.dump', null, START + HOUR)
      const { sent, run } = mailer(db, START + HOUR)
      assert.deepEqual(await run(), { mailed: 0, failed: 0, needless: 1 })
      assert.deepEqual(sent, [])
    })

    it('stands above the pages of administrators, and a restore above everybody’s for some days', async () => {
      const db = await open()
      await openCast(db)
      const restored = { at: START, takenAt: START - DAY, aliveUntil: START - HOUR }
      const see = (isAdmin: boolean, at: number) =>
        bannersFor(db, { isAdmin }, { restored, warnAfter: 36 * HOUR }, at)
      await attempt(db, START, full)
      const words = async (isAdmin: boolean, at: number) =>
        (await see(isAdmin, at)).map((banner) => banner.is)
      assert.deepEqual(await words(true, START), ['restored', 'backup_failed'])
      assert.deepEqual(await words(false, START), ['restored'])
      await attempt(db, START + HOUR, { size: 1 })
      assert.deepEqual(await words(true, START + HOUR), ['restored'])
      assert.deepEqual(await words(true, START + 30 * DAY), ['backup_old'])
      assert.deepEqual(await words(false, START + 30 * DAY), [])
    })

    it('is nobody’s matter where nobody asked to be alarmed', async () => {
      const db = await open()
      await openCast(db)
      await attempt(db, START, full)
      const unwatched = { backup: { schedule: null, warnAfter: null } }
      assert.equal(await watchOverBackups(db, unwatched, START + 99 * DAY), 0)
    })
  })
})
