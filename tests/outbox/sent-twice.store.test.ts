import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { draftOf } from '../../src/draft/draft.store.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const formToken = 'a'.repeat(32)
const text = { to: 'hanako@shop.example', cc: '', bcc: '', subject: 'Re: 納期', body: '明日お届けします。' }

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })
  const save = async () =>
    saveDraft(
      db,
      await cast.viewer(cast.ids.ito),
      { threadId, text, threadVersion: 1, formToken, filesLimit: 10 },
      START,
    )
  const send = async () => {
    const threadVersion = await lastEventId(db, threadId)
    const reply = { threadId, ...text, formToken, threadVersion, after: 'done' as const, pause: 0 }
    const queued = await queueReply(db, await cast.viewer(cast.ids.ito), reply, START)
    assert.ok('outboxId' in queued, JSON.stringify(queued))
    return queued.outboxId
  }
  const draft = () => draftOf(db, threadId, cast.ids.ito)

  it('a draft that arrives behind its own sending is not kept, or it would be sent once more', async () => {
    await save()
    await send()
    assert.deepEqual(await save(), { refused: 'sent-already' })
    assert.equal(await draft(), null)
  })

  it('what is still being written in the form of a reply that was taken back is kept', async () => {
    await save()
    const outboxId = await send()
    await settleReply(db, await cast.viewer(cast.ids.ito), { outboxId, settlement: 'cancel' }, START)
    assert.ok('draft' in (await save()))
  })
})
