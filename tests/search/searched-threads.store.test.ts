import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { aboveHits, hitCursor } from '../../src/search/searched-threads.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { findNeighbours } from '../../src/thread/neighbours.store.ts'
import { isBeneath, readCursor } from '../../src/thread/thread-list.ts'
import { makeReader } from '../../views/reader.ts'
import { type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  let ids: number[]
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    ids = []
    for (let minute = 0; minute < 3; minute++)
      ids.push((await cast.arrive({ subject: `給湯器 ${minute}`, at: START + minute * MINUTE })).id)
    await cast.arrive({ subject: '別の件', at: START + 9 * MINUTE })
    await indexDue(db)
  })
  const around = async (threadId: number, q: string, place: number) => {
    const at = { q, at: hitCursor(place) }
    const viewer = await cast.viewer(cast.ids.ito)
    const found = await findNeighbours(db, viewer, reader, at, { id: threadId, here: null })
    return [found.previous?.id ?? null, found.next?.id ?? null]
  }

  describe(`the way through what was found (${name})`, () => {
    it('leads from hit to hit', async () => {
      const [one = 0, two = 0, three = 0] = ids
      assert.deepEqual(await around(two, '給湯器', 1), [three, one])
      assert.deepEqual(await around(three, '給湯器', 0), [null, two])
      assert.deepEqual(await around(one, '給湯器', 2), [two, null])
    })

    it('goes on to the hit beneath once a thread answers the query no more', async () => {
      const [one = 0, two = 0, three = 0] = ids
      const ito = await cast.viewer(cast.ids.ito)
      await changeStatus(db, ito, { threadId: two, to: 'done' }, START)
      assert.deepEqual(await around(two, '給湯器 status:new', 1), [three, one])
    })

    it('leads nowhere where the query is wrong or empty', async () => {
      const [one = 0] = ids
      for (const q of ['', '"', 'status:']) assert.deepEqual(await around(one, q, 0), [null, null], q)
    })

    it('begins a further page at its first hit', () => {
      const first = readCursor(hitCursor(0))
      assert.ok(first && isBeneath(first, aboveHits))
    })
  })
})
