import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { type Cast, openCast } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { allFound } from './generated.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  before(async () => {
    db = await open()
    cast = await openCast(db)
  })

  const due = async () => (await db.selectFrom('search_due').selectAll().execute()).length
  const messageId = async (threadId: number) => (await cast.messages(threadId))[0]?.id ?? 0

  test('a mail is due in the transaction that stores it, and found once what is due was done', async () => {
    const { id } = await cast.arrive({ subject: '漏水', text: '天井から水が落ちます' })
    assert.equal(await due(), 2, 'the mail, and the customer of its thread')
    assert.deepEqual((await allFound(db, '天井')).messageIds, [])
    assert.deepEqual(await indexDue(db), { indexed: 2, failed: [] })
    assert.deepEqual((await allFound(db, '天井')).messageIds, [await messageId(id)])
    assert.equal(await due(), 0)
  })

  test('what is due stays due when the process dies before its words are committed', async () => {
    const { id } = await cast.arrive({ subject: '停電' })
    const dying = transact(db, async (tx) => {
      await indexDue(tx)
      throw new Error('killed')
    })
    await assert.rejects(dying, /killed/)
    assert.equal(await due(), 2)
    await indexDue(db)
    assert.deepEqual((await allFound(db, '停電')).messageIds, [await messageId(id)])
  })

  test('one that cannot be written is told, and keeps none behind it waiting', async () => {
    const broken = await messageId((await cast.arrive({ subject: '壊れた' })).id)
    await db.updateTable('messages').set({ recipients: '{' }).where('id', '=', broken).execute()
    const whole = await cast.arrive({ subject: '無事な' })
    const { failed } = await indexDue(db)
    assert.deepEqual(
      failed.map(({ kind, refId }) => [kind, refId]),
      [['message', broken]],
    )
    assert.deepEqual((await allFound(db, '無事')).messageIds, [await messageId(whole.id)])
    assert.equal(await due(), 0)
  })

  test('what the database cannot take now stays due', async () => {
    const { id } = await cast.arrive({ subject: '満杯' })
    const full = Object.assign(new Error('disk full'), { code: name === 'sqlite' ? 'SQLITE_FULL' : '53100' })
    const refusing = db.withPlugin({
      transformQuery: ({ node }) => {
        if (node.kind === 'InsertQueryNode') throw full
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await assert.rejects(indexDue(refusing), /disk full/)
    assert.equal(await due(), 2)
    await indexDue(db)
    assert.deepEqual((await allFound(db, '満杯')).messageIds, [await messageId(id)])
  })

  test('what is due twice is found once', async () => {
    const { id } = await cast.arrive({ subject: '二重' })
    const row = { kind: 'message' as const, ref_id: await messageId(id) }
    await db.insertInto('search_due').values([row, row]).execute()
    assert.deepEqual((await indexDue(db)).failed, [])
    assert.deepEqual((await allFound(db, '二重')).messageIds, [row.ref_id])
  })
})
