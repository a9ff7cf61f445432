import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { wordsOf } from '../../src/search/entry.ts'
import { readQuery } from '../../src/search/query.ts'
import { addEntries, searchBackend } from '../../src/search/search.store.ts'
import { addMailbox, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { addThreads, dice, sentence } from './generated.ts'

eachDatabase((_, open) => {
  let db: Db
  before(async () => {
    db = await open()
    const mailboxId = await addMailbox(db, 'long', '長文', 'long@minato.example')
    const [threadId = 0] = await addThreads(db, mailboxId, 1)
    const filling = sentence(dice(3), 9_000)
    // Places of one word are limited too, apart from those of all words.
    const repeated = '確認しました。'.repeat(600)
    const texts = [
      `緑茶の始まり ${filling} 紅茶の真ん中 ${filling} 麦茶の終わり`,
      `${repeated}番茶の終わり`,
      'は'.repeat(30_000),
    ]
    await transact(db, (tx) =>
      addEntries(
        tx,
        texts.map((text, n) => ({
          ...{ kind: 'message' as const, refId: n + 1, threadId, mailboxId, at: START, hasAttachment: false },
          words: wordsOf({ subject: ['件名の言葉'], body: [text] }),
        })),
      ),
    )
  })

  const found: [query: string, ids: number[]][] = [
    ['緑茶の始まり', [1]],
    ['紅茶の真ん中 麦茶の終わり 緑茶', [1]],
    ['番茶の終わり', [2]],
    ['緑茶 -麦茶', []],
    ['茶 -緑', [2]],
    ['茶の終わり', [1, 2]],
    ['件名:言葉 番茶', [2]],
    ['件名:番茶', []],
    ['はははははははは', [3]],
    ['緑茶の真ん中', []],
    ['しました。番茶', [2]],
  ]
  for (const [query, ids] of found) {
    test(`in texts longer than one vector holds, ${query} is found in ${ids.length} of them`, async () => {
      const read = readQuery(query)
      assert.ok('query' in read)
      const hits = await searchBackend(db).newest(
        db,
        {
          ...{ terms: read.query.terms, mailboxIds: null, hasAttachment: null },
          ...{ from: 0, below: Number.MAX_SAFE_INTEGER, threads: (eb) => eb('threads.id', '>', 0) },
        },
        10,
      )
      assert.deepEqual(
        hits.map((hit) => hit.ref_id).sort((a, b) => a - b),
        ids,
      )
    })
  }
})
