import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { it } from 'node:test'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { extractAttachment } from '../../src/mail/mime.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  it('a large file is in the mail byte for byte, and nothing of it is left to be let go', async () => {
    const db = await open()
    const cast = await openCast(db)
    const { id: threadId } = await cast.arrive({ subject: '資料について' })
    const viewer = await cast.viewer(cast.ids.ito)
    const bytes = randomBytes(2 * 1024 * 1024)
    const text = { to: '', cc: '', bcc: '', subject: '', body: '' }
    const uploads = [{ filename: '資料.zip', contentType: 'application/zip', bytes }]
    await saveDraft(db, viewer, { threadId, text, threadVersion: 0, uploads, filesLimit: 1e9 }, START)
    const reply = {
      ...{
        threadId,
        to: 'hanako@shop.example',
        cc: '',
        bcc: '',
        subject: 'Re: 資料',
        body: 'お送りします。',
      },
      ...{ formToken: 'large', threadVersion: await lastEventId(db, threadId), pause: 0 },
      after: 'in_progress' as const,
    }
    const queued = await queueReply(db, viewer, reply, START)
    if ('refused' in queued) assert.fail(queued.refused)
    const row = await db
      .selectFrom('messages')
      .select(['raw_blob_id', 'raw_size'])
      .where('id', '=', queued.messageId)
      .executeTakeFirstOrThrow()
    const raw = await readBlob(db, row.raw_blob_id ?? 0)
    assert.equal(raw.byteLength, row.raw_size)
    const { position } = await db
      .selectFrom('attachments')
      .select('position')
      .where('message_id', '=', queued.messageId)
      .executeTakeFirstOrThrow()
    const file = await extractAttachment(raw, position)
    assert.ok(Buffer.from(file?.bytes ?? []).equals(bytes))
    const loose = await db
      .selectFrom('loose_blobs')
      .select('blob_id')
      .where('blob_id', '=', row.raw_blob_id ?? 0)
      .execute()
    assert.deepEqual(loose, [])
  })
})
