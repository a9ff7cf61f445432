import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { addMailbox, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { addMails, addThreads, allFound, dice, sentence } from './generated.ts'

eachDatabase((_, open) => {
  let db: Db
  let ids: number[]
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
    const mail = { threadId, mailboxId, subject: '件名の言葉', at: START }
    ids = await addMails(
      db,
      texts.map((text) => ({ ...mail, text })),
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
  for (const [query, texts] of found) {
    test(`of long texts, ${query} is found in ${texts.length}`, async () => {
      const { messageIds } = await allFound(db, query)
      assert.deepEqual(messageIds.map((id) => ids.indexOf(id) + 1).sort(), texts)
    })
  }
})
