import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Clock, type Moment, runClocks } from '../../src/target/clock.ts'

const wrote = (at: number): Moment => ({ at, kind: 'customer_wrote' })
const replied = (at: number, writtenAt = at): Moment => ({ at, kind: 'replied', writtenAt })
const done = (at: number): Moment => ({ at, kind: 'done' })
const reopened = (at: number): Moment => ({ at, kind: 'reopened' })
const asked = (at: number, wait = 1, party = '経理部'): Moment => ({ at, kind: 'wait_opened', wait, party })
const told = (at: number, wait = 1, party = '経理部'): Moment => ({ at, kind: 'wait_ended', wait, party })

/** A clock in one line: first_reply 10-20 reply. */
function line({ kind, startedAt, endedAt, endedBy, pauses }: Clock): string {
  const stood = pauses.map(({ from, to, why }) => ` ${why.waiting}:${from}-${to ?? ''}`).join('')
  return `${kind} ${startedAt}-${endedAt ?? ''}${endedBy ? ` ${endedBy}` : ''}${stood}`
}

function lines(...moments: Moment[]): string[] {
  return runClocks(moments).map(line)
}

describe('the clocks of a thread', () => {
  it('are none before a customer has written', () => {
    assert.deepEqual(lines(), [])
    assert.deepEqual(lines(replied(10), done(10)), [])
  })

  it('begin with the first mail: one for the reply, one for the end', () =>
    assert.deepEqual(lines(wrote(10), wrote(20)), ['first_reply 10-', 'done 10-']))

  it('of the reply ends with the reply; the other stands still until the customer writes again', () => {
    assert.deepEqual(lines(wrote(10), replied(20)), ['first_reply 10-20 reply', 'done 10- customer:20-'])
    assert.deepEqual(lines(wrote(10), replied(20), wrote(30)), [
      'first_reply 10-20 reply',
      'done 10- customer:20-30',
      'next_reply 30-',
    ])
  })

  it('of a next reply counts from the oldest mail that nobody has answered', () =>
    assert.equal(
      lines(wrote(10), replied(20), wrote(30), wrote(40), replied(50)).at(-1),
      'next_reply 30-50 reply',
    ))

  it('do not take a reply for the answer to what came while it was on its way', () => {
    assert.deepEqual(lines(wrote(10), replied(30, 20), wrote(25)), [
      'first_reply 10-30 reply',
      'done 10-',
      'next_reply 25-',
    ])
    assert.deepEqual(lines(wrote(10), replied(20), replied(40, 15), wrote(30)).at(-1), 'next_reply 30-')
  })

  it('take a mail that came before our own as the first that waits for a reply', () =>
    assert.deepEqual(lines(replied(5), wrote(10)), ['first_reply 10-', 'done 10-']))

  it('stand still while a department is asked, all of them, until the last one has answered', () =>
    assert.deepEqual(lines(wrote(10), asked(20), asked(25, 2, '技術部'), told(30), told(40, 2)), [
      'first_reply 10- department:20-25 department:25-30 department:30-40',
      'done 10- department:20-25 department:25-30 department:30-40',
    ]))

  it('name everybody who is asked', () => {
    const [clock] = runClocks([wrote(10), asked(20), asked(25, 2, '技術部')])
    assert.deepEqual(clock?.pauses.at(-1)?.why, { waiting: 'department', party: '経理部、技術部' })
  })

  it('that begin while a department is asked stand still from their beginning', () =>
    assert.deepEqual(
      lines(wrote(10), asked(20), replied(25), wrote(30), told(40)).at(-1),
      'next_reply 30- department:30-40',
    ))

  it('go on to wait for the customer when the department has answered after our reply', () =>
    assert.equal(
      lines(wrote(10), asked(20), replied(25), told(40))[1],
      'done 10- department:20-40 customer:40-',
    ))

  it('end with the thread', () =>
    assert.deepEqual(lines(wrote(10), done(20)), ['first_reply 10-20 done', 'done 10-20 done']))

  it('end at the reply that sends it away as done', () =>
    assert.deepEqual(lines(wrote(10), done(20), replied(20)), ['first_reply 10-20 reply', 'done 10-20 done']))

  it('go on when "done" is taken back, without the time in which it counted as done', () =>
    assert.deepEqual(lines(wrote(10), done(20), reopened(50)), [
      'first_reply 10- done:20-50',
      'done 10- done:20-50',
    ]))

  it('begin anew when a customer writes on a done thread', () =>
    assert.deepEqual(lines(wrote(10), replied(15), done(20), wrote(50), reopened(51)), [
      'first_reply 10-15 reply',
      'done 10-20 done customer:15-20',
      'next_reply 50-',
      'done 50-',
    ]))

  it('begin again as the first reply where none was ever given', () =>
    assert.equal(lines(wrote(10), done(20), wrote(50), reopened(50))[2], 'first_reply 50-'))

  it('go on for a mail that was on its way when somebody called it done', () =>
    assert.deepEqual(
      lines(wrote(10), replied(12), wrote(18), done(20), reopened(25)).at(-1),
      'next_reply 18- done:20-25',
    ))

  it('do not depend on the order in which the moments are told', () =>
    assert.deepEqual(lines(replied(20), wrote(30), wrote(10)), lines(wrote(10), replied(20), wrote(30))))
})
