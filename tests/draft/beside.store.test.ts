import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { draftOf, filesOfDraft } from '../../src/draft/draft.store.ts'
import { copiesFor } from '../../src/draft/draft-copy.store.ts'
import { insertCopy } from '../../src/draft/insert-copy.ts'
import { loosenBlobs } from '../../src/draft/loose-blobs.store.ts'
import { saveDraft, type Upload } from '../../src/draft/save-draft.ts'
import { tidyDrafts } from '../../src/draft/tidy-drafts.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { beginWriting } from '../../src/writing/begin-writing.ts'
import { takeOver } from '../../src/writing/take-over.ts'
import { type Cast, DAY, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })

  type From = {
    base?: number
    page?: string
    edit?: number
    swaps?: boolean
    uploads?: Upload[]
    now?: number
  }
  const save = async (body: string, from: From = {}) => {
    const { base = 0, page = 'desk', edit = 0, swaps = false, uploads = [], now = START } = from
    const saved = await saveDraft(
      db,
      await cast.viewer(cast.ids.ito),
      {
        ...{ threadId, text: { to: 'a@b.example', cc: '', bcc: '', subject: 's', body }, threadVersion: 1 },
        ...{ edition: { base, page, edit }, swaps, uploads, filesLimit: 100 },
      },
      now,
    )
    if ('refused' in saved) assert.fail(saved.refused)
    return { placed: saved.placed, version: saved.draft.version }
  }
  const kept = async () => (await draftOf(db, threadId, cast.ids.ito))?.body
  const copies = async () =>
    (await copiesFor(db, cast.ids.ito, { id: threadId, last_outbound_at: null })).map(({ body }) => body)

  describe('a draft that is written on two pages', () => {
    it('is never overwritten by the older one, whose text is kept beside as it grows', async () => {
      assert.deepEqual(await save('机で', { edit: 1 }), { placed: 'write', version: 1 })
      assert.deepEqual(await save('電車で', { base: 1, page: 'phone', edit: 1 }), {
        placed: 'write',
        version: 2,
      })
      assert.deepEqual(await save('机で、続き', { base: 1, edit: 2 }), { placed: 'beside', version: 2 })
      assert.deepEqual(await save('机で、続きの続き', { base: 1, edit: 3 }), { placed: 'beside', version: 2 })
      assert.equal(await kept(), '電車で')
      assert.deepEqual(await copies(), ['机で、続きの続き'])
    })

    it('becomes what somebody sends or saves by hand, and the other text is kept beside', async () => {
      await save('机で')
      await save('電車で', { base: 1, page: 'phone' })
      assert.deepEqual(await save('机で送る', { base: 1, swaps: true }), { placed: 'beside', version: 3 })
      assert.equal(await kept(), '机で送る')
      assert.deepEqual(await copies(), ['電車で'])
    })

    it('does not go back when requests of one page overtake each other', async () => {
      await save('あいう', { edit: 3 })
      assert.equal((await save('あい', { edit: 2 })).placed, 'late')
      assert.equal(await kept(), 'あいう')
      assert.equal((await save('あいうえ', { edit: 4 })).placed, 'write')
      assert.deepEqual(await copies(), [])
    })

    it('takes a copy in once, beneath what stands there, and then needs it no more', async () => {
      await save('机で')
      await save('電車で', { base: 1, page: 'phone' })
      await save('机で、続き', { base: 1, edit: 1 })
      const [copy] = await copiesFor(db, cast.ids.ito, { id: threadId, last_outbound_at: null })
      const input = { copyId: copy?.id ?? 0, filesLimit: 100, bodyLimit: 1000 }
      const other = await insertCopy(db, await cast.viewer(cast.ids.tanaka), input, START)
      assert.deepEqual(other, { refused: 'not-found' }, 'it is nobody else’s')
      assert.deepEqual(await insertCopy(db, await cast.viewer(cast.ids.ito), input, START), { threadId })
      assert.equal(await kept(), '電車で\n\n机で、続き')
      assert.deepEqual(await copies(), [])
      assert.equal((await draftOf(db, threadId, cast.ids.ito))?.version, 3, 'open pages notice')
    })
  })

  describe('bytes of files', () => {
    const file = (text: string): Upload => ({ filename: 'f', contentType: '', bytes: Buffer.from(text) })
    const blobOf = async (who = cast.ids.ito) => {
      const draft = await draftOf(db, threadId, who)
      return (await filesOfDraft(db, draft?.id ?? 0))[0]?.blob_id ?? 0
    }
    const text = async (blobId: number) => Buffer.from(await readBlob(db, blobId)).toString()
    const remove = async (fileId: number, now: number) =>
      saveDraft(
        db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId, text: { to: '', cc: '', bcc: '', subject: '', body: '' }, threadVersion: 1 },
          ...{ removeFiles: [fileId], filesLimit: 100 },
        },
        now,
      )

    it('that were taken off a draft go a day later, and no other', async () => {
      await save('一', { uploads: [file('gone'), file('kept')] })
      const draft = await draftOf(db, threadId, cast.ids.ito)
      const [gone, stays] = await filesOfDraft(db, draft?.id ?? 0)
      await remove(gone?.id ?? 0, START)
      await tidyDrafts(db, START + DAY - 1)
      assert.equal(await text(gone?.blob_id ?? 0), 'gone')
      await tidyDrafts(db, START + DAY + 1)
      assert.equal(await text(gone?.blob_id ?? 0), '')
      assert.equal(await text(stays?.blob_id ?? 0), 'kept')
      assert.equal((await db.selectFrom('loose_blobs').selectAll().execute()).length, 0)
    })

    it('of a reply stay until it is out, as it may come back as a draft', async () => {
      const body = 'Hanako様\n\n資料を添付します。'
      await save(body, { uploads: [file('sent along')] })
      const blobId = await blobOf()
      const viewer = await cast.viewer(cast.ids.ito)
      const threadVersion = await lastEventId(db, threadId)
      const queued = await queueReply(
        db,
        viewer,
        {
          ...{
            threadId,
            to: 'hanako@shop.example',
            cc: '',
            bcc: '',
            subject: 'Re: 納期について',
            body,
            threadVersion,
          },
          ...{ formToken: 'a'.repeat(32), after: 'done', pause: 0, confirmed: '' },
        },
        START,
      )
      if ('refused' in queued) assert.fail(queued.refused)
      await tidyDrafts(db, START + 10 * DAY)
      assert.equal(await text(blobId), 'sent along')
      const { outboxId } = queued
      await settleReply(db, viewer, { outboxId, settlement: 'cancel' }, START + 10 * DAY)
      await tidyDrafts(db, START + 20 * DAY)
      assert.equal(await text(await blobOf()), 'sent along', 'it is a draft again')
      await db.updateTable('outbox').set({ state: 'sent' }).execute()
    })

    it('of a mail itself are never let go, even where something loosened them', async () => {
      const [message] = await cast.messages(threadId)
      const blobId = message?.raw_blob_id ?? 0
      await loosenBlobs(db, [blobId], START)
      await tidyDrafts(db, START + 10 * DAY)
      assert.match(await text(blobId), /納期を教えてください/)
      assert.equal((await db.selectFrom('loose_blobs').selectAll().execute()).length, 0)
    })

    it('are looked for in every table that names bytes', async () => {
      const tables = await db.introspection.getTables()
      const naming = tables.filter(({ columns }) => columns.some((column) => column.name === 'blob_id'))
      const known = ['approval_files', 'blob_chunks', 'draft_copy_files', 'draft_files', 'loose_blobs']
      assert.deepEqual(naming.map((table) => table.name).sort(), known, 'teach src/draft/loose-blobs of it')
    })

    it('of whom somebody took over from stay with the copy', async () => {
      await save('一', { uploads: [file('shared')] })
      const viewer = await cast.viewer(cast.ids.ito)
      await beginWriting(db, viewer, { threadId, page: 'p', sessionHash: '', asks: true }, START)
      await takeOver(db, await cast.viewer(cast.ids.tanaka), threadId, START + MINUTE)
      const blobId = await blobOf()
      const draft = await draftOf(db, threadId, cast.ids.ito)
      const [one] = await filesOfDraft(db, draft?.id ?? 0)
      await remove(one?.id ?? 0, START)
      await tidyDrafts(db, START + 2 * DAY)
      assert.equal(await text(blobId), 'shared')
      await tidyDrafts(db, START + 9 * DAY)
      await tidyDrafts(db, START + 12 * DAY)
      assert.equal(await text(blobId), '', 'copies are kept for a week')
    })
  })
})
