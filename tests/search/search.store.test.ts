import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import { editComment } from '../../src/comment/edit-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import type { Sorting } from '../../src/search/find-hits.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { reindex } from '../../src/search/reindex.ts'
import { searchBackend } from '../../src/search/search.store.ts'
import { searchInView } from '../../src/search/search-view.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { makeReader } from '../../views/reader.ts'
import type { HitView } from '../../views/search/hits.tsx'
import { type Cast, DAY, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_, open) => {
  let db: Db
  let cast: Cast
  before(async () => {
    db = await open()
    cast = await openCast(db)
  })

  async function search(query: string, { by = cast.ids.ito, sort = 'newest', after }: Ask = {}) {
    const viewer = await cast.viewer(by)
    const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START + DAY, newestFirst: true })
    assert.deepEqual((await indexDue(db)).failed, [])
    return searchInView(db, viewer, reader, { query, sorting: sort, after })
  }
  type Ask = { by?: number; sort?: Sorting; after?: string | undefined }
  const found = async (query: string, ask: Ask = {}) =>
    (await search(query, ask)).hits.map((hit) => hit.threadId)
  const sentence = (hit: HitView | undefined) =>
    hit?.sentence.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

  describe('mail', () => {
    test('is found by its text, subject, people and files, with the words marked in their sentence', async () => {
      const boundary = 'b'
      const { id } = await cast.arrive({
        from: '"大和田 直樹" <owada@yamato.example>',
        subject: '複合機の修理',
        contentType: `multipart/mixed; boundary=${boundary}`,
        text: [
          `--${boundary}`,
          'Content-Type: text/plain; charset=utf-8',
          '',
          'お世話になります。トナーを交換しても印字がかすれます。型番は ＭＸ－１２００ です。',
          `--${boundary}`,
          'Content-Type: application/pdf; name="shuuri-irai.pdf"',
          'Content-Disposition: attachment; filename="shuuri-irai.pdf"',
          '',
          'x',
          `--${boundary}--`,
        ].join('\r\n'),
      })
      for (const query of [
        'トナー',
        '印字がかすれ',
        'か',
        '複合機',
        '大和田',
        'owada@yamato',
        'mx-1200',
        'ﾄﾅｰ',
      ])
        assert.deepEqual(await found(query), [id], query)
      for (const query of ['件名:複合', '差出人:直樹', 'from:owada 添付:あり', 'shuuri', 'mx has:attachment'])
        assert.deepEqual(await found(query), [id], query)
      for (const query of ['となー', '件名:トナー', '宛先:owada', 'トナー 添付:なし', 'ナー交換', '"shuur"'])
        assert.deepEqual(await found(query), [], query)
      const [hit] = (await search('印字 型番')).hits
      assert.equal(hit?.kind, 'message')
      assert.equal(sentence(hit), '…トナーを交換しても[印字]がかすれます。[型番]は ＭＸ－１２００ です。')
    })

    test('that is sent is found, and no more once it was cancelled', async () => {
      const { id } = await cast.arrive({ subject: '返品' })
      const ito = await cast.viewer(cast.ids.ito)
      const reply = await queueReply(
        db,
        ito,
        {
          ...{ threadId: id, to: 'hanako@shop.example', cc: '', bcc: 'boss@x.example', subject: 'Re: 返品' },
          ...{ body: '返送先は墨田倉庫です。', formToken: 'search-1', after: 'unchanged', pause: HOUR },
          threadVersion: await lastEventId(db, id),
        },
        START,
      )
      assert.ok('outboxId' in reply)
      assert.deepEqual(await found('墨田倉庫'), [id])
      assert.deepEqual(await found('to:boss'), [], 'a blind copy is shown nowhere')
      await settleReply(db, ito, { outboxId: reply.outboxId, settlement: 'cancel' }, START)
      assert.deepEqual(await found('墨田倉庫'), [])
    })
  })

  describe('what the team says', () => {
    test('is found as it stands now: an edited comment by its new words only', async () => {
      const { id } = await cast.arrive({ subject: '値引き' })
      const ito = await cast.viewer(cast.ids.ito)
      const added = await addComment(db, ito, { threadId: id, messageId: null, body: '前例は無し' }, START)
      assert.ok('commentId' in added)
      assert.deepEqual(await found('前例'), [id])
      await editComment(db, ito, { commentId: added.commentId, body: '役員会に諮る' }, START + HOUR)
      assert.deepEqual(await found('前例'), [])
      const [hit] = (await search('役員会')).hits
      assert.deepEqual(
        [hit?.kind, hit?.anchor, sentence(hit)],
        ['comment', `#comment-${added.commentId}`, '[役員会]に諮る'],
      )
    })

    test('a policy is found, and its thread by has:policy', async () => {
      const { id } = await cast.arrive({ subject: '補償' })
      const sato = await cast.viewer(cast.ids.sato)
      const policy = {
        ...{ threadId: id, instruction: '送料のみ負担すること', dueAt: null, replyBy: 'anyone' as const },
        ...{ needsApproval: false, returnWhen: '千円を超えるとき', replaces: 0 },
      }
      await setPolicy(db, sato, policy, START)
      assert.deepEqual(await found('送料のみ 千円'), [id])
      assert.equal((await search('送料のみ')).hits[0]?.kind, 'policy')
      assert.deepEqual(await found('補償 方針:あり'), [id])
      assert.deepEqual(await found('補償 方針:なし'), [])
    })
  })

  describe('threads', () => {
    test('that were merged lead on, and what was split is found where it went', async () => {
      const first = await cast.arrive({ subject: '鍵の紛失', text: '一階の鍵' })
      const second = await cast.arrive({ subject: '鍵の交換', text: '二階の鍵', from: 'ken@kagi.example' })
      const ito = await cast.viewer(cast.ids.ito)
      await mergeThread(db, ito, { threadId: second.id, into: first.id }, START)
      assert.deepEqual(await found('二階の鍵'), [first.id])
      const [moved] = (await cast.messages(first.id)).filter((message) => message.subject === '鍵の交換')
      const split = await splitThread(db, ito, { threadId: first.id, messageIds: [moved?.id ?? 0] }, START)
      assert.ok('threadId' in split)
      assert.deepEqual(await found('二階の鍵'), [split.threadId])
      assert.deepEqual(await found('一階の鍵'), [first.id])
    })

    test('are narrowed by status, assignee, mailbox and day', async () => {
      const { id } = await cast.arrive({ subject: '絞り込み', at: START - 40 * DAY })
      for (const query of [
        'ステータス:新着',
        '担当:なし',
        'メールボックス:サポート',
        '以前:2026-11-01',
        'before:7d',
      ])
        assert.deepEqual(await found(`絞り込み ${query}`), [id], query)
      for (const query of ['ステータス:完了', '担当:自分', '以後:2026-11-01', '-status:new', 'after:昨日'])
        assert.deepEqual(await found(`絞り込み ${query}`), [], query)
      assert.match((await search('メールボックス:請求')).wrong?.words ?? '', /見当たりません/)
      assert.match((await search('絞り込み 担当:鈴木')).wrong?.words ?? '', /いません/)
      assert.equal((await search('絞り込み 担当:鈴木')).wrong?.at, 6)
    })

    test('stand once each, page after page, whichever of their mails has the word', async () => {
      const made: number[] = []
      for (let n = 0; n < 70; n++) {
        const at = START + n * 1000
        const { id } = await cast.arrive({ subject: `頁 ${n}`, text: '頁送り', messageId: `page-${n}@x`, at })
        made.push(id)
      }
      // Answers to the oldest lift them to the first page.
      for (let n = 0; n < 10; n++)
        await cast.arrive({
          subject: 'Re: 頁',
          text: '頁送り再び',
          inReplyTo: `page-${n}@x`,
          at: START + DAY + n * 1000,
        })
      for (const sort of ['newest', 'best'] as const) {
        const pages: number[][] = []
        let after: string | undefined
        do {
          const page = await search('頁', { sort, after })
          pages.push(page.hits.map((hit) => hit.threadId))
          after = page.next ?? undefined
        } while (after)
        const all = pages.flat()
        assert.equal(new Set(all).size, all.length, 'none stands twice')
        assert.deepEqual(
          [...all].sort((a, b) => a - b),
          made,
        )
        assert.deepEqual(pages.map((page) => page.length).slice(0, 2), [30, 30])
      }
    })

    test('with all words in the subject come before the rest when the best are wanted', async () => {
      const inSubject = await cast.arrive({ subject: '契約更新', text: 'お願いします', at: START - 9 * DAY })
      const inText = await cast.arrive({ subject: '別件', text: '契約更新について', at: START })
      assert.deepEqual(await found('契約更新'), [inText.id, inSubject.id])
      assert.deepEqual(await found('契約更新', { sort: 'best' }), [inSubject.id, inText.id])
    })
  })

  test('who may not see a thread finds nothing of it, whatever they ask', async () => {
    const { id } = await cast.arrive({ subject: '極秘の合併', from: '"機密 花子" <himitsu@kimitsu.example>' })
    const queries = [
      '極秘',
      '合',
      'himitsu',
      '機密',
      '件名:極秘',
      `-存在しない`,
      'status:new',
      'has:attachment',
      '差出人:機密',
    ]
    for (const query of queries) {
      assert.deepEqual(await found(query, { by: cast.ids.stranger }), [], query)
      assert.ok(!(await found(query, { by: cast.ids.emma })).includes(id), query)
    }
    assert.deepEqual(await found('極秘', { by: cast.ids.admin }), [id])
  })

  test('what was stored without being indexed is found after a reindex, and nothing is found twice', async () => {
    // Of what was said in the same second, any may come first.
    const keys = async () => (await found('鍵')).sort((a, b) => a - b)
    const before = await keys()
    const rows = await db.selectFrom('search_entries').select('id').execute()
    await transact(db, async (tx) => {
      const ids = rows.map((row) => row.id)
      for (let at = 0; at < ids.length; at += 100)
        await searchBackend(tx).deleteWords(tx, ids.slice(at, at + 100))
      await tx.deleteFrom('search_entries').execute()
    })
    assert.deepEqual(await found('鍵'), [])
    const told: number[] = []
    const done = await reindex(db, (progress) => void told.push(progress.done))
    assert.equal(told.at(-1), done)
    await reindex(db)
    assert.deepEqual(await keys(), before)
    assert.deepEqual(await found('墨田倉庫'), [], 'a cancelled reply stays out')
    assert.equal((await db.selectFrom('search_entries').select('id').execute()).length, rows.length)
  })
})
