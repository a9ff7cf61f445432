import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { sightOf } from '../../src/access/sight.store.ts'
import { loadViewer, loadViewers } from '../../src/access/viewer.store.ts'
import { maySeeThread, maySupervise, mayWork } from '../../src/access/viewer.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { countUnread, listNotifications } from '../../src/notification/notification.store.ts'
import { outboxInView } from '../../src/outbox/outbox-view.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { findThread, lastEventId } from '../../src/thread/thread.store.ts'
import { listThreads, mailboxesInSight } from '../../src/thread/thread-list.store.ts'
import { listNames, PAGE_SIZE } from '../../src/thread/thread-list.ts'
import { workCounts } from '../../src/thread/work-counts.store.ts'
import { addGroup, addMembership, type Cast, DAY, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn } from '../web/app.ts'

const NOW = START + DAY

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })

  /** A thread that stands in every list of tanaka, who then loses the role. */
  async function busyThread() {
    const { id } = await cast.arrive({ text: '秘密', headers: ['X-Secret: 1'] })
    const ito = await cast.viewer(cast.ids.ito)
    const tanaka = await cast.viewer(cast.ids.tanaka)
    await assignThread(db, ito, { threadId: id, to: cast.ids.tanaka }, START)
    await addComment(db, ito, { threadId: id, messageId: null, body: '@田中 秘密' }, START)
    await saveDraft(
      db,
      tanaka,
      {
        threadId: id,
        text: { to: '', cc: '', bcc: '', subject: '', body: '秘密' },
        threadVersion: 0,
        filesLimit: 9,
      },
      START,
    )
    const queued = await queueReply(
      db,
      ito,
      {
        ...{
          threadId: id,
          to: 'hanako@shop.example',
          cc: '',
          bcc: '',
          subject: 's',
          body: 'b',
          formToken: 't',
        },
        ...{ threadVersion: await lastEventId(db, id), after: 'in_progress', pause: 0 },
      },
      START,
    )
    assert.ok('outboxId' in queued, JSON.stringify(queued))
    await db.updateTable('outbox').set({ state: 'failed' }).execute()
    await db.updateTable('threads').set({ policy_asked_at: START, due_at: START }).execute()
    return id
  }
  const leave = () => db.deleteFrom('memberships').where('account_id', '=', cast.ids.tanaka).execute()

  describe('somebody without a role', () => {
    it('finds the thread nowhere: not by id, in no list, count, suggestion, outbox or notification', async () => {
      const id = await busyThread()
      const before = await workCounts(db, await cast.viewer(cast.ids.tanaka), NOW)
      assert.deepEqual(
        [
          before.mine,
          before.mentions,
          before.decision,
          before.overdue,
          before.failed,
          before.drafts,
          before.outbox,
          before.notifications,
        ],
        [1, 1, 1, 1, 1, 1, 1, 2],
      )
      await leave()
      const gone = await cast.viewer(cast.ids.tanaka)
      assert.equal(await findThread(db, gone, id), null)
      for (const list of [null, ...listNames]) {
        for (const mailboxId of [null, cast.support]) {
          const page = await listThreads(db, gone, { mailboxId, status: null, list, after: null }, NOW)
          assert.deepEqual(page, { rows: [], next: null }, String(list))
        }
      }
      const counts = Object.entries(await workCounts(db, gone, NOW))
      assert.deepEqual(
        counts.filter(([, count]) => count !== 0),
        [],
      )
      assert.deepEqual(await outboxInView(db, gone), [])
      assert.deepEqual((await listNotifications(db, gone, { limit: 9 })).notifications, [])
      assert.deepEqual(await countUnread(db, gone), { total: 0, mentions: 0 })
    })

    it('gets the same 404 for every address of it as for one that does not exist', async () => {
      const id = await busyThread()
      await leave()
      const password = 'correct horse battery'
      await db
        .updateTable('accounts')
        .set({ password_hash: await hashPassword(password) })
        .where('id', '=', cast.ids.tanaka)
        .execute()
      const browser = appOn(db).browser()
      await browser.post('/sessions', { email: 'tanaka@minato.example', password })
      assert.ok(browser.cookie(), 'signed in')
      const [message] = await cast.messages(id)
      await db
        .insertInto('attachments')
        .values({
          message_id: message?.id ?? 0,
          position: 0,
          filename: 'a',
          content_type: 'x/y',
          size: 1,
          sha256: '',
          content_id: null,
          inline: 0,
        })
        .execute()
      const file = await db.selectFrom('attachments').select('id').executeTakeFirstOrThrow()
      const paths = ['', '/reply', '/policies/new'].map((part) => `/threads/${id}${part}`)
      const mails = ['body', 'original', 'inline/0'].map((part) => `/messages/${message?.id}/${part}`)
      for (const path of [...paths, ...mails, `/attachments/${file.id}`]) {
        const answer = await browser.get(path)
        assert.equal(answer.status, 404, path)
        const unknown = await browser.get(path.replace(/\d+/, '99999'))
        assert.deepEqual([unknown.status, await unknown.text()], [404, await answer.text()], path)
      }
      for (const path of [`/threads/${id}/comments`, `/threads/${id}/status`, `/outbox/1/cancellation`]) {
        const answer = await browser.post(path, { body: 'x', status: 'done' })
        assert.equal(answer.status, 404, path)
      }
      assert.doesNotMatch(await (await browser.get('/inbox')).text(), /秘密|納期について/)
    })
  })

  describe('a role', () => {
    it('comes through a group too, the stronger one of two, and ends with the membership', async () => {
      const { id } = await cast.arrive({})
      const night = await addGroup(db, '夜間', [cast.ids.stranger, cast.ids.ito])
      await addMembership(db, cast.support, { group: night }, 'supervisor')
      for (const who of [cast.ids.stranger, cast.ids.ito]) {
        const viewer = await cast.viewer(who)
        assert.equal((await findThread(db, viewer, id))?.id, id)
        assert.deepEqual([mayWork(viewer, cast.support), maySupervise(viewer, cast.support)], [true, true])
      }
      await db.deleteFrom('group_members').where('account_id', '=', cast.ids.stranger).execute()
      assert.equal(await findThread(db, await cast.viewer(cast.ids.stranger), id), null)
    })

    it('of an administrator is none: they read everything and work nothing', async () => {
      const { id } = await cast.arrive({})
      const admin = await cast.viewer(cast.ids.admin)
      assert.equal((await findThread(db, admin, id))?.id, id)
      assert.deepEqual([mayWork(admin, cast.support), maySupervise(admin, cast.support)], [false, false])
      assert.deepEqual(
        (await mailboxesInSight(db, admin)).toSorted(),
        [cast.support, cast.billing].toSorted(),
      )
    })

    it('of a disabled account is gone with it', async () => {
      await db.updateTable('accounts').set({ disabled_at: START }).where('id', '=', cast.ids.ito).execute()
      assert.equal(await loadViewer(db, cast.ids.ito), null)
      assert.equal(await loadViewer(db, 999), null)
      assert.deepEqual([...(await loadViewers(db, [cast.ids.ito, cast.ids.sato])).keys()], [cast.ids.sato])
    })

    it('in a retired mailbox still reads', async () => {
      const { id } = await cast.arrive({})
      await db.updateTable('mailboxes').set({ retired_at: START }).execute()
      const viewer = await cast.viewer(cast.ids.ito)
      assert.equal((await findThread(db, viewer, id))?.id, id)
      const page = await listThreads(
        db,
        viewer,
        { mailboxId: cast.support, status: 'new', list: null, after: null },
        NOW,
      )
      assert.equal(page.rows.length, 1)
    })

    it('says the same as a condition of a query and as an answer about one thread', async () => {
      const threads = [await cast.arrive({}), await cast.arrive({}, { mailbox: cast.billing })]
      for (const who of Object.values(cast.ids)) {
        const viewer = await cast.viewer(who)
        for (const thread of threads) {
          const found = (await findThread(db, viewer, thread.id)) !== null
          assert.equal(found, maySeeThread(viewer, await sightOf(db, thread)), `${viewer.name} ${thread.id}`)
        }
      }
    })
  })

  describe('every list', () => {
    it('is paged to its end without loss or repeats, in order, while threads arrive', async () => {
      const SIZE = 95
      const viewer = await cast.viewer(cast.ids.ito)
      for (let n = 0; n < SIZE; n++) await plantThread(n)
      for (const list of [null, ...listNames]) {
        const assignee = list === 'mine' ? cast.ids.ito : null
        const due_at = list === 'due_soon' ? NOW + DAY : START
        await db.updateTable('threads').set({ assignee_id: assignee, due_at }).execute()
        const seen: number[] = []
        let after: Parameters<typeof listThreads>[2]['after'] = null
        let pages = 0
        do {
          const page: Awaited<ReturnType<typeof listThreads>> = await listThreads(
            db,
            viewer,
            { mailboxId: null, status: null, list, after },
            NOW,
          )
          seen.push(...page.rows.map(({ id }) => id))
          after = page.next
          pages++
          await plantThread(1000 + pages, assignee)
        } while (after)
        assert.equal(new Set(seen).size, seen.length, `repeats in ${list}`)
        const planted = await db
          .selectFrom('threads')
          .select('id')
          .where('subject', '<', '1000')
          .orderBy('last_at', 'desc')
          .orderBy('id', 'desc')
          .execute()
        const wanted = planted.map(({ id }) => id)
        assert.deepEqual(
          seen.filter((id) => wanted.includes(id)),
          wanted,
          String(list),
        )
        assert.equal(pages, Math.ceil(seen.length / PAGE_SIZE), String(list))
      }
    })

    it('has only what belongs there', async () => {
      const { id } = await cast.arrive({})
      const viewer = await cast.viewer(cast.ids.ito)
      for (const list of listNames) {
        const { rows } = await listThreads(
          db,
          viewer,
          { mailboxId: null, status: null, list, after: null },
          NOW,
        )
        assert.deepEqual(
          rows.map((row) => row.id),
          list === 'unassigned' ? [id] : [],
          list,
        )
      }
      await assignThread(db, viewer, { threadId: id, to: cast.ids.ito }, START)
      const { rows } = await listThreads(
        db,
        viewer,
        { mailboxId: null, status: null, list: 'mine', after: null },
        NOW,
      )
      assert.equal(rows.length, 1)
    })

    /** A thread of every list at once; of `mine` and `unassigned`, which exclude each other, by its assignee. */
    async function plantThread(n: number, assignee: number | null = null): Promise<void> {
      const base = {
        ...{ mailbox_id: cast.support, subject: String(n).padStart(4, '0'), subject_key: '' },
        ...{ last_from: '', excerpt: '' },
      }
      const at = START + Math.floor(n / 3)
      const { id } = await db
        .insertInto('threads')
        .values({
          ...base,
          ...{ status: 'new', assignee_id: assignee, last_at: at, first_at: at, created_at: at },
          ...{ policy_asked_at: at, due_at: at, soon_at: at, broken_count: 1 },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const message = await db
        .insertInto('messages')
        .values({
          ...{
            thread_id: id,
            mailbox_id: cast.support,
            direction: 'inbound',
            kind: 'broken',
            problem: 'x',
            subject: '',
          },
          ...{
            from_name: '',
            from_address: '',
            recipients: '{}',
            date: null,
            received_at: at,
            message_id: null,
          },
          ...{
            in_reply_to: null,
            reference_ids: '[]',
            excerpt: '',
            raw_blob_id: null,
            raw_sha256: '',
            raw_size: 0,
          },
          ...{ placed_by: 'first', author_id: null, has_html: 0, remote_images: 0, created_at: at },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('outbox')
        .values({
          ...{
            message_id: message.id,
            thread_id: id,
            mailbox_id: cast.support,
            form_token: String(id),
            state: 'failed',
          },
          ...{ state_at: at, envelope: '{}', send_at: at, account_id: cast.ids.ito },
          queued_by: cast.ids.ito,
        })
        .execute()
      await db
        .insertInto('drafts')
        .values({
          ...{
            thread_id: id,
            account_id: cast.ids.ito,
            to_text: '',
            cc_text: '',
            bcc_text: '',
            subject: '',
            body: '',
          },
          ...{ thread_version: 0, updated_at: at },
        })
        .execute()
      await db
        .insertInto('escalations')
        .values({
          ...{ thread_id: id, mailbox_id: cast.support, kind: 'instruction', state: 'waiting', level: 2 },
          ...{ stage: 'primary', holder_id: cast.ids.ito, stage_at: at, urgent: 0 },
          ...{ urgency: 1, expertise: 1, impact: 1, suggested_level: 2, level_reason: '', report: '{}' },
          ...{ raised_by: cast.ids.ito, raised_at: at },
        })
        .execute()
      await db
        .insertInto('notifications')
        .values({
          ...{ account_id: cast.ids.ito, kind: 'mention', thread_id: id, cause: String(id), created_at: at },
          email_state: 'none',
        })
        .execute()
    }
  })
})
