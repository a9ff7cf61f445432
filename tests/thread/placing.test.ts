import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  answerSubject,
  answersSomething,
  type Candidates,
  placeMail,
  subjectKey,
} from '../../src/thread/placing.ts'

const NOW = Date.UTC(2026, 10, 20)
const DAY = 86_400_000
const nothing: Candidates = { byReference: [], byToken: null, bySubject: [] }
const at = (threadId: number, daysAgo = 1) => ({ threadId, lastAt: NOW - daysAgo * DAY })
const first = { threadId: null, by: 'first' }

describe('placing a mail', () => {
  const cases: [string, Candidates, boolean, unknown][] = [
    ['nothing found opens a thread', nothing, true, first],
    [
      'the direct parent comes before older references, token and subject',
      { byReference: [at(1, 900), at(2)], byToken: at(3), bySubject: [at(4)] },
      true,
      { threadId: 1, by: 'references' },
    ],
    [
      'a token comes before the subject',
      { ...nothing, byToken: at(3, 900), bySubject: [at(4)] },
      true,
      { threadId: 3, by: 'token' },
    ],
    [
      'of several threads with the subject, the latest',
      { ...nothing, bySubject: [at(4, 9), at(5, 2), at(6, 5)] },
      true,
      { threadId: 5, by: 'subject' },
    ],
    ['an answer is late after 30 days', { ...nothing, bySubject: [at(4, 31)] }, true, first],
    [
      'an answer on the 30th day still belongs',
      { ...nothing, bySubject: [at(4, 30)] },
      true,
      { threadId: 4, by: 'subject' },
    ],
    [
      'an afterthought on the same day belongs without Re:',
      { ...nothing, bySubject: [at(4, 0.9)] },
      false,
      { threadId: 4, by: 'subject' },
    ],
    ['two days later the same subject is a new matter', { ...nothing, bySubject: [at(4, 2)] }, false, first],
    [
      'a mail that arrives out of order finds a thread that went on meanwhile',
      { ...nothing, bySubject: [at(4, -3)] },
      true,
      { threadId: 4, by: 'subject' },
    ],
  ]
  for (const [says, found, answers, expected] of cases) {
    it(says, () => assert.deepEqual(placeMail(found, answers, NOW), expected))
  }
})

describe('the key of a subject', () => {
  const same = [
    '納期について',
    'Re: 納期について',
    'RE: Re：納期について',
    '返信: 納期について',
    '転送：Fw: FWD: 納期について',
    'Re[2]: 納期について',
    'Re(3): 納期について',
    'Re^4: 納期について',
    'AW: WG: 納期について',
    'Ｒｅ：　納期について  ',
    '回答：返信：納期について',
  ]
  for (const subject of same) {
    it(`of ${JSON.stringify(subject)} is that of the matter`, () =>
      assert.equal(subjectKey(subject), '納期について'))
  }

  it('folds width, case and spaces, and keeps a number apart', () => {
    assert.equal(subjectKey('ｵｰﾀﾞｰ　  No.１２'), 'オーダー no.12')
    assert.notEqual(subjectKey('[#1234] 納期について'), subjectKey('納期について'))
  })

  it('takes no word for a prefix that only begins like one', () => {
    assert.equal(subjectKey('Regarding: order'), 'regarding: order')
    assert.equal(subjectKey('返信が来ません'), '返信が来ません')
  })

  it('has at most 200 characters, none of them cut in half', () => {
    const key = subjectKey(`a${'𠮷'.repeat(5000)}`)
    assert.equal(key.length, 200)
    assert.ok(key.isWellFormed())
  })

  it('is found quickly in hostile subjects', () => {
    const began = performance.now()
    for (const hostile of [
      `re${' '.repeat(200_000)}x`,
      're:'.repeat(60_000),
      `re${'\t'.repeat(200_000)}[1`,
      ' '.repeat(200_000),
    ]) {
      subjectKey(hostile)
      answersSomething(hostile)
      answerSubject(hostile)
    }
    const took = performance.now() - began
    assert.ok(took < 2000, `it took ${took} ms`)
  })

  it('is the same for a subject and for its answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 150 }), (subject) => {
        assert.equal(subjectKey(answerSubject(subject)), subjectKey(subject))
      }),
    )
  })
})

it('says of a subject whether it answers something', () => {
  const answers = ['Re: x', 'ＲＥ：x', '返信：x', 'Aw: x', ' re [2] : x', '回答: x']
  assert.deepEqual(
    answers.filter((subject) => !answersSomething(subject)),
    [],
  )
  const none = ['x', 'Fwd: x', '転送: x', 'Reply', '[#12] x', '']
  assert.deepEqual(none.filter(answersSomething), [])
})

it('an answer has Re: once', () => {
  assert.equal(answerSubject('Re: RE：返信: 納期'), 'Re: 納期')
  assert.equal(answerSubject(''), 'Re: ')
})
