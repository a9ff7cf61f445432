import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { changeSaved, removeSaved, type SearchToSave, saveSearch } from '../../src/search/save-search.ts'
import { findSaved, savedInSight } from '../../src/search/saved.store.ts'
import { savedCounter } from '../../src/search/saved-counts.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_, open) => {
  let db: Db
  let cast: Cast
  before(async () => {
    db = await open()
    cast = await openCast(db)
  })

  const wish: SearchToSave = {
    ...{ name: '納期', query: '納期 ステータス:新着', sorting: 'newest', mailboxId: null },
  }
  const keep = async (by: number, change: Partial<SearchToSave> = {}) => {
    const saved = await saveSearch(db, await cast.viewer(by), { ...wish, ...change }, START)
    assert.ok('id' in saved, JSON.stringify(saved))
    return saved.id
  }
  const sees = async (by: number, id: number) => (await findSaved(db, await cast.viewer(by), id)) !== null

  test('a search is its owner’s alone, until it is shared with a mailbox', async () => {
    const id = await keep(cast.ids.ito)
    assert.deepEqual([await sees(cast.ids.ito, id), await sees(cast.ids.tanaka, id)], [true, false])
    const share = { ...wish, id, version: 1, mailboxId: cast.support }
    assert.deepEqual(await changeSaved(db, await cast.viewer(cast.ids.ito), share, START), { id })
    assert.deepEqual(
      [await sees(cast.ids.tanaka, id), await sees(cast.ids.emma, id), await sees(cast.ids.stranger, id)],
      [true, false, false],
    )
  })

  test('it is changed and removed by its owner or a supervisor of its mailbox, and by nobody else', async () => {
    const id = await keep(cast.ids.ito, { mailboxId: cast.support })
    const change = { ...wish, id, version: 1, name: '急ぐ納期', mailboxId: cast.support }
    const by = async (person: number) => changeSaved(db, await cast.viewer(person), change, START)
    assert.deepEqual(await by(cast.ids.tanaka), { refused: 'not-yours' })
    assert.deepEqual(await by(cast.ids.stranger), { refused: 'not-found' })
    assert.deepEqual(await by(cast.ids.sato), { id })
    assert.deepEqual(await by(cast.ids.ito), { refused: 'changed-meanwhile' })
    assert.deepEqual(await removeSaved(db, await cast.viewer(cast.ids.tanaka), id), { refused: 'not-yours' })
    assert.deepEqual(await removeSaved(db, await cast.viewer(cast.ids.sato), id), { name: '急ぐ納期' })
    assert.equal(await sees(cast.ids.ito, id), false)
  })

  test('what cannot be kept is refused with its reason', async () => {
    const ito = await cast.viewer(cast.ids.ito)
    const refusal = async (change: Partial<SearchToSave>) =>
      saveSearch(db, ito, { ...wish, ...change }, START)
    assert.deepEqual(await refusal({ name: ' ' }), { refused: 'empty-name' })
    assert.deepEqual(await refusal({ name: 'あ'.repeat(41) }), { refused: 'long-name' })
    assert.deepEqual(await refusal({ query: '"未完' }), { refused: 'bad-query' })
    assert.deepEqual(await refusal({ mailboxId: cast.billing }), { refused: 'not-your-mailbox' })
  })

  test('each person counts what they may see, and what happens is counted at once', async () => {
    const id = await keep(cast.ids.sato, { name: '棚卸し', query: '棚卸し', mailboxId: cast.support })
    const assigned = { name: '未割り当て', query: '担当:なし 件名:棚卸し', mailboxId: cast.support }
    await keep(cast.ids.sato, assigned)
    const count = savedCounter(db)
    const counts = async (by: number) =>
      (await count(await cast.viewer(by), START))
        .filter((search) => ['棚卸し', '未割り当て'].includes(search.name))
        .map((search) => search.count?.threads)
    assert.deepEqual(await counts(cast.ids.ito), [0, 0])
    const { id: threadId } = await cast.arrive({ subject: '棚卸しの件' })
    await cast.arrive({ subject: '棚卸しの日程' })
    await indexDue(db)
    assert.deepEqual(await counts(cast.ids.ito), [2, 2])
    const restricted = await restrictThread(
      db,
      await cast.viewer(cast.ids.sato),
      { threadId, reason: '人事', accountIds: [cast.ids.sato], groupIds: [] },
      START,
    )
    assert.ok(!('refused' in restricted), JSON.stringify(restricted))
    assert.deepEqual(await counts(cast.ids.ito), [1, 1])
    assert.deepEqual(await counts(cast.ids.sato), [2, 2])
    assert.deepEqual(await counts(cast.ids.emma), [])
    await removeSaved(db, await cast.viewer(cast.ids.sato), id)
    assert.deepEqual(await counts(cast.ids.sato), [2])
  })

  test('a search for what is no longer there says so instead of counting', async () => {
    await keep(cast.ids.ito, { name: '消えたラベル', query: 'ラベル:消えた' })
    const searches = await savedCounter(db)(await cast.viewer(cast.ids.ito), START)
    assert.equal(searches.find(({ name }) => name === '消えたラベル')?.count, null)
    assert.ok((await savedInSight(db, await cast.viewer(cast.ids.ito))).length > 0)
  })
})
