import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { mentionsIn, splitMentions, withHandles } from '../../src/comment/mention.ts'

const person = (id: number, name: string, email = `p${id}@minato.example`) =>
  ({ kind: 'account', id, name, email }) as const
const group = (id: number, name: string) => ({ kind: 'group', id, name, email: null }) as const

const people = withHandles([
  person(1, '佐藤 恵'),
  person(2, '伊藤 美咲'),
  person(3, '伊藤 誠'),
  person(4, 'Ann'),
  person(5, 'Emma Clarke'),
  person(6, '田中'),
  person(7, '田中 健'),
  person(8, '髙橋　一郎'),
  group(1, '技術部'),
  group(2, '技術部 夜間'),
])
const found = (body: string) => mentionsIn(body, people).map(({ kind, id }) => `${kind} ${id}`)

describe('a mention', () => {
  const cases: [string, string, string[]][] = [
    ['by full name', '@佐藤 恵 確認お願いします', ['account 1']],
    ['with the space left out', '@佐藤恵さん', ['account 1']],
    ['with a full-width space and sign', '＠佐藤　恵', ['account 1']],
    ['of a name stored with a full-width space', '@髙橋 一郎', ['account 8']],
    ['by surname, where one person has it', '@佐藤さん、お願いします', ['account 1']],
    ['by surname of two people means nobody', '@伊藤さん', []],
    ['by full name of one of two with the surname', '@伊藤 誠さん', ['account 3']],
    ['of somebody whose whole name is a surname', '@田中さん', ['account 6']],
    ['takes the longest that fits', '@田中健さん', ['account 7']],
    ['of a group', '@技術部 お願いします', ['group 1']],
    ['of the longer of two groups', '@技術部夜間', ['group 2']],
    ['in a Western name, whatever its case', 'ask @emma clarke, please', ['account 5']],
    ['by the first word of a Western name', '@Emma: please', ['account 5']],
    ['in full-width letters', '＠Ａｎｎ', ['account 4']],
    ['is not found in a longer Western word', '@Annabel and ＠Ａｎｎａ', []],
    ['is found right before Japanese', '@Annさん', ['account 4']],
    ['is not in an e-mail address', 'foo@Ann.example, a.b+c@Emma', []],
    ['does not reach over a line end', '@佐藤\n恵', ['account 1']],
    ['of a name broken over two lines is none', '@伊藤\n美咲', []],
    ['right after another', '@佐藤@Ann', ['account 1', 'account 4']],
    ['after Japanese without a space', '至急@佐藤', ['account 1']],
    ['twice counts once', '@佐藤 @佐藤 恵', ['account 1']],
    ['of nobody known', '@鈴木 @', []],
  ]
  for (const [says, body, expected] of cases) it(says, () => assert.deepEqual(found(body), expected))
})

it('namesakes are told apart by their e-mail, and their bare name means neither', () => {
  const two = withHandles([
    person(1, '佐藤 恵', 'megumi@minato.example'),
    person(2, '佐藤恵', 'kei@minato.example'),
  ])
  assert.deepEqual(
    two.map(({ handle }) => handle),
    ['佐藤 恵(megumi)', '佐藤恵(kei)'],
  )
  assert.deepEqual(
    mentionsIn('@佐藤 恵(kei) @佐藤恵', two).map(({ id }) => id),
    [2],
  )
})

it('namesakes with the same e-mail name at two domains still have a handle each', () => {
  const two = withHandles([person(1, '佐藤 恵', 'sato@a.example'), person(2, '佐藤 恵', 'sato@b.example')])
  assert.deepEqual(
    two.map(({ handle }) => handle),
    ['佐藤 恵(sato@a.example)', '佐藤 恵(sato@b.example)'],
  )
  assert.deepEqual(
    mentionsIn('@佐藤 恵(sato@b.example)', two).map(({ id }) => id),
    [2],
  )
})

it('cutting a text into mentions never loses or changes a character', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '@',
      '＠',
      '佐藤',
      '恵',
      ' ',
      '　',
      '\n',
      'Ann',
      'Emma',
      'Clarke',
      '技術部',
      '㈱',
      'ﾀﾞ',
      'ﬁ',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const body = pieces.join('')
      const cut = splitMentions(body, people)
      assert.equal(cut.map(({ text }) => text).join(''), body)
      for (const { text, mention } of cut) {
        assert.notEqual(text, '')
        if (mention) assert.match(text, /^[@＠]/)
      }
    }),
    { numRuns: 500 },
  )
})

it('every handle mentions exactly whom it belongs to', () => {
  for (const who of people) {
    const [hit, ...rest] = mentionsIn(`見てください @${who.handle}\n`, people)
    assert.deepEqual([hit, rest], [who, []])
  }
})
