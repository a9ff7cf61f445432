import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { draftOf, filesOfDraft } from '../../src/draft/draft.store.ts'
import { saveDraft, type Upload } from '../../src/draft/save-draft.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
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
  const save = async (
    who: number,
    body: string,
    {
      uploads = [],
      removeFiles = [],
      now = START,
    }: { uploads?: Upload[]; removeFiles?: number[]; now?: number } = {},
  ) =>
    saveDraft(
      db,
      await cast.viewer(who),
      {
        ...{
          threadId,
          text: { to: 't', cc: 'c', bcc: 'b', subject: 's', body },
          threadVersion: 1,
          filesLimit: 10,
        },
        ...{ uploads, removeFiles },
      },
      now,
    )
  const file = (filename: string, size: number): Upload => ({
    filename,
    contentType: '',
    bytes: Buffer.alloc(size, 'x'),
  })

  it('keeps one draft a person and thread', async () => {
    await save(cast.ids.ito, '一')
    await save(cast.ids.ito, '二', { now: START + MINUTE })
    await save(cast.ids.tanaka, '三')
    const draft = await draftOf(db, threadId, cast.ids.ito)
    assert.deepEqual([draft?.body, draft?.to_text, draft?.updated_at], ['二', 't', START + MINUTE])
    assert.equal((await draftOf(db, threadId, cast.ids.tanaka))?.body, '三')
    const kinds = (await cast.events(threadId)).map(({ kind }) => kind)
    assert.deepEqual(kinds, ['message_received', 'writing', 'writing'])
  })

  it('adds and removes files, and keeps their bytes', async () => {
    await save(cast.ids.ito, '', { uploads: [file('a', 3), file('b', 4)] })
    const draft = await draftOf(db, threadId, cast.ids.ito)
    const [a, b] = await filesOfDraft(db, draft?.id ?? 0)
    await save(cast.ids.ito, '', { removeFiles: [a?.id ?? 0], uploads: [file('c', 6)] })
    const left = await filesOfDraft(db, draft?.id ?? 0)
    assert.deepEqual(
      left.map(({ filename, size }) => [filename, size]),
      [
        ['b', 4],
        ['c', 6],
      ],
    )
    assert.equal(Buffer.from(await readBlob(db, b?.blob_id ?? 0)).toString(), 'xxxx')
    assert.equal(left[0]?.content_type, 'application/octet-stream')
  })

  it('removes no file of somebody else’s draft', async () => {
    await save(cast.ids.tanaka, '', { uploads: [file('theirs', 1)] })
    const theirs = await draftOf(db, threadId, cast.ids.tanaka)
    const [kept] = await filesOfDraft(db, theirs?.id ?? 0)
    await save(cast.ids.ito, '', { removeFiles: [kept?.id ?? 0] })
    assert.equal((await filesOfDraft(db, theirs?.id ?? 0)).length, 1)
  })

  it('is refused with too much, and to who may not work, and then nothing changes', async () => {
    await save(cast.ids.ito, '一', { uploads: [file('a', 8)] })
    assert.deepEqual(await save(cast.ids.ito, '二', { uploads: [file('b', 3)] }), {
      refused: 'files-too-large',
    })
    assert.deepEqual(await save(cast.ids.ito, 'あ'.repeat(200_001)), { refused: 'too-long' })
    assert.deepEqual(await save(cast.ids.admin, 'x'), { refused: 'read-only' })
    assert.deepEqual(await save(cast.ids.stranger, 'x'), { refused: 'not-found' })
    assert.equal((await draftOf(db, threadId, cast.ids.ito))?.body, '一')
  })

  it('of two windows that save at once keeps one draft', async () => {
    await Promise.all([save(cast.ids.ito, '一'), save(cast.ids.ito, '二'), save(cast.ids.ito, '三')])
    assert.equal((await db.selectFrom('drafts').selectAll().execute()).length, 1)
  })
})
