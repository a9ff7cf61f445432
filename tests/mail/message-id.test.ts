import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newMessageId, threadOfMessageId } from '../../src/mail/message-id.ts'

const id = newMessageId({ threadId: 123_456, secret: 'the secret', domain: 'Example.com', random: 'Ab12-_x' })

describe("hoshin's own Message-IDs", () => {
  it('name their thread to whoever has the secret', () => {
    assert.match(id, /^hoshin\.2n9c\.ab12x\.[0-9a-f]{16}@example\.com$/)
    assert.equal(threadOfMessageId(id, 'the secret'), 123_456)
  })

  it('are still known when a mail program changed their case', () => {
    assert.equal(threadOfMessageId(id.toUpperCase(), 'the secret'), 123_456)
  })

  it('are not believed under another secret', () => {
    assert.equal(threadOfMessageId(id, 'another secret'), null)
  })

  it('are not believed when the thread, the random part or the token was changed', () => {
    for (const forged of [
      id.replace('.2n9c.', '.2n9d.'),
      id.replace('ab12x', 'ab12y'),
      id.replace(/[0-9a-f]@/, (last) => (last === '0@' ? '1@' : '0@')),
    ]) {
      assert.notEqual(forged, id)
      assert.equal(threadOfMessageId(forged, 'the secret'), null)
    }
  })

  it('are told from those of others', () => {
    for (const other of [
      '',
      'abc@example.com',
      'hoshin.1.2@example.com',
      `x${id}`,
      `hoshin.zzzzzzzzzzzzzzzz.1.${'0'.repeat(16)}@a`,
    ]) {
      assert.equal(threadOfMessageId(other, 'the secret'), null)
    }
  })

  it('are refused without anything random', () => {
    assert.throws(() => newMessageId({ threadId: 1, secret: 's', domain: 'd', random: '--' }), RangeError)
  })
})
