import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type Answered,
  quoteText,
  recipientsFor,
  referencesFor,
  statusAfterReply,
  subjectFor,
  withoutSignature,
  withSignature,
} from '../../src/outbox/reply.ts'

const person = (address: string, name = '') => ({ name, address })
const mail: Answered = {
  messageId: 'm3@x',
  references: ['m1@x', 'm2@x'],
  subject: '納期',
  from: person('hanako@shop.example', '花子'),
  replyTo: [],
  to: [person('support@minato.example')],
  cc: [],
}
const OWN = 'Support@Minato.example'

describe('the references of an answer', () => {
  it("are the parent's and the parent", () => {
    assert.deepEqual(referencesFor(mail), { inReplyTo: 'm3@x', references: ['m1@x', 'm2@x', 'm3@x'] })
  })

  it('name the parent once, and last', () => {
    const found = referencesFor({ ...mail, references: ['m3@x', 'm1@x'] })
    assert.deepEqual(found.references, ['m1@x', 'm3@x'])
  })

  it('keep the first and the last of a long chain', () => {
    const references = Array.from({ length: 300 }, (_, n) => `r${n}@x`)
    for (const messageId of ['m@x', null]) {
      const found = referencesFor({ ...mail, messageId, references }).references
      assert.equal(found.length, 20)
      assert.equal(found[0], 'r0@x')
      assert.equal(found.at(-1), messageId ?? 'r299@x')
    }
  })

  it('are none where there is nothing to answer', () => {
    assert.deepEqual(referencesFor(null), { inReplyTo: null, references: [] })
  })
})

describe('whom an answer goes to', () => {
  const shown = (answered: Answered) => {
    const { to, cc } = recipientsFor(answered, OWN)
    return [to.map(({ address }) => address), cc.map(({ address }) => address)]
  }

  it('is the sender, and the mailbox itself nowhere', () => {
    assert.deepEqual(shown(mail), [['hanako@shop.example'], []])
  })

  it('is Reply-To before the sender', () => {
    assert.deepEqual(shown({ ...mail, replyTo: [person('office@shop.example')] }), [
      ['office@shop.example'],
      [],
    ])
  })

  it('is the sender where Reply-To names only the mailbox', () => {
    assert.deepEqual(shown({ ...mail, replyTo: [person('support@minato.example')] }), [
      ['hanako@shop.example'],
      [],
    ])
  })

  it('keeps the others in Cc, each once, none who stands in To', () => {
    const answered = {
      ...mail,
      to: [person('support@minato.example'), person('boss@shop.example')],
      cc: [person('BOSS@shop.example'), person('Hanako@shop.example'), person('b@shop.example'), person('')],
    }
    assert.deepEqual(shown(answered), [['hanako@shop.example'], ['boss@shop.example', 'b@shop.example']])
  })

  it('is nobody where the mail names nobody', () => {
    assert.deepEqual(shown({ ...mail, from: person('') }), [[], []])
    assert.deepEqual(shown({ ...mail, from: null }), [[], []])
  })
})

it('the subject is that of the mail, else of the thread, with Re: once', () => {
  assert.equal(subjectFor(mail, 'x'), 'Re: 納期')
  assert.equal(subjectFor({ ...mail, subject: '' }, 'RE: 件名'), 'Re: 件名')
  assert.equal(subjectFor(null, '件名'), 'Re: 件名')
})

it('a quote marks every line, and deeper what was a quote already', () => {
  assert.equal(quoteText('a\n\n> b\nc  \n\n', '花子:'), '花子:\n> a\n>\n>> b\n> c')
})

it('a quote and a signature are made quickly of hostile spaces', () => {
  const hostile = `${' '.repeat(300_000)}x`
  const began = performance.now()
  quoteText(hostile, ':')
  withSignature(hostile, 'sign')
  withoutSignature(hostile, 'sign')
  assert.ok(performance.now() - began < 1000)
})

describe('the signature', () => {
  const SIGN = 'サポート窓口\n港システム株式会社'
  const cases: [string, string, string, string][] = [
    ['stands beneath the text', 'ご連絡します。', SIGN, `ご連絡します。\n\n${SIGN}\n`],
    ['is none where the mailbox has none', 'ご連絡します。\n\n', ' \n', 'ご連絡します。\n'],
    [
      'stands above the quote with its introduction',
      'はい。\n\n2026年11月20日 花子:\n> 納期は?\n>\n> 花子',
      SIGN,
      `はい。\n\n${SIGN}\n\n2026年11月20日 花子:\n> 納期は?\n>\n> 花子\n`,
    ],
    [
      'stands above a quote without introduction',
      'はい。\n\n> 納期は?',
      SIGN,
      `はい。\n\n${SIGN}\n\n> 納期は?\n`,
    ],
    [
      'stands at the end where the writer answers between quoted lines',
      '> 納期は?\n\n明日です。',
      SIGN,
      `> 納期は?\n\n明日です。\n\n${SIGN}\n`,
    ],
    ['is not put in twice', `はい。\n\n${SIGN}\n\n追伸`, SIGN, `はい。\n\n${SIGN}\n\n追伸\n`],
    [
      'is put in though its words stand in a sentence',
      'Support says yes',
      'Support',
      'Support says yes\n\nSupport\n',
    ],
    [
      'is put in though the quote has it',
      'はい。\n\n花子:\n> Support',
      'Support',
      'はい。\n\nSupport\n\n花子:\n> Support\n',
    ],
  ]
  for (const [says, body, signature, expected] of cases) {
    it(says, () => assert.equal(withSignature(body, signature), expected))
  }

  it('can be taken off what went out, so that sending it again gives the same text', () => {
    assert.equal(withoutSignature(withSignature('はい。\n\n> 納期は?', SIGN), SIGN), 'はい。\n\n> 納期は?')
    const line = fc.constantFrom(
      'はい。',
      '',
      '> 納期は?',
      '花子:',
      'サポート窓口',
      '港システム株式会社',
      'sign',
      '  ',
    )
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
        fc.constantFrom(SIGN, 'sign', ''),
        (body, sign) => {
          const sent = withSignature(body, sign)
          assert.equal(withSignature(withoutSignature(sent, sign), sign), sent)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

it('a thread stands where the sender said, unless somebody is still being asked', () => {
  assert.equal(statusAfterReply('done', 'in_progress', false), 'done')
  assert.equal(statusAfterReply('done', 'in_progress', true), 'awaiting_dept')
  assert.equal(statusAfterReply('in_progress', 'done', false), 'in_progress')
  assert.equal(statusAfterReply('unchanged', 'new', false), 'in_progress')
  assert.equal(statusAfterReply('unchanged', 'done', false), 'done')
})
