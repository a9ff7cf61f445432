import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { progressBar } from '../../src/cli/progress-bar.ts'
import { progressLine } from '../../src/progress.ts'

const clear = '\r\u001b[K'
const half = { mailbox: 'support', folder: 'INBOX', done: 5, total: 10 }

function drawn() {
  const written: string[] = []
  const bar = progressBar({
    write: async (words) => {
      written.push(String(words))
      return true
    },
    flush: async () => {},
  })
  return { bar, written }
}

describe('the bar of the first imports', () => {
  it('is drawn anew in its place', () => {
    const { bar, written } = drawn()
    bar.show(half)
    bar.show({ ...half, done: 6 })
    assert.deepEqual(written, [
      `${clear}${progressLine([half])}`,
      `${clear}${progressLine([{ ...half, done: 6 }])}`,
    ])
  })

  it('stays beneath the lines of the log, and leaves them alone where there is none', () => {
    const { bar, written } = drawn()
    bar.above('before')
    bar.show(half)
    bar.above('meanwhile')
    bar.end()
    bar.above('after')
    const line = `${clear}${progressLine([half])}`
    assert.deepEqual(written, ['before\n', line, `${clear}meanwhile\n${line}`, '\n', 'after\n'])
  })

  it('is full once every folder is in', () => {
    const { bar } = drawn()
    bar.show(half)
    bar.show({ ...half, folder: 'Sent', done: 3, total: 3 })
    assert.equal(bar.isFull(), false)
    bar.show({ ...half, done: 10 })
    assert.equal(bar.isFull(), true)
  })
})
