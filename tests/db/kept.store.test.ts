import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { kept } from '../../src/db/kept.ts'
import { eachDatabase } from '../support/databases.ts'

const [SEEN, CAME] = ['thread_seen', 'message_received'] as const
type EventKind = typeof SEEN | typeof CAME

const among = kept(
  (db, { ids, before, kind }: { ids: readonly number[]; before: number | null; kind: EventKind }) =>
    db
      .selectFrom('events')
      .select(['id', 'at'])
      .where('id', 'in', ids)
      .where('kind', '=', kind)
      .$if(before !== null, (query) => query.where('at', '<', before ?? 0))
      .orderBy('id'),
)

eachDatabase((_name, open) => {
  let db: Db
  beforeEach(async () => {
    db = await open()
    await happen(db, [SEEN, SEEN, SEEN, CAME])
  })
  const happen = (to: Db, kinds: EventKind[]) =>
    to
      .insertInto('events')
      .values(kinds.map((kind, n) => ({ at: n * 10, kind, facts: '{}' })))
      .execute()
  const ids = async (given: Parameters<typeof among>[1], from = db) =>
    (await among(from, given)).map(({ id }) => id)

  it('a kept query answers for what it is given now, however long its lists are', async () => {
    assert.deepEqual(await ids({ ids: [1, 2], before: null, kind: SEEN }), [1, 2])
    assert.deepEqual(await ids({ ids: [3, 4], before: null, kind: SEEN }), [3])
    assert.deepEqual(await ids({ ids: [1, 2, 3], before: null, kind: SEEN }), [1, 2, 3])
    assert.deepEqual(await ids({ ids: [4, 3, 2], before: 11, kind: SEEN }), [2])
    assert.deepEqual(await ids({ ids: [1, 4], before: 40, kind: CAME }), [4])
  })

  it('a kept query that is asked in a transaction sees what that has written', async () => {
    const seen = await db.transaction().execute(async (tx) => {
      await happen(tx, [SEEN])
      return ids({ ids: [1, 5], before: null, kind: SEEN }, tx)
    })
    assert.deepEqual(seen, [1, 5])
  })

  it('a query that reckons with what it is given, or writes it into its text, is not kept', async () => {
    const reckoning = kept((from, { now }: { now: number }) =>
      from
        .selectFrom('events')
        .select('id')
        .where('at', '<', now - 5),
    )
    const writing = kept((_db, { now }: { now: number }) => sql`select ${sql.lit(now)} as n`)
    await assert.rejects(reckoning(db, { now: 20 }), /reckons/)
    await assert.rejects(writing(db, { now: 20 }), /writes out/)
  })
})
