import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completions } from '../../src/search/complete.ts'

const names = {
  mailboxes: ['サポート窓口', 'Billing desk'],
  people: [
    { name: '伊藤 美咲', reading: 'いとう みさき', email: 'ito@minato.example' },
    { name: 'Emma Clarke', reading: '', email: 'emma@minato.example' },
  ],
  labels: ['急ぎ', 'late delivery'],
}

/** What is offered, and what the query is once it was taken. */
function offered(typed: string, language: 'ja' | 'en' = 'ja', at = typed.length): string[] {
  return completions(typed, at, names, language).map(
    ({ from, to, text }) => typed.slice(0, from) + text + typed.slice(to),
  )
}

test('operators are offered by their beginning, their reading, and their name in the other language', () => {
  assert.deepEqual(offered('ステ'), ['ステータス:'])
  assert.deepEqual(offered('たん'), ['担当:'])
  assert.deepEqual(offered('納期 sta'), ['納期 status:'])
  assert.deepEqual(offered('s', 'en'), ['subject:', 'status:'])
  assert.deepEqual(offered('-l', 'en'), ['-label:'])
  assert.deepEqual(offered('xyz', 'en'), [])
})

test('before anything is typed, all operators are offered, each once', () => {
  assert.equal(offered('', 'ja').length, 11)
  assert.equal(offered('', 'en').length, 10)
  assert.equal(offered('納期　', 'ja').length, 11)
})

test('values are offered by their beginning, then by any part of them, and go on behind a space', () => {
  assert.deepEqual(offered('ステータス:確認'), ['ステータス:他部署確認中 '])
  assert.deepEqual(offered('status：in', 'en'), ['status:in_progress ', 'status:awaiting_dept '])
  assert.deepEqual(offered('添付:'), ['添付:あり ', '添付:なし '])
  assert.deepEqual(offered('-has:', 'en'), ['-has:attachment ', '-has:policy '])
})

test('a name is offered as far as the viewer knows it, in quotation marks where it has blanks', () => {
  assert.deepEqual(offered('担当:みさ'), ['担当:"伊藤 美咲" '])
  assert.deepEqual(offered('assignee:"emma c', 'en'), ['assignee:"Emma Clarke" '])
  assert.deepEqual(offered('ラベル:late'), ['ラベル:"late delivery" '])
  assert.deepEqual(offered('mailbox:bill 納期', 'en', 12), ['mailbox:"Billing desk"  納期'])
})

test('what is written in full is not offered, nor anything within words', () => {
  assert.deepEqual(offered('ステータス:新着'), [])
  assert.deepEqual(offered('"引用 ス'), [])
  assert.deepEqual(offered('http://'), [])
})
