import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { connectionOf, noteConnection } from '../../src/ingest/connection.store.ts'
import { cursorOf, earlierCursorMoved, moveCursor, startCursor } from '../../src/ingest/cursor.store.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let mailboxId: number
  beforeEach(async () => {
    db = await open()
    const mailbox = {
      key: 'support',
      name: '',
      address: 'a@example.com',
      time_zone: 'Asia/Tokyo',
      signature: '',
    }
    const { id } = await db
      .insertInto('mailboxes')
      .values({ ...mailbox, retired_at: null, created_at: 1 })
      .returning('id')
      .executeTakeFirstOrThrow()
    mailboxId = id
  })

  describe('a cursor', () => {
    const key = (uidValidity = '7') => ({ mailboxId, folder: 'INBOX', uidValidity })
    const start = (uidValidity: string, updatedAt: number) =>
      startCursor(db, { ...key(uidValidity), lastUid: 0, firstUntilUid: 30, updatedAt })

    it('moves forward and never back', async () => {
      await start('7', 1)
      await moveCursor(db, { ...key(), lastUid: 20, now: 2 })
      await moveCursor(db, { ...key(), lastUid: 10, now: 3 })
      const cursor = await cursorOf(db, mailboxId, 'INBOX', '7')
      assert.deepEqual(cursor, { ...key(), lastUid: 20, firstUntilUid: 30, updatedAt: 2 })
    })

    it('that another process started stays', async () => {
      await start('7', 1)
      await moveCursor(db, { ...key(), lastUid: 20, now: 2 })
      await start('7', 3)
      assert.equal((await cursorOf(db, mailboxId, 'INBOX', '7'))?.lastUid, 20)
    })

    it('belongs to one UIDVALIDITY, and those before it are remembered', async () => {
      await start('7', 1)
      assert.equal(await cursorOf(db, mailboxId, 'INBOX', '8'), null)
      assert.equal(await earlierCursorMoved(db, key('7')), null)
      assert.equal(await earlierCursorMoved(db, key('8')), 1)
    })
  })

  describe('the state of a connection', () => {
    const key = () => ({ mailboxId, way: 'imap' as const, folder: 'INBOX' })
    const news = async () =>
      (await db.selectFrom('events').select('facts').orderBy('id').execute()).map(
        (event): unknown => JSON.parse(event.facts).state,
      )

    it('keeps what a change does not name', async () => {
      await noteConnection(db, key(), { state: 'connected', last_mail_at: 5 }, 5)
      await noteConnection(db, key(), { state: 'failed', error: 'gone', error_at: 6, next_try_at: 8 }, 6)
      const row = await connectionOf(db, key())
      assert.deepEqual(
        [row?.state, row?.last_mail_at, row?.error, row?.next_try_at],
        ['failed', 5, 'gone', 8],
      )
    })

    it('is told to open pages when it fails and when it works again, not at every poll', async () => {
      await noteConnection(db, key(), { state: 'connected', error: null }, 1)
      await noteConnection(db, key(), { state: 'connected', last_mail_at: 2 }, 2)
      await noteConnection(db, key(), { state: 'failed', error: 'gone', next_try_at: 3 }, 3)
      await noteConnection(db, key(), { state: 'failed', error: 'gone', next_try_at: 4 }, 4)
      await noteConnection(db, key(), { state: 'connected', error: null }, 5)
      assert.deepEqual(await news(), ['connected', 'failed', 'connected'])
    })

    it('is told to open pages as a first import goes on, and when it is done', async () => {
      await noteConnection(db, key(), { state: 'connected' }, 1)
      await noteConnection(db, key(), { state: 'connected', progress_done: 50, progress_total: 100 }, 2)
      await noteConnection(db, key(), { state: 'connected', progress_done: 100, progress_total: 100 }, 3)
      await noteConnection(db, key(), { state: 'connected', progress_done: null, progress_total: null }, 4)
      assert.equal((await news()).length, 4)
    })
  })
})
