import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openSession } from '../../src/account/sign-in.ts'
import { lastRestored } from '../../src/backup/restored.store.ts'
import { settleRestored } from '../../src/backup/settle-restored.ts'
import type { Db } from '../../src/db/database.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { notify } from '../../src/notification/notify.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { sendDueMail } from '../../src/outbox/send-due.ts'
import { eventKinds, outboxRow, raw, seedReply, seedThread } from '../outbox/outbox-rows.ts'
import { addMembership, DAY, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const takenAt = START
const now = START + DAY
const back = { takenAt, aliveUntil: now - HOUR, given: null }

async function desk(db: Db) {
  const seeded = await seedThread(db)
  await addMembership(db, seeded.mailboxId, { account: seeded.accountId }, 'agent')
  const outboxId = await seedReply(db, seeded)
  return { ...seeded, outboxId }
}

const sentMails = () => {
  const sent: string[] = []
  const smtp = {
    send: async ({ envelope }: { envelope: { to: readonly string[] } }) => {
      sent.push(...envelope.to)
      return { accepted: { reply: '250 ok' } }
    },
  }
  return { sent, smtp }
}

eachDatabase((_name, open) => {
  describe('after a restore', () => {
    for (const state of ['queued', 'sending', 'failed'] as const) {
      it(`a reply that was ${state} is sent by nobody, and its writer is asked`, async () => {
        const db = await open()
        const { outboxId, mailboxId, accountId } = await desk(db)
        await db.updateTable('outbox').set({ state, lease_until: 5 }).where('id', '=', outboxId).execute()
        const counts = await settleRestored(db, back, 'words', now)
        const { sent, smtp } = sentMails()
        await sendDueMail(db, new Map([[mailboxId, { smtp, copies: null }]]), () => now + DAY)
        assert.deepEqual(sent, [])
        assert.equal(counts.replies, 1)
        const row = await outboxRow(db, outboxId)
        assert.deepEqual([row.state, row.restored_from], ['uncertain', takenAt])
        assert.ok((await eventKinds(db)).includes('reply_uncertain'))
        const told = await db.selectFrom('notifications').select(['kind', 'email_state']).execute()
        assert.deepEqual(told, [{ kind: 'reply_uncertain', email_state: 'queued' }])
        assert.equal((await db.selectFrom('accounts').select('id').execute())[0]?.id, accountId)
      })
    }

    it('a reply that was sent or taken back stays so', async () => {
      const db = await open()
      const { outboxId } = await desk(db)
      for (const state of ['sent', 'cancelled'] as const) {
        await db.updateTable('outbox').set({ state }).where('id', '=', outboxId).execute()
        await settleRestored(db, back, 'words', now)
        assert.equal((await outboxRow(db, outboxId)).state, state)
      }
    })

    it('a copy in the Sent folder settles the doubt: the reply had gone out', async () => {
      const db = await open()
      const { outboxId, mailboxId } = await desk(db)
      await settleRestored(db, back, 'words', now)
      const mail = { uid: 7, receivedAt: takenAt + MINUTE, raw, parsed: await parseMail(raw) }
      const folder = { name: 'Sent', role: 'sent', uidValidity: '1' } as const
      const mailbox = { id: mailboxId, address: 'support@example.com' }
      await receiveMessages(db, { mailbox, folder, mails: [mail] }, now)
      const row = await outboxRow(db, outboxId)
      assert.deepEqual([row.state, row.restored_from, row.append_next_at], ['sent', null, null])
      assert.equal((await eventKinds(db)).at(-1), 'reply_resolved')
      assert.equal((await db.selectFrom('messages').select('id').execute()).length, 1)
    })

    it('mails to people that waited are not sent, and say why; those about the restore are', async () => {
      const db = await open()
      const cast = await openCast(db)
      const thread = await cast.arrive()
      await tell(db, cast.ids.ito, thread, takenAt)
      const counts = await settleRestored(db, back, 'because of the restore', now)
      assert.equal(counts.notices, 1)
      const [row] = await db.selectFrom('notifications').selectAll().execute()
      assert.deepEqual([row?.email_state, row?.email_error], ['failed', 'because of the restore'])
      assert.equal(row?.read_at, null)
      assert.equal((await mailAll(db)).mailed, 0)
      await tell(db, cast.ids.tanaka, thread, now)
      assert.equal((await mailAll(db)).mailed, 1)
    })

    it('of customers’ mails that are fetched again nobody is mailed a second time, of later ones they are', async () => {
      const db = await open()
      const cast = await openCast(db)
      const { id } = await cast.arrive({ messageId: 'first@shop.example' })
      await db
        .updateTable('threads')
        .set({ assignee_id: cast.ids.ito, status: 'in_progress' })
        .where('id', '=', id)
        .execute()
      await settleRestored(db, back, 'words', now)
      const answer = async (at: number) =>
        cast.receive([await cast.arrivalOf({ references: '<first@shop.example>', at })], { now })
      await answer(takenAt + HOUR)
      assert.equal((await cast.told(cast.ids.ito)).length, 1)
      assert.deepEqual(await mailAll(db), { mailed: 0, failed: 0, needless: 1 })
      await answer(now - MINUTE)
      assert.equal((await mailAll(db)).mailed, 1)
    })

    it('everybody is signed out, and links that were open end', async () => {
      const db = await open()
      const { ids } = await openCast(db)
      await openSession(db, ids.ito, { userAgent: 'x', address: '::1' }, takenAt)
      const link = { token_hash: 'x', purpose: 'join' as const, account_id: null, email: 'a@b.c', name: 'a' }
      await db
        .insertInto('invitations')
        .values({ ...link, grants: '{}', invited_by: null, created_at: 1, ends_at: now + DAY, used_at: null })
        .execute()
      const { sessions, links } = await settleRestored(db, back, 'words', now)
      assert.deepEqual([sessions, links], [1, 1])
      const [invitation] = await db.selectFrom('invitations').select('ends_at').execute()
      assert.equal(invitation?.ends_at, now)
    })

    it('no number comes to mean something else: new rows go on behind those that may have been given', async () => {
      const db = await open()
      const cast = await openCast(db)
      const before = await cast.arrive()
      await settleRestored(db, back, 'words', now)
      const after = await cast.arrive({ subject: 'Something else', from: 'x@else.example' })
      assert.ok(after.id >= before.id + 100_000, `${before.id} → ${after.id}`)
    })

    it('it stands in the record and above the pages', async () => {
      const db = await open()
      await openCast(db)
      await settleRestored(db, back, 'words', now)
      assert.deepEqual(await lastRestored(db), { at: now, takenAt, aliveUntil: back.aliveUntil })
      const event = await db
        .selectFrom('events')
        .selectAll()
        .where('kind', '=', 'database_restored')
        .executeTakeFirstOrThrow()
      assert.deepEqual(JSON.parse(event.facts), { taken: takenAt, replies: 0 })
    })
  })
})

async function tell(db: Db, account: number, thread: { id: number; mailbox_id: number }, at: number) {
  const notice = { kind: 'assigned', threadId: thread.id, mailboxId: thread.mailbox_id } as const
  await notify(db, [account], { ...notice, actorId: null, cause: `${at}` }, at)
}

function mailAll(db: Db) {
  return sendDueNotifications(db, {
    transport: { send: async () => ({ accepted: { reply: '250 ok' } }) },
    from: { name: 'hoshin', address: 'hoshin@minato.example' },
    publicUrl: 'https://support.minato.example',
    secret: 'secret',
    clock: () => now + MINUTE,
  })
}
