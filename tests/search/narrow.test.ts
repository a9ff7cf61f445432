import assert from 'node:assert/strict'
import { test } from 'node:test'
import { narrowings } from '../../src/search/narrow.ts'
import { readQuery } from '../../src/search/query.ts'

const known = { mailboxes: ['サポート', '請求 窓口'], labels: ['急ぎ'] }

function choices(text: string, kind: string, language: 'ja' | 'en' = 'ja') {
  const read = readQuery(text)
  if ('wrong' in read) throw new Error(read.wrong.problem)
  const group = narrowings(text, read.query, known, language).find((one) => one.kind === kind)
  return (group?.choices ?? []).map(({ query, on }) => (on ? `[${query}]` : query))
}

test('a condition is put behind the query, in the language of the reader', () => {
  assert.deepEqual(choices('納期', 'assignee'), ['納期 担当:自分', '納期 担当:なし'])
  assert.deepEqual(choices('late', 'has', 'en'), ['late has:attachment', 'late has:policy'])
  assert.deepEqual(choices('納期', 'mailbox'), [
    '納期 メールボックス:サポート',
    '納期 メールボックス:"請求 窓口"',
  ])
  assert.equal(choices('納期', 'after')[0], '納期 以後:7日')
})

test('it takes the place of another one of its kind, and is taken off where it stands', () => {
  assert.deepEqual(choices('ステータス:新着 納期', 'status'), [
    '[納期]',
    '納期 ステータス:対応中',
    '納期 ステータス:他部署確認中',
    '納期 ステータス:対応完了',
  ])
  assert.deepEqual(choices('label:急ぎ 納期 -添付:あり', 'label'), ['[納期 -添付:あり]'])
  assert.deepEqual(choices('納期 -添付:あり', 'has'), ['納期 添付:あり', '納期 -添付:あり 方針:あり'])
})
