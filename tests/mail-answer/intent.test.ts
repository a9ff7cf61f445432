import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Intent, intentOf } from '../../src/mail-answer/intent.ts'

const cases: [string, Intent][] = [
  ['3 % までなら構いません。', { is: 'comment', words: '3 % までなら構いません。' }],
  ['方針: 全額返金する。', { is: 'policy', words: '全額返金する。' }],
  ['方針：\n全額返金する。\n本日中に。', { is: 'policy', words: '全額返金する。\n本日中に。' }],
  ['Policy: refund in full', { is: 'policy', words: 'refund in full' }],
  ['方針：', { is: 'unclear' }],
  ['受理', { is: 'accept', words: '' }],
  ['受理します。\n明日の朝に判断します。', { is: 'accept', words: '明日の朝に判断します。' }],
  ['ACCEPT', { is: 'accept', words: '' }],
  ['承認', { is: 'approve', words: '' }],
  ['承認します！', { is: 'approve', words: '' }],
  ['Approved.', { is: 'approve', words: '' }],
  ['承認できません', { is: 'unclear' }],
  ['承認。ただし金額を直すこと', { is: 'unclear' }],
  ['approve it once the price is right', { is: 'unclear' }],
  ['受理しない', { is: 'unclear' }],
  ['acceptable to me', { is: 'comment', words: 'acceptable to me' }],
  ['この方針: で良いですか', { is: 'comment', words: 'この方針: で良いですか' }],
  ['', { is: 'empty' }],
]

describe('what an answer by mail wants', () => {
  for (const [text, intent] of cases) {
    it(`of "${text.replaceAll('\n', ' / ')}" is ${intent.is}`, () => assert.deepEqual(intentOf(text), intent))
  }
})
