import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../../src/mail/bounce-reason.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { mailBytes } from './mail-bytes.ts'

const folder = fileURLToPath(new URL('../../../shared/corpora/mail/bounces/', import.meta.url))
const skip = existsSync(folder) ? false : 'the corpora are not beside the checkout'

test('of the public bounces at least 98 of 100 name the address that failed', { skip }, async () => {
  const files = readdirSync(folder)
  let named = 0
  for (const file of files) {
    const mail = await parseMail(readFileSync(join(folder, file)))
    if (mail.kind === 'bounce' && (mail.bounce?.recipients.length ?? 0) > 0) named++
  }
  assert.equal(files.length, 157)
  assert.ok(named >= 154, `${named} of ${files.length}`)
})

const report = (fields: string, subject = 'Undelivered Mail Returned to Sender') =>
  mailBytes(
    `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.jp\nTo: support@shop.example\nSubject: ${subject}\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.jp\n\n${fields}\n\n--b\nContent-Type: text/rfc822-headers\n\nTo: yamada@example.jp\nMessage-ID: <a@shop.example>\n\n--b--\n`,
  )

test('each recipient of a report stands with its status and what its server said', async () => {
  const { bounce } = await parseMail(
    report(
      'Final-Recipient: rfc822; Yamada@example.jp\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user here\n\nFinal-Recipient: rfc822; sato@example.jp\nAction: failed\nStatus: 5.2.2',
    ),
  )
  assert.deepEqual(bounce, {
    delayed: false,
    delivered: false,
    recipients: [
      {
        address: 'yamada@example.jp',
        status: '5.1.1',
        words: '550 5.1.1 no such user here',
        reason: 'unknown-user',
      },
      { address: 'sato@example.jp', status: '5.2.2', words: '', reason: 'mailbox-full' },
    ],
  })
})

test('a report that the server goes on trying has failed nothing', async () => {
  const { kind, bounce } = await parseMail(
    report('Final-Recipient: rfc822; yamada@example.jp\nAction: delayed\nStatus: 4.4.1'),
  )
  assert.deepEqual([kind, bounce?.delayed], ['bounce', true])
})

test('a report that a mail arrived is no bounce', async () => {
  const mail = await parseMail(
    report('Final-Recipient: rfc822; yamada@example.jp\nAction: delivered\nStatus: 2.0.0'),
  )
  assert.deepEqual([mail.kind, mail.bounce], ['auto_reply', null])
})

test('a Japanese carrier says it in sentences', async () => {
  const { kind, bounce } = await parseMail(
    mailBytes(
      'From: Postmaster@ezweb.ne.jp\nTo: support@shop.example\nSubject: Mail System Error - Returned Mail\n\n次のあて先へのメッセージはエラーのため送信できませんでした。\n\n送信先メールアドレスが見つかりませんでした。\n\n"a..b"@ezweb.ne.jp\n',
    ),
  )
  assert.equal(kind, 'bounce')
  assert.deepEqual(
    bounce?.recipients.map(({ address, reason }) => [address, reason]),
    [['"a..b"@ezweb.ne.jp', 'unknown-user']],
  )
})

const said: [string, string][] = [
  ['550 5.1.1 <a@b.example>: Recipient address rejected: User unknown', 'unknown-user'],
  ['552 5.2.2 Mailbox full', 'mailbox-full'],
  ['552 message size exceeds fixed maximum message size', 'too-large'],
  ['554 5.7.1 blocked using dnsbl.example', 'refused'],
  ['connect to mx.example: Connection timed out', 'unreachable'],
  ['550 5.2.1 This account has been disabled', 'suspended'],
  ['Host or domain name not found', 'unknown-host'],
  ['554 Transaction failed', 'other'],
]

for (const [words, reason] of said) {
  test(`"${words}" means ${reason}`, () => {
    assert.equal(reasonOf({ status: null, words, text: '' }), reason)
  })
}

test('a report of a megabyte in one line is read within a second', async () => {
  const started = performance.now()
  await parseMail(
    mailBytes(
      `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: x\n\n${'user a@'.repeat(150_000)}\n`,
    ),
  )
  assert.ok(performance.now() - started < 1000)
})

const unanswerable = [
  'From: a@example.jp\nSubject: x\nPrecedence: bulk',
  'From: a@example.jp\nSubject: x\nReturn-Path: <>',
  'From: no-reply@example.jp\nSubject: x',
  'From: a@example.jp\nSubject: x\nList-Id: <l.example.jp>',
  'From: a@example.jp\nSubject: x\nX-Auto-Response-Suppress: OOF',
  'From: a@example.jp\nSubject: x\nAuto-Submitted: auto-generated',
  'Subject: nobody sent this',
]

for (const header of unanswerable) {
  test(`"${header.replaceAll('\n', ' / ')}" gets no answer by itself`, async () => {
    assert.equal((await parseMail(mailBytes(`${header}\n\ntext`))).answerable, false)
  })
}

test("a person's mail may be answered", async () => {
  assert.equal((await parseMail(mailBytes('From: a@example.jp\nSubject: 見積もり\n\ntext'))).answerable, true)
})
