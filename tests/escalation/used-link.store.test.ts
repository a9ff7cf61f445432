import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addAccount } from '../../src/account/add-account.ts'
import type { Db } from '../../src/db/database.ts'
import { LINK_LASTS, writeAcceptanceLink } from '../../src/escalation/acceptance-link.ts'
import { stepDownEscalation } from '../../src/escalation/pass-escalation.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { noRoute } from '../../src/escalation/route.store.ts'
import { setRoute } from '../../src/escalation/set-route.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import { arrivalFrom, inbox, MINUTE, rawMail, viewerOf } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser, morning, type TestApp } from '../web/app.ts'
import { rung } from './world.ts'

eachDatabase((_, open) => {
  describe('the link for accepting', () => {
    let db: Db
    let app: TestApp
    let sato: number
    let mori: number
    let escalationId: number
    beforeEach(async () => {
      db = await open()
      app = appOn(db)
      const row = { name: '窓口', address: 'a@example.jp', time_zone: 'Asia/Tokyo', signature: '' }
      await db
        .insertInto('mailboxes')
        .values({ key: 'support', ...row, retired_at: null, created_at: morning })
        .execute()
      sato = await hire('佐藤 恵')
      mori = await hire('森 由紀')
      const ladder = [
        rung(2, { primaryId: sato, backupId: mori, calls: [] }),
        rung(3, { title: '課長', primaryId: mori, backupId: sato, calls: [] }),
      ]
      const version = { mailboxId: 1, route: { ...noRoute, ladder }, replaces: 0 }
      assert.ok('version' in (await setRoute(db, await viewerOf(db, sato), version, morning)))
      escalationId = await raise()
    })

    test('works once: after declining, and where it comes round again, only a new mail does', async () => {
      const phone = app.browser('ja')
      const link = await linkOf(sato)
      assert.match(await text(phone.get(link)), /受理する/)
      await phone.post(link, { act: 'decline', words: '外出中' })
      assert.doesNotMatch(await text(phone.get(link)), /受理する/)
      app.pass(MINUTE)
      const moris = await viewerOf(db, mori)
      await phone.post(await linkOf(mori), { act: 'accept' })
      // Down to the same level, whose primary is the one who declined before.
      await db.updateTable('escalations').set({ level: 3 }).where('id', '=', escalationId).execute()
      const down = { id: escalationId, level: 2, reason: '係長で足ります' }
      assert.ok('escalationId' in (await stepDownEscalation(db, moris, down, morning + 2 * MINUTE)))
      const again = await phone.get(link)
      assert.equal(again.status, 410)
      assert.match(await again.text(), /使用済み/)
      await phone.post(link, { act: 'accept' })
      assert.equal(await state(), 'waiting')
      await phone.post(await linkOf(sato, morning + 2 * MINUTE), { act: 'accept' })
      assert.equal(await state(), 'accepted')
    })

    test('says to whoever accepted by it that they have it, and is over after two days', async () => {
      const phone: Browser = app.browser('ja')
      const link = await linkOf(sato)
      await phone.post(link, { act: 'accept' })
      const again = await phone.post(link, { act: 'accept' })
      assert.equal(again.status, 200)
      assert.equal(await state(), 'accepted')
      app.pass(LINK_LASTS + 1)
      assert.equal((await phone.get(link)).status, 410)
    })

    async function hire(name: string): Promise<number> {
      const added = await addAccount(
        db,
        {
          ...{ name, title: '', reading: '', email: `${name}@example.jp`, locale: 'ja', isAdmin: false },
          ...{ timeZone: 'Asia/Tokyo', passwordHash: null },
          memberships: [{ mailboxId: 1, role: 'supervisor' }],
        },
        morning,
      )
      assert.ok('accountId' in added)
      return added.accountId
    }

    async function raise(): Promise<number> {
      const mailbox = await db.selectFrom('mailboxes').selectAll().executeTakeFirstOrThrow()
      const mails = [await arrivalFrom(rawMail({ text: '至急', at: morning }, 'one'), 1, morning)]
      const { threadIds } = await receiveMessages(db, { mailbox, folder: inbox, mails }, morning)
      const raised = await raiseEscalation(
        db,
        await viewerOf(db, mori),
        {
          ...{ threadId: threadIds[0] ?? 0, kind: 'instruction', of: null, wantedBy: null },
          ...{ criteria: { urgency: 3, expertise: 1, impact: 1 }, level: 2, levelReason: '係長の判断' },
          ...{ report: emptyReport(), commentId: null, messageId: null },
        },
        morning,
      )
      assert.ok('escalationId' in raised)
      return raised.escalationId
    }

    async function linkOf(accountId: number, at = morning): Promise<string> {
      const link = { escalationId, accountId, until: at + LINK_LASTS }
      return `/acceptances/${writeAcceptanceLink(link, await secretFor(db, 'message-id'))}`
    }

    async function state(): Promise<string> {
      return (await db.selectFrom('escalations').select('state').executeTakeFirstOrThrow()).state
    }

    async function text(answer: Promise<Response>): Promise<string> {
      return (await answer).text()
    }
  })
})
