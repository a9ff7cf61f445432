import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import { editComment } from '../../src/comment/edit-comment.ts'
import { suggestPeople } from '../../src/comment/suggest-people.store.ts'
import type { Db } from '../../src/db/database.ts'
import { addAccount, addGroup, type Cast, MINUTE, openCast, START } from '../support/cast.ts'
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
  const tried = async (body: string, who = cast.ids.ito, messageId: number | null = null) =>
    addComment(db, await cast.viewer(who), { threadId, messageId, body }, START)
  const added = async (body: string) => {
    const done = await tried(body)
    assert.ok('commentId' in done, JSON.stringify(done))
    return done
  }
  const edit = async (commentId: number, body: string, who = cast.ids.ito) =>
    editComment(db, await cast.viewer(who), { commentId, body }, START + MINUTE)
  const told = async (who: number) => (await cast.told(who)).map(({ kind }) => kind)

  it('notifies whom it mentions once, and never its author', async () => {
    await added('@佐藤 @佐藤 恵 @伊藤 確認')
    assert.deepEqual([await told(cast.ids.sato), await told(cast.ids.ito)], [['mention'], []])
    const thread = await cast.thread(threadId)
    assert.equal(thread.comment_count, 1)
    assert.equal((await cast.events(threadId)).at(-1)?.kind, 'comment_added')
  })

  it('names whom it mentions without access, and they get nothing', async () => {
    const { withoutAccess } = await added('@長谷川 @Emma @佐藤')
    assert.deepEqual(withoutAccess.toSorted(), [cast.ids.emma, cast.ids.stranger].toSorted())
    assert.deepEqual([await told(cast.ids.emma), await told(cast.ids.stranger)], [[], []])
    assert.deepEqual(await told(cast.ids.sato), ['mention'])
    assert.equal((await db.selectFrom('mentions').selectAll().execute()).length, 3)
  })

  it('to a group reaches its members who work here and see the thread', async () => {
    const gone = await addAccount(db, '退職 者', 'gone@minato.example')
    await addGroup(db, '夜間', [cast.ids.tanaka, cast.ids.emma, cast.ids.ito, gone])
    await db.updateTable('accounts').set({ disabled_at: START }).where('id', '=', gone).execute()
    const { withoutAccess } = await added('@夜間 @田中 お願い')
    assert.deepEqual(await told(cast.ids.tanaka), ['mention'])
    assert.deepEqual(withoutAccess, [cast.ids.emma])
  })

  it('stands beside a mail of its own thread only', async () => {
    const other = await cast.arrive({ subject: '別件' })
    const [mine, theirs] = [
      (await cast.messages(threadId))[0]?.id ?? 0,
      (await cast.messages(other.id))[0]?.id ?? 0,
    ]
    assert.ok('commentId' in (await tried('x', cast.ids.ito, mine)))
    assert.deepEqual(await tried('x', cast.ids.ito, theirs), { refused: 'not-found' })
  })

  it('is refused when empty, too long, or by whom it is not to be written', async () => {
    assert.deepEqual(await tried(' \n'), { refused: 'empty' })
    assert.deepEqual(await tried('あ'.repeat(20_001)), { refused: 'too-long' })
    assert.deepEqual(await tried('x', cast.ids.admin), { refused: 'read-only' })
    assert.deepEqual(await tried('x', cast.ids.stranger), { refused: 'not-found' })
    assert.equal((await cast.thread(threadId)).comment_count, 0)
  })

  describe('an edit', () => {
    it('keeps every earlier text with its end, and notifies whom it mentions first', async () => {
      const { commentId } = await added('@佐藤 一')
      await edit(commentId, '@佐藤 @田中 二')
      await edit(commentId, '@佐藤 @田中 三')
      assert.deepEqual([await told(cast.ids.sato), await told(cast.ids.tanaka)], [['mention'], ['mention']])
      const versions = await db.selectFrom('comment_versions').selectAll().orderBy('id').execute()
      assert.deepEqual(
        versions.map(({ body, replaced_at }) => [body, replaced_at]),
        [
          ['@佐藤 一', START + MINUTE],
          ['@佐藤 @田中 二', START + MINUTE],
        ],
      )
      const comment = await db.selectFrom('comments').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([comment.body, comment.edited_at], ['@佐藤 @田中 三', START + MINUTE])
    })

    it('says whom it mentions without access', async () => {
      const { commentId } = await added('一')
      assert.deepEqual(await edit(commentId, '@長谷川'), { threadId, withoutAccess: [cast.ids.stranger] })
    })

    it('that changes nothing leaves no trace', async () => {
      const { commentId } = await added('一')
      await edit(commentId, ' 一 ')
      assert.equal((await db.selectFrom('comment_versions').selectAll().execute()).length, 0)
    })

    it('is its author’s alone', async () => {
      const { commentId } = await added('一')
      assert.deepEqual(await edit(commentId, '二', cast.ids.sato), { refused: 'not-yours' })
      assert.deepEqual(await edit(commentId, '二', cast.ids.stranger), { refused: 'not-found' })
      assert.deepEqual(await edit(999, '二'), { refused: 'not-found' })
      assert.deepEqual(await edit(commentId, ''), { refused: 'empty' })
    })
  })

  describe('suggestions', () => {
    const names = async (typed: string, who = cast.ids.ito) =>
      (await suggestPeople(db, await cast.viewer(who), { typed, threadId })).map(({ name }) => name)

    it('find by name, reading in either kana, title and e-mail; groups too', async () => {
      await addAccount(db, '渡辺 翼', 'wata@minato.example', { reading: 'わたなべ つばさ', title: '部長' })
      for (const typed of ['渡', 'わた', 'ワタ', 'ﾜﾀ', 'つば', '部長', 'WATA']) {
        assert.deepEqual(await names(typed), ['渡辺 翼'], typed)
      }
      assert.deepEqual(await names('技術'), ['技術部'])
    })

    it('put those first who see the thread, and leave out oneself and who has gone', async () => {
      await db.updateTable('accounts').set({ disabled_at: START }).where('id', '=', cast.ids.tanaka).execute()
      const all = await names('')
      assert.ok(!all.includes('伊藤 美咲') && !all.includes('田中 健'), all.join())
      assert.ok(all.indexOf('佐藤 恵') < all.indexOf('長谷川 亮'), all.join())
    })

    it('name nobody to whom the thread does not exist', async () => {
      assert.deepEqual(await names('', cast.ids.stranger), [])
    })
  })
})
