import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { excerptOf, foldQuotes, newText } from '../../src/mail/quote.ts'

/** Quotes as mail programs write them; everything below the first line is quoted. */
const replies: [string, string][] = [
  [
    'Gmail in Japanese',
    '2026年11月20日(金) 14:28 山口 花子 <hanako@example.jp>:\n\n> お世話になっております。\n> 山口です。',
  ],
  [
    'Gmail in Japanese, broken over two lines',
    '2026年11月20日(金) 14:28 株式会社とても長い名前 山口 花子\n<hanako@example.jp>:\n\n> お世話になっております。',
  ],
  [
    'iPhone in Japanese',
    '2026/11/20 14:28、山口 花子 <hanako@example.jp>のメール:\n\n> お世話になっております。',
  ],
  ['Thunderbird in Japanese', '(2026/11/20 14:28), 山口 花子 wrote:\n> お世話になっております。'],
  ['an older Japanese program', '山口さんは書きました:\n＞お世話になっております。\n＞山口です。'],
  [
    'Outlook in Japanese',
    '差出人: 山口 花子 <hanako@example.jp>\n送信日時: 2026年11月20日 14:28\n宛先: サポート <support@example.jp>\n件名: 見積もりの件\n\nお世話になっております。',
  ],
  [
    'Outlook on the web in Japanese',
    '________________________________\n差出人: 山口 花子 <hanako@example.jp>\n送信日時: 2026年11月20日金曜日 14:28:00\n宛先: support@example.jp\n件名: Re: 見積もり\n\n山口です。',
  ],
  [
    'Outlook in English',
    'From: Hanako Yamaguchi <hanako@example.jp>\nSent: Friday, November 20, 2026 2:28 PM\nTo: Support\nSubject: RE: Quote\n\nHello,',
  ],
  ['Outlook with a bar', '-----Original Message-----\nFrom: Hanako\nSent: x\n\nHello'],
  ['Outlook with a Japanese bar', '-----元のメッセージ-----\n差出人: 山口\n\nこんにちは'],
  [
    'Yahoo! Japan',
    '----- Original Message -----\nFrom: "山口" <hanako@example.jp>\nTo: support@example.jp\nDate: 2026/11/20, Fri 14:28\nSubject: 件名\n\n本文',
  ],
  [
    'Gmail in English',
    'On Fri, Nov 20, 2026 at 2:28 PM Hanako Yamaguchi <\nhanako@example.jp> wrote:\n\n> Hello',
  ],
  [
    'Apple Mail in English',
    'On Nov 20, 2026, at 14:28, Hanako <hanako@example.jp> wrote:\n\n> Hello\n>\n>> earlier',
  ],
  ['Gmail in German', 'Am Fr., 20. Nov. 2026 um 14:28 Uhr schrieb Hanako <hanako@example.jp>:\n\n> Hallo'],
  ['Gmail in French', 'Le ven. 20 nov. 2026 à 14:28, Hanako <hanako@example.jp> a écrit :\n\n> Bonjour'],
  ['an attribution without marks', 'On Nov 20, 2026 you wrote:\n\nThis is what you wrote.'],
]

for (const [program, quote] of replies) {
  test(`the quote of ${program} is found whole`, () => {
    const folds = foldQuotes(`ご返信ありがとうございます。\n\n${quote}`)
    assert.deepEqual(
      folds.map(({ kind, text }) => [kind, text]),
      [
        ['new', 'ご返信ありがとうございます。\n'],
        ['quote', quote],
      ],
    )
    assert.equal(newText(`ご返信ありがとうございます。\n\n${quote}`), 'ご返信ありがとうございます。')
  })
}

