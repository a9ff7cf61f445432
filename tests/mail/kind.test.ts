import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMail } from '../../src/mail/mime.ts'
import { mailBytes } from './mail-bytes.ts'

const kindOfMail = async (header: string, body = 'text') =>
  (await parseMail(mailBytes(`${header.trim()}\n\n${body}`))).kind

const automatic = [
  'Auto-Submitted: auto-replied\nSubject: x',
  'Auto-Submitted: auto-generated (cron)\nSubject: x',
  'X-Autoreply: yes\nSubject: x',
  'X-Autorespond: x\nSubject: x',
  'Precedence: auto_reply\nSubject: x',
  'Precedence: bulk\nSubject: Out of Office: 在庫の件',
  'Subject: Automatic reply: Quote',
  'Subject: 自動応答: 見積もりの件',
  'Subject: 【自動返信】お問い合わせありがとうございます',
  'Subject: お問い合わせを受け付けました(自動返信)',
  'Subject: 不在通知',
  'Subject: Abwesenheit: Urlaub',
  'Subject: Read: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b',
]

for (const header of automatic) {
  test(`"${header.replaceAll('\n', ' / ')}" is an automatic answer`, async () => {
    assert.equal(await kindOfMail(header), 'auto_reply')
  })
}

const ordinary = [
  'Subject: 自動返信メールが届きません',
  'Subject: Re: 【自動返信の設定】について',
  'Subject: 不在通知が入っていました',
  'Subject: 配信エラーになります\nFrom: customer@example.jp\nReturn-Path: <customer@example.jp>',
  'Subject: Undeliverable address on my order\nFrom: customer@example.com',
  'Subject: x\nAuto-Submitted: no',
  'Subject: [list] x\nList-Id: <list.example.jp>\nPrecedence: bulk\nReturn-Path: <list-bounces@example.jp>',
  'Subject: [list] x\nList-Id: <list.example.jp>\nAuto-Submitted: auto-generated',
  'Subject: 返品について\nReturn-Path: <>\nFrom: a@example.jp',
]

for (const header of ordinary) {
  test(`"${header.replaceAll('\n', ' / ')}" is mail`, async () => {
    assert.equal(await kindOfMail(header), 'mail')
  })
}

test('a delivery report names the mail that came back', async () => {
  const mail = await parseMail(
    mailBytes(
      'Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.jp (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n\n--b\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: <reply-1@hoshin.example.jp>\n\n--b--\n',
    ),
  )
  assert.equal(mail.kind, 'bounce')
  assert.equal(mail.returnedMessageId, 'reply-1@hoshin.example.jp')
  assert.equal(mail.returnPath, '')
  assert.equal(mail.text.includes('Action: failed'), true)
})

test('failures that Japanese carriers report without a report part are bounces', async () => {
  assert.equal(
    await kindOfMail('From: Postmaster@ezweb.ne.jp\nSubject: Mail System Error - Returned Mail'),
    'bounce',
  )
  assert.equal(await kindOfMail('From: no-reply@dion.ne.jp\nSubject: メールエラー通知'), 'bounce')
  assert.equal(await kindOfMail('From: MAILER-DAEMON <>\nSubject: x'), 'bounce')
})
