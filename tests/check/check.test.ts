import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type CheckKind,
  type CheckSettings,
  checkKinds,
  findingsIn,
  type Surroundings,
  type Written,
} from '../../src/check/check.ts'
import { ownWords } from '../../src/check/own-words.ts'
import { parseAddressList } from '../../src/mail/addresses.ts'

const around = (change: Partial<Surroundings> = {}): Surroundings => ({
  threadSubject: '納期について',
  customer: { names: ['山口 花子'], wrote: '' },
  participants: new Set(['hanako@shop.example']),
  own: { addresses: new Set(['ito@home.example']), domains: new Set(['minato.example']) },
  otherCustomers: [],
  ...change,
})
const words = (change: Partial<Record<CheckKind, readonly string[]>> = {}, off: CheckKind[] = []) =>
  Object.fromEntries(
    checkKinds.map((kind) => [kind, { on: !off.includes(kind), words: change[kind] ?? [] }]),
  ) as CheckSettings
const reply = (change: {
  to?: string
  cc?: string
  bcc?: string
  subject?: string
  body?: string
  files?: number
}): Written => ({
  addressees: {
    to: parseAddressList(change.to ?? 'hanako@shop.example').addresses,
    cc: parseAddressList(change.cc ?? '').addresses,
    bcc: parseAddressList(change.bcc ?? '').addresses,
  },
  subject: change.subject ?? 'Re: 納期について',
  text: ownWords(change.body ?? '山口様\n\nお世話になっております。明日お届けします。'),
  files: change.files ?? 0,
})
const said = (
  change: Parameters<typeof reply>[0],
  known: Partial<Surroundings> = {},
  settings: CheckSettings = words(),
) => findingsIn(reply(change), around(known), settings).map(({ says, what }) => [says, what])
const body = (text: string) => ({ body: `山口様\n\n${text}` })