for (const text of [
  '5 > 3 です。\n結果は以下:\nOn: 有効\nFrom: 東京 から大阪まで送れますか?',
  '宛先: を確認したいのですが、\n\n件名: は何にすればよいですか?',
  'On the other hand, we should wait.\nThen he wrote:\na letter.',
  '2026年11月20日 14:28 に届きました:\n箱は空でした。',
  '## 要点\n----\n1. 速い\n----\n以上です。',
  '電話: 03-1234-5678\nE-mail: a@example.jp\n日時: 11月20日 14:00',
]) {
  test(`"${text.slice(0, 24).replaceAll('\n', ' ')}…" is no quote`, () => {
    assert.deepEqual(foldQuotes(text), [{ kind: 'new', text, lines: text.split('\n').length }])
  })
}

test('answers between quoted lines stay visible', () => {
  const text =
    'On Nov 20, 2026, Hanako <h@example.jp> wrote:\n> 色は?\n\n青です。\n\n> 数は?\n>\n> 急ぎです。\n\n三つです。'
  assert.deepEqual(
    foldQuotes(text).map(({ kind, lines }) => [kind, lines]),
    [
      ['quote', 2],
      ['new', 3],
      ['quote', 3],
      ['new', 2],
    ],
  )
  assert.equal(newText(text), '青です。\n三つです。')
})

test('a mail that is nothing but a quote stays open', () => {
  assert.deepEqual(foldQuotes('> a\n> b'), [{ kind: 'new', text: '> a\n> b', lines: 2 }])
  assert.equal(newText('> a\n> b'), '> a\n> b')
})

test('a forwarded mail stays open but does not count as new', () => {
  const text =
    '下記ご確認ください。\n\n---------- Forwarded message ---------\nFrom: A <a@example.jp>\nDate: x\nSubject: y\n\n> 本文'
  assert.deepEqual(
    foldQuotes(text).map(({ kind }) => kind),
    ['new'],
  )
  assert.equal(newText(text), '下記ご確認ください。')
})

test('signatures stay out of the excerpt', () => {
  for (const signature of [
    '-- \n山田 太郎\n03-1234-5678',
    '━━━━━━━━━━━━━━\n株式会社山田商店\n山田 太郎\nTEL 03-1234-5678\n━━━━━━━━━━━━━━',
    'iPhoneから送信',
    'Sent from my iPhone',
  ]) {
    assert.equal(newText(`在庫はありますか?\n\n${signature}`), '在庫はありますか?', signature)
  }
})

test('an excerpt is one line of at most 140 characters and splits no character', () => {
  assert.equal(excerptOf('  在庫は\n\nありますか?\u200b  \n> 古い'), '在庫は ありますか?')
  const long = excerptOf('😀'.repeat(200))
  assert.equal([...long].length, 140)
  assert.ok(long.isWellFormed())
})

const samples = new URL('../../../shared/corpora/quotes/', import.meta.url)

test('folding the public samples loses no line and finds the quotes that are there', {
  skip: existsSync(samples) ? false : 'the corpora are not beside the checkout',
}, () => {
  let folded = 0
  const files = readdirSync(samples).filter((name) => name.endsWith('.txt'))
  for (const name of files) {
    const text = readFileSync(new URL(name, samples), 'utf8').replace(/\r\n?/g, '\n')
    const folds = foldQuotes(text)
    assert.equal(folds.map((fold) => fold.text).join('\n'), text, name)
    assert.equal(
      folds.reduce((sum, fold) => sum + fold.lines, 0),
      text.split('\n').length,
      name,
    )
    if (folds.some((fold) => fold.kind === 'quote')) folded++
  }
  assert.equal(files.length, 90)
  assert.ok(folded >= 60, `${folded} of ${files.length} have a quote`)
})

test('lines that nearly announce a quote take no long time', { timeout: 5_000 }, () => {
  const nearly = `2026/1/1 10:00 ${'a.'.repeat(90)}@${'a.'.repeat(90)}`
  const [whole] = foldQuotes(Array(10_000).fill(nearly).join('\n'))
  assert.equal(whole?.kind, 'new')
})
