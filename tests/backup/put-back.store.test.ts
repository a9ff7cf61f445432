import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { markAsCopy } from '../../src/backup/marker.store.ts'
import { lastRestored } from '../../src/backup/restored.store.ts'
import { settleIfPutBack } from '../../src/backup/settle-put-back.ts'
import { DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const spoken = { language: 'en', timeZone: 'Asia/Tokyo' } as const
const now = START + DAY

eachDatabase((name, open) => {
  describe('at the start', () => {
    it('a database that only goes on is let alone', async () => {
      const db = await open()
      await openCast(db)
      assert.equal(await settleIfPutBack(db, spoken, now), null)
      assert.equal(await settleIfPutBack(db, spoken, now + HOUR), null)
      assert.equal(await lastRestored(db), null)
    })

    it('a copy is settled once, by the first of several processes', async () => {
      const db = await open()
      await openCast(db)
      await markAsCopy(db, { takenAt: START, backupId: null, path: '/b/x.db' })
      const settled = [await settleIfPutBack(db, spoken, now), await settleIfPutBack(db, spoken, now)]
      assert.deepEqual(
        settled.map((counts) => counts !== null),
        [true, false],
      )
      assert.equal((await lastRestored(db))?.takenAt, START)
    })

    it('tables that pg_restore has made are noticed', { skip: name === 'sqlite' }, async () => {
      const db = await open()
      const cast = await openCast(db)
      await cast.arrive()
      assert.equal(await settleIfPutBack(db, spoken, now), null)
      // What a dump brings back is the same rows in a table of another number.
      await sql`create table made_anew (like outbox including all)`.execute(db)
      await sql`drop table outbox cascade`.execute(db)
      await sql`alter table made_anew rename to outbox`.execute(db)
      assert.notEqual(await settleIfPutBack(db, spoken, now), null)
      assert.equal(
        (await lastRestored(db))?.takenAt,
        START,
        'the last thing that happened tells when it was taken',
      )
      assert.equal(await settleIfPutBack(db, spoken, now), null)
    })
  })
})