describe('a reply before it goes', () => {
  it('says nothing about an ordinary one', () => {
    assert.deepEqual(said({}), [])
  })

  it('leaves what is quoted out', () => {
    const quote = '\n\n2026/11/20 10:00 佐藤 <s@x.example>:\n> 添付の{{見積}}を佐藤様へ\n>> ○○\n'
    assert.deepEqual(said(body(`承知しました。${quote}`), { otherCustomers: ['佐藤 次郎'] }), [])
  })

  for (const [text, expected] of [
    ['見積書を添付いたします。', [['attachment', '添付']]],
    ['お送りいただいた添付ファイルを拝見しました。', []],
    ['添付ファイルをお送りいただけますか。', []],
    ['ファイルは添付されていませんでした。', []],
    ['Please find the file attached.', [['attachment', 'attached']]],
    ['The file you attached is empty.', []],
    ['Your attachment did not arrive.', []],
    ['He is unattached.', []],
  ] as const) {
    it(`about files: ${text}`, () => {
      assert.deepEqual(said(body(text)), expected)
      assert.deepEqual(said({ ...body(text), files: 1 }), [])
    })
  }

  it('knows further words for a file', () => {
    assert.deepEqual(said(body('別紙をご覧ください。'), {}, words({ attachment: ['別紙'] })), [
      ['attachment', '別紙'],
    ])
  })

  for (const [text, expected] of [
    ['{{customer}}のご注文', ['{{customer}}']],
    ['〇〇について', ['〇〇']],
    ['○月○日にお届け', ['○']],
    ['【お名前】をお知らせします', ['【お名前】']],
    ['【　】に', ['【　】']],
    ['Hello [Your name], and XXX', ['[Your name]', 'XXX']],
    ['【重要】のお知らせ', []],
    ['○○○○○○○○○○', []],
    ['10×20 の箱、◎おすすめ', []],
  ] as const) {
    it(`about places left unfilled: ${text}`, () => {
      assert.deepEqual(
        said(body(text)),
        expected.map((what) => ['placeholder', what]),
      )
    })
  }

  for (const [text, expected] of [
    ['お世話になっております。', [['addressee_missing', '']]],
    ['佐藤様\nお世話になっております。', [['addressee_wrong', '佐藤様']]],
    ['株式会社ミナト\n営業部 山口様\nお世話になっております。', []],
    ['お客様\nお世話になっております。', []],
    ['ミナト商店 御中\nお世話になっております。', []],
    ['お客様にはご迷惑をおかけします。', [['addressee_missing', '']]],
    ['山口花子様、いつもありがとうございます。', []],
    ['Dear Ms. Yamaguchi,\n日本語でも', []],
    ['Hello, thank you for your mail.', []],
    ['Thanks, it works.', []],
  ] as const) {
    it(`about whom it addresses: ${text.split('\n')[0]}`, () => {
      assert.deepEqual(said({ body: text }), expected)
    })
  }

  it('takes another name for wrong in letters too, and none that the customer used', () => {
    const customer = { names: ['Hanako Yamaguchi'], wrote: '' }
    assert.deepEqual(said({ body: 'Dear Mr. Sato,\nThanks.' }, { customer }), [
      ['addressee_wrong', 'Dear Mr. Sato'],
    ])
    assert.deepEqual(said({ body: 'Dear Ms. Yamaguchi,\nThanks.' }, { customer }), [])
    assert.deepEqual(said({ body: 'Hi thanks for your message.' }, { customer }), [])
    assert.deepEqual(
      said({ body: 'Dear Jiro,' }, { customer: { ...customer, wrote: 'Best, Jiro Sato' } }),
      [],
    )
  })

  it('finds the name of another customer, whole or called by a surname', () => {
    const otherCustomers = ['佐藤 次郎', 'Emma Clarke', '大森 実']
    const names = (text: string) => said(body(text), { otherCustomers })
    assert.deepEqual(names('佐藤様のご注文'), [['other_customer', '佐藤']])
    assert.deepEqual(names('佐藤次郎の件'), [['other_customer', '佐藤次郎']])
    assert.deepEqual(names('佐藤が伺います'), [])
    assert.deepEqual(names('Emma Clarke ordered'), [['other_customer', 'emma clarke']])
    assert.deepEqual(names('新大森様'), [])
    assert.deepEqual(said({ body: '佐藤様\nお世話に' }, { otherCustomers }), [['other_customer', '佐藤']])
    assert.deepEqual(
      said(body('佐藤様の件'), { otherCustomers, customer: { names: ['山口'], wrote: '佐藤' } }),
      [],
    )
  })

  it('tells of recipients that the thread has not seen, further ones than others', () => {
    assert.deepEqual(said({ cc: 'boss@shop.example, x@far.example' }), [
      ['new_recipient', 'boss@shop.example'],
      ['far_recipient', 'x@far.example'],
    ])
    assert.deepEqual(said({ cc: 'x@far.example' }, {}, words({ new_recipient: ['@far.example'] })), [])
  })

  it('tells of an address of ours among customers, and not where nobody sees it', () => {
    assert.deepEqual(said({ cc: 'tanaka@minato.example, ito@home.example' }), [
      ['internal_recipient', 'tanaka@minato.example'],
      ['internal_recipient', 'ito@home.example'],
    ])
    assert.deepEqual(said({ bcc: 'tanaka@minato.example' }), [])
    assert.deepEqual(said({ to: 'tanaka@minato.example' }), [])
  })

  it('tells of many recipients, by the number of the mailbox', () => {
    const many = Array.from({ length: 6 }, (_, n) => `p${n}@shop.example`)
    const participants = new Set(many)
    assert.deepEqual(said({ to: many.join(',') }, { participants }), [['many_recipients', '6']])
    assert.deepEqual(said({ to: many.join(',') }, { participants }, words({ many_recipients: ['10'] })), [])
  })

  it('tells of a subject that says nothing, unless the customer chose it', () => {
    assert.deepEqual(said({ subject: 'Re: ' }), [['subject_empty', 'Re:']])
    assert.deepEqual(said({ subject: 'ご連絡' }), [['subject_vague', 'ご連絡']])
    assert.deepEqual(said({ subject: 'Re: ご連絡' }, { threadSubject: 'ご連絡' }), [])
  })

  it('tells of words to be careful with', () => {
    const settings = words({ caution: ['返金', 'refund'] })
    assert.deepEqual(said(body('返金いたします。Refunds'), {}, settings), [['caution', '返金']])
  })

  it('asks about nothing that is switched off', () => {
    assert.deepEqual(said({ body: '{{x}}', subject: 'Re:' }, {}, words({}, [...checkKinds])), [])
  })

  it('never finds the same thing twice, takes any text, and is quick', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '様',
        '山口',
        '佐藤様',
        '添付',
        '{{',
        '}}',
        '○○',
        '【',
        '】',
        '\n',
        '> ',
        'Dear ',
        'Sato',
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(piece, { maxLength: 5 }), (parts, names) => {
        const known = around({ otherCustomers: names, customer: { names, wrote: parts.join('') } })
        const written = reply({ body: parts.join(''), subject: parts[0] ?? '' })
        const found = findingsIn(written, known, words({ caution: names })).map(
          ({ kind, what }) => `${kind}:${what}`,
        )
        assert.equal(new Set(found).size, found.length)
      }),
      { numRuns: 300 },
    )
    const began = process.cpuUsage().user
    findingsIn(
      reply({ body: `${'様 Dear 山'.repeat(20_000)}` }),
      around({ otherCustomers: ['佐藤 次郎'] }),
      words(),
    )
    assert.ok(process.cpuUsage().user - began < 1_000_000)
  })
})
