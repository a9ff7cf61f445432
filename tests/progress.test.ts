import assert from 'node:assert/strict'
import { it } from 'node:test'
import { progressLine } from '../src/progress.ts'

const folder = { mailbox: 'support', folder: 'INBOX' }

it('the progress of the first imports is one line for all folders', () => {
  const folders = [
    { ...folder, done: 1000, total: 2000 },
    { ...folder, folder: 'Sent', done: 0, total: 1000 },
  ]
  assert.equal(progressLine(folders), `[${'#'.repeat(10)}${'-'.repeat(20)}]  33 %  1,000 of 3,000 mails`)
})

it('an import of nothing is done, and a finished one is full', () => {
  assert.match(progressLine([]), /^\[#{30}\] 100 %/)
  assert.match(progressLine([{ ...folder, done: 7, total: 7 }]), /^\[#{30}\] 100 % {2}7 of 7 mails$/)
})

it('what is counted has its own name', () => {
  assert.match(progressLine([{ ...folder, done: 1, total: 2, what: 'entries' }]), / 1 of 2 entries$/)
})
