import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { changeLabel, createLabel, type LabelWish } from '../../src/label/change-label.ts'
import { labelsInSight, labelsOfThreads } from '../../src/label/label.store.ts'
import { labelThread } from '../../src/label/label-thread.ts'
import { labelUse } from '../../src/label/label-use.store.ts'
import { railLabels } from '../../src/label/rail-labels.store.ts'
import { mergeLabels, removeLabel } from '../../src/label/remove-label.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const admin = () => cast.viewer(cast.ids.admin)
  const make = async (name: string, wish: Partial<LabelWish> = {}, account = cast.ids.admin) =>
    createLabel(db, await cast.viewer(account), { kind: 'thread', mailboxId: null, ...wish, name }, START)
  const idOf = async (name: string, wish: Partial<LabelWish> = {}) => {
    const made = await make(name, wish)
    assert.ok('label' in made, JSON.stringify(made))
    return made.label.id
  }
  const on = async (threadId: number, labelId: number) =>
    assert.ok('threadId' in (await labelThread(db, await ito(), { threadId, labelId }, START)))

  it('a name is given once beside others that can be seen with it, whatever its case and width', async () => {
    const labelId = await idOf('VIP')
    for (const wish of [{}, { kind: 'customer' as const }, { mailboxId: cast.support }]) {
      const refused = await make('ｖｉｐ', wish)
      assert.ok('refused' in refused && refused.refused === 'taken', JSON.stringify(refused))
      assert.equal(refused.by.id, labelId)
    }
    await idOf('至急', { mailboxId: cast.support })
    await idOf('至急', { mailboxId: cast.billing })
    assert.ok('refused' in (await make('至急')), 'a label for all would stand beside both')
  })

  it('agents make labels for the threads of their mailbox in passing, administrators any', async () => {
    const own = { mailboxId: cast.support }
    assert.ok('label' in (await make('a', own, cast.ids.ito)))
    const refusals = [
      await make('b', {}, cast.ids.ito),
      await make('c', { mailboxId: cast.billing }, cast.ids.ito),
      await make('d', { ...own, kind: 'customer' }, cast.ids.ito),
      await make('e', own, cast.ids.stranger),
    ]
    assert.deepEqual(
      refusals,
      refusals.map(() => ({ refused: 'read-only' })),
    )
    assert.deepEqual(await make('f', { mailboxId: 999 }), { refused: 'unknown-mailbox' })
  })

  it('a label of one mailbox is there for its people alone', async () => {
    await idOf('全社')
    await idOf('サポートだけ', { mailboxId: cast.support })
    const names = async (account: number) =>
      (await labelsInSight(db, await cast.viewer(account))).map(({ name }) => name).toSorted()
    assert.deepEqual(await names(cast.ids.ito), ['サポートだけ', '全社'])
    assert.deepEqual(await names(cast.ids.emma), ['全社'])
  })

  it('renaming keeps it on its threads, and cannot take another’s name or leave threads outside', async () => {
    const thread = await cast.arrive()
    const labelId = await idOf('返品')
    await idOf('返金')
    await on(thread.id, labelId)
    const change = async (name: string, mailboxId: number | null) =>
      changeLabel(db, await admin(), { labelId, name, colour: 'pink', mailboxId }, START)
    assert.ok('label' in (await change('返品・交換', null)))
    assert.deepEqual(
      (await labelsOfThreads(db, [thread.id])).get(thread.id)?.map(({ name, colour }) => [name, colour]),
      [['返品・交換', 'pink']],
    )
    const taken = await change('返金', null)
    assert.ok('refused' in taken && taken.refused === 'taken')
    assert.deepEqual(await change('返品', cast.billing), { refused: 'used-elsewhere' })
    assert.ok('label' in (await change('返品', cast.support)))
  })

  it('merging puts the other label on everything, once', async () => {
    const [a, b] = [await cast.arrive({ subject: 'a' }), await cast.arrive({ subject: 'b' })]
    const [from, into] = [await idOf('返品'), await idOf('交換')]
    await on(a.id, from)
    await on(b.id, from)
    await on(b.id, into)
    assert.deepEqual(await mergeLabels(db, await admin(), { labelId: from, into }, START), { labelId: into })
    const labels = await labelsOfThreads(db, [a.id, b.id])
    assert.deepEqual(
      [a.id, b.id].map((id) => labels.get(id)?.map(({ name }) => name)),
      [['交換'], ['交換']],
    )
    assert.deepEqual(
      (await labelsInSight(db, await admin())).map(({ name }) => name),
      ['交換'],
    )
  })

  it('a label merges with none of another kind or of a mailbox that not all its threads are in', async () => {
    const labelId = await idOf('返品')
    const into = [
      await idOf('VIP', { kind: 'customer' }),
      await idOf('請求だけ', { mailboxId: cast.billing }),
    ]
    for (const id of into) {
      const refused = await mergeLabels(db, await admin(), { labelId, into: id }, START)
      assert.deepEqual(refused, { refused: 'other-use' })
    }
    assert.deepEqual(await mergeLabels(db, await ito(), { labelId, into: 1 }, START), {
      refused: 'read-only',
    })
  })

  it('removing takes it off everything', async () => {
    const thread = await cast.arrive()
    const labelId = await idOf('返品')
    await on(thread.id, labelId)
    assert.deepEqual(await removeLabel(db, await ito(), labelId, START), { refused: 'read-only' })
    assert.deepEqual(await removeLabel(db, await admin(), labelId, START), { removed: true })
    assert.equal((await labelsOfThreads(db, [thread.id])).size, 0)
    assert.deepEqual(await removeLabel(db, await admin(), labelId, START), { refused: 'not-found' })
  })

  it('the numbers beside labels count only what the viewer may see', async () => {
    const labelId = await idOf('返品')
    const [a] = [await cast.arrive(), await cast.arrive({ subject: 'elsewhere' }, { mailbox: cast.billing })]
    await on(a.id, labelId)
    const emma = await cast.viewer(cast.ids.emma)
    const count = async (account: number, ids: number[]) =>
      (
        await railLabels(
          db,
          await cast.viewer(account),
          await labelsInSight(db, await cast.viewer(account)),
          ids,
        )
      ).map(({ open }) => open)
    assert.deepEqual(await count(cast.ids.ito, [cast.support]), [1])
    assert.deepEqual(await count(cast.ids.emma, [cast.billing]), [0])
    const labels = await labelsInSight(db, emma)
    assert.equal((await labelUse(db, await ito(), labels)).get(labelId), 1)
    assert.equal((await labelUse(db, emma, labels)).get(labelId), 0)
  })
})
