import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ConnectionProblem } from '../../src/mail/connection-problem.ts'
import { afterAttempt, appendAgainAt, waitAfter } from '../../src/outbox/delivery.ts'

const MINUTE = 60_000
const down: ConnectionProblem = {
  code: 'refused',
  way: 'smtp',
  host: 'smtp.example.com',
  port: 465,
  user: '',
  folder: '',
  detail: '',
}

describe('after an attempt to send', () => {
  it('an accepted mail is sent, with the words of the server', () => {
    assert.deepEqual(afterAttempt({ accepted: { reply: '250 kept' } }, 1, 0), {
      state: 'sent',
      words: '250 kept',
    })
  })

  it('a mail refused for good failed, with the words of the server', () => {
    const outcome = { refused: { permanent: true, reply: '550 no such user' } }
    assert.deepEqual(afterAttempt(outcome, 1, 0), { state: 'failed', words: '550 no such user' })
  })

  it('a mail refused for now is tried again, later each time', () => {
    const outcome = { refused: { permanent: false, reply: '450 later' } }
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((attempts) => {
      const delivery = afterAttempt(outcome, attempts, 1000)
      return delivery.state === 'queued' ? (delivery.nextTryAt - 1000) / MINUTE : delivery.state
    })
    assert.deepEqual(minutes, [1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440, 1440])
  })

  it('a mail that was put off for days failed in the end', () => {
    assert.equal(afterAttempt({ refused: { permanent: false, reply: '450 later' } }, 12, 0).state, 'failed')
  })

  it('a server out of reach is tried again, and the sentence names it', () => {
    assert.deepEqual(afterAttempt({ unreachable: down }, 1, 0), {
      state: 'queued',
      words: 'Nothing answers at the SMTP server smtp.example.com:465: the connection was refused.',
      nextTryAt: MINUTE,
    })
  })

  it('an uncertain mail is never tried again, however few the attempts', () => {
    assert.deepEqual(afterAttempt({ uncertain: 'closed' }, 1, 0), {
      state: 'uncertain',
      words: 'it is not known whether the server took the mail: closed',
    })
  })

  it('the copy for Sent is given up when nothing helps', () => {
    assert.equal(appendAgainAt(1, 5), 5 + MINUTE)
    assert.equal(appendAgainAt(12, 5), null)
    assert.equal(waitAfter(12), null)
  })
})
