import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mentionKey } from '../../src/client/mention-key.ts'

const keyIn = (text: string, done: number | null = null) => mentionKey(text, text.length, done)

describe('whom a writer is calling', () => {
  it('is found directly behind Japanese, at a half-width and at a full-width @', () => {
    assert.deepEqual(keyIn('確認@佐'), { key: '確認@', multiWord: false })
    assert.deepEqual(keyIn('至急です。ご確認を＠'), { key: '至急です。ご確認を＠', multiWord: false })
    assert.deepEqual(keyIn('（@佐'), { key: '（@', multiWord: false })
  })

  it('is found at the beginning of a text, of a line, and behind a blank', () => {
    for (const before of ['', '一行目\n', '確認 ', '確認　'])
      assert.deepEqual(keyIn(`${before}@佐`), { key: '@', multiWord: false }, before)
  })

  it('is the one called last', () => {
    assert.deepEqual(keyIn('@佐藤さん、@田'), { key: '@佐藤さん、@', multiWord: false })
  })

  it('may have a name of several words', () => {
    assert.deepEqual(keyIn('確認@Emma Cl'), { key: '確認@', multiWord: true })
  })

  it('is nobody in an e-mail address, on a later line, or where nobody is called', () => {
    assert.equal(keyIn('info@minato'), null)
    assert.equal(keyIn('info@minato.example へ'), null)
    assert.equal(keyIn('@佐藤\n確認'), null)
    assert.equal(keyIn('確認'), null)
  })

  it('is nobody any more once chosen, until another is called', () => {
    assert.equal(keyIn('確認@佐藤 恵', 2), null)
    assert.deepEqual(keyIn('確認@佐藤 恵さん、@', 2), { key: '恵さん、@', multiWord: false })
  })

  it('is looked for before the cursor only', () => {
    assert.deepEqual(mentionKey('確認@佐@田', 4), { key: '確認@', multiWord: false })
  })
})
