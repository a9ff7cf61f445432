import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notificationKinds } from '../../src/notification/notification.ts'
import { writeMail } from '../../src/notification/write-mail.ts'
import { notificationHtml } from '../../views/email/notification-html.tsx'
import type { NotificationMail } from '../../views/email/notification-mail.ts'
import { notificationText } from '../../views/email/notification-text.ts'
import { outlineOf, subjectOf } from '../../views/email/outline.ts'
import { widthOf, wrapText } from '../../views/email/wrap.ts'

const mail: NotificationMail = {
  kind: 'mention',
  at: Date.UTC(2026, 10, 20, 5, 30),
  now: Date.UTC(2026, 10, 21, 5, 30),
  reader: { locale: 'ja', timeZone: 'Asia/Tokyo' },
  by: { name: '伊藤 美咲', title: 'オペレーター' },
  thread: {
    subject: '納期について',
    mailbox: 'サポート窓口',
    customer: { name: '山口 花子', address: 'hanako@shop.example' },
    assignee: null,
    dueAt: null,
  },
  comment: { body: '1行目 <b>\n2行目' },
  policy: null,
  escalation: null,
  wait: null,
  quoted: null,
  serverSaid: null,
  url: 'https://support.minato.example/threads/1#comment-2',
}

test('every kind says in both languages what it is and what to do', () => {
  for (const kind of notificationKinds) {
    for (const locale of ['ja', 'en'] as const) {
      const told = { ...mail, kind, reader: { locale, timeZone: 'Asia/Tokyo' } }
      const { heading, ask } = outlineOf(told)
      const all = [subjectOf(told), heading, ask].join('\n')
      assert.doesNotMatch(all, /email\.|\{\{|undefined/, all)
      assert.match(subjectOf(told), /^\[[^[\]]+\] 納期について$/)
    }
  }
})

test('the text and the HTML carry the same words and one link', () => {
  const outline = outlineOf(mail)
  const html = notificationHtml(outline)
  const text = notificationText(outline)
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    [mail.url],
  )
  assert.deepEqual(text.match(/https?:\S+/g), [mail.url])
  for (const words of [outline.heading, outline.ask, '山口 花子', '担当者なし', '2026年11月20日(金) 14:30']) {
    assert.ok(html.includes(words), words)
    assert.ok(text.includes(words), words)
  }
})

test('what people wrote is text in the HTML, line by line', () => {
  const html = notificationHtml(outlineOf(mail))
  assert.match(html, /1行目 &lt;b&gt;<br\/?>2行目/)
})

test('a customer never stands as the sender’s name, a colleague does', () => {
  const envelope = { id: 1, threadId: 1, to: { name: '佐藤 恵', address: 'sato@minato.example' } }
  const sender = { from: { name: 'hoshin', address: 'notify@minato.example' }, secret: 's' }
  assert.equal(writeMail(mail, envelope, sender).from.name, '伊藤 美咲 (hoshin)')
  const byCustomer: NotificationMail = { ...mail, kind: 'customer_wrote', by: null }
  assert.equal(writeMail(byCustomer, envelope, sender).from.name, 'サポート窓口 (hoshin)')
})

test('a subject as long as a letter is cut', () => {
  const long = { ...mail, thread: { ...mail.thread, subject: '長'.repeat(500) } }
  const envelope = { id: 1, threadId: 1, to: { name: '佐藤 恵', address: 'sato@minato.example' } }
  const sender = { from: { name: 'hoshin', address: 'notify@minato.example' }, secret: 's' }
  const { subject } = writeMail(long, envelope, sender)
  assert.equal([...subject].length, 160)
  assert.match(subject, /長…$/)
})

test('Japanese lines stay within the columns, and none begins or ends with a mark that must not', () => {
  const text =
    '納期が「三週間」遅れており、責任者からの連絡を求められています。値引きの相談があった場合、どこまで応じてよいか（上限）も決めてください。'
  for (let columns = 20; columns < 60; columns++) {
    const lines = wrapText(text, '', columns).split('\n')
    assert.equal(lines.join(''), text)
    for (const line of lines) {
      // A closing mark may hang over the edge.
      assert.ok(widthOf(line) <= columns + 4, `${columns}: ${line}`)
      assert.doesNotMatch(line, /^[、。」）ョ]/)
      assert.doesNotMatch(line, /[「（]$/)
    }
  }
})

test('English breaks between words, and an address is never broken', () => {
  const url = `https://support.minato.example/${'x'.repeat(90)}`
  assert.equal(wrapText(`Please see ${url} at once`, '> ', 24), `> Please see\n> ${url}\n> at once`)
})

test('of a reply that may have arrived no word says that it did not, and none to send it again', () => {
  const reply = { ...mail, kind: 'reply_uncertain' as const, comment: null, serverSaid: 'closed' }
  const quoted = {
    ...{ as: 'uncertain_reply' as const, from: { name: '', address: 'support@minato.example' } },
    ...{ to: ['hanako@shop.example'], at: mail.at, text: '明日お届けします。', isCut: false },
  }
  const japanese = notificationText(outlineOf({ ...reply, quoted }))
  assert.match(japanese, /確かめずに送り直さないでください/)
  assert.doesNotMatch(japanese, /届いていない返信|届いていません/)
  assert.match(japanese, /宛先: hanako@shop\.example/)
  const english = notificationText(
    outlineOf({ ...reply, quoted, reader: { locale: 'en', timeZone: 'Asia/Tokyo' } }),
  )
  assert.doesNotMatch(english, /did not|not delivered/)
})
