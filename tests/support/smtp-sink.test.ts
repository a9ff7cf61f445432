import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'

const mail = {
  from: '受付 <support@example.jp>',
  to: ['customer@example.com', 'other@example.com'],
  subject: 'ご注文の件（納期のお知らせ）',
  text: 'いつもお世話になっております。①㈱髙橋\r\n',
}

test('a Japanese mail arrives whole, with its envelope and its headers', async () => {
  await using sink = await startSmtpSink()
  await send(sink)
  const received = await sink.waitFor((one) => one.envelope.to.includes('other@example.com'))
  const parsed = await simpleParser(received.raw)
  assert.deepEqual(received.envelope, { from: 'support@example.jp', to: mail.to })
  assert.equal(parsed.subject, mail.subject)
  assert.equal(parsed.text?.trim(), mail.text.trim())
  assert.match(received.headers.get('message-id') ?? '', /^<.+>$/)
  assert.equal(sink.mails.length, 1)
})

test('one recipient is refused for now, one for ever, the rest goes through', async () => {
  await using sink = await startSmtpSink({ refuse: { 'later@example.com': 450, 'never@example.com': 550 } })
  const result = await send(sink, { to: ['later@example.com', 'never@example.com', 'yes@example.com'] })
  assert.deepEqual(result.accepted, ['yes@example.com'])
  assert.deepEqual(result.rejected, ['later@example.com', 'never@example.com'])
  assert.deepEqual(
    result.rejectedErrors?.map((error) => error.responseCode),
    [450, 550],
  )
})

test('a mail refused after DATA is not kept', async () => {
  await using sink = await startSmtpSink({ refuseData: 451 })
  await assert.rejects(send(sink), { responseCode: 451 })
  assert.equal(sink.mails.length, 0)
})

test('a connection cut after the final dot leaves the sender in the dark with the mail kept', async () => {
  await using sink = await startSmtpSink({ closeAfterData: true })
  await assert.rejects(send(sink), (error: Error) => !('responseCode' in error && error.responseCode))
  assert.equal(sink.mails.length, 1)
})

test('a stalled server answers nothing, and stops all the same', async () => {
  await using sink = await startSmtpSink({ stall: 'greeting' })
  await assert.rejects(send(sink), /[Gg]reeting/)
  sink.behaviour.stall = 'data'
  await assert.rejects(send(sink), /[Tt]imeout/)
})

test('who has to sign in is refused without the right password', async () => {
  const auth = { user: 'support', pass: '秘密' }
  await using sink = await startSmtpSink({ auth })
  await assert.rejects(send(sink), { responseCode: 530 })
  await assert.rejects(send(sink, {}, { ...auth, pass: 'wrong' }), { responseCode: 535 })
  await send(sink, {}, auth)
  assert.equal(sink.mails[0]?.user, 'support')
})

function send(sink: SmtpSink, changed: { to?: string[] } = {}, auth?: { user: string; pass: string }) {
  const { host, port } = sink
  return createTransport({
    host,
    port,
    auth,
    ignoreTLS: true,
    greetingTimeout: 300,
    socketTimeout: 500,
  }).sendMail({ ...mail, ...changed })
}
