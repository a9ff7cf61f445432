import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { markThreadRead } from '../../src/notification/read-notifications.ts'
import { listMentions } from '../../src/thread/mentions-list.store.ts'
import { type Cursor, cursorOf, PAGE_SIZE } from '../../src/thread/thread-list.ts'
import { addGroup, addMembership, type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const tanaka = () => cast.viewer(cast.ids.tanaka)
  const call = async (whom: string, minute: number) => {
    const { id } = await cast.arrive({ subject: `${minute}`, at: START + minute * MINUTE })
    const ito = await cast.viewer(cast.ids.ito)
    await addComment(db, ito, { threadId: id, messageId: null, body: `${whom} お願いします` }, START)
    return id
  }
  const list = async (after: Cursor | null = null) =>
    listMentions(db, await tanaka(), {
      mailboxId: null,
      status: null,
      list: 'mentions',
      labelId: null,
      after,
    })
  const ids = async () => (await list()).rows.map(({ id }) => id)

  describe(`the list of mentions (${name})`, () => {
    it('has what is unread first, then the rest, each newest first', async () => {
      const [one, two, three] = [await call('@田中', 1), await call('@田中', 2), await call('@田中', 3)]
      await markThreadRead(db, await tanaka(), three, START)
      assert.deepEqual(await ids(), [two, one, three])
    })

    it('has what a group was called to before one belonged to it', async () => {
      const group = await addGroup(db, '夜間班', [])
      await addMembership(db, cast.support, { group }, 'agent')
      const before = await call('@夜間班', 1)
      assert.deepEqual(await ids(), [])
      await db.insertInto('group_members').values({ group_id: group, account_id: cast.ids.tanaka }).execute()
      assert.deepEqual(await ids(), [before])
    })

    it('has nothing of a mailbox that one does not see', async () => {
      await call('@田中', 1)
      await db.deleteFrom('memberships').where('account_id', '=', cast.ids.tanaka).execute()
      assert.deepEqual(await ids(), [])
    })

    it('goes on from page to page over both parts, without a gap or a repeat', async () => {
      const all: number[] = []
      for (let minute = 0; minute < PAGE_SIZE + 6; minute++) all.push(await call('@田中', minute))
      for (const id of all.slice(0, 4)) await markThreadRead(db, await tanaka(), id, START)
      const first = await list()
      const second = await list(first.next)
      const third = await list(cursorOf(second.rows[3] ?? { id: 0, last_at: 0 }))
      assert.deepEqual(
        [...first.rows, ...second.rows].map(({ id }) => id),
        [...all.slice(4).toReversed(), ...all.slice(0, 4).toReversed()],
      )
      assert.equal(second.next, null)
      assert.deepEqual(
        third.rows.map(({ id }) => id),
        second.rows.slice(4).map(({ id }) => id),
      )
    })
  })
})
