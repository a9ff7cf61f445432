import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConnectionFailed } from '../../src/mail/connection-problem.ts'
import { openSmtp, type SmtpOutcome } from '../../src/mail/smtp.ts'
import { freePort } from '../support/free-port.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'
import { type Answers, hangUp, nothing, say, startScripted } from './scripted-smtp.ts'

const soon = { connect: 250, silence: 250 }
const envelope = { from: 'support@example.com', to: ['yamada@example.jp', 'suzuki@example.jp'] }
const raw = Buffer.from('Subject: =?UTF-8?B?5Zue562U?=\r\n\r\n.begins with a dot\r\n')

async function attempt(answers: Answers) {
  await using server = await startScripted(answers)
  let started = 0
  const way = openSmtp({ ...server, tls: 'none', login: null }, soon)
  const outcome = await way.send({ envelope, raw, onBodyStart: async () => void started++ })
  return { outcome, started, heard: server.heard }
}

const kindOf = (outcome: SmtpOutcome) => Object.keys(outcome)[0]

describe('sending a mail', () => {
  it('gives the bytes to the server, for every recipient, and returns its reply', async () => {
    await using sink = await startSmtpSink()
    const way = openSmtp({ host: sink.host, port: sink.port, tls: 'none', login: null }, soon)
    const outcome = await way.send({ envelope, raw, onBodyStart: async () => {} })
    assert.ok('accepted' in outcome)
    assert.match(outcome.accepted.reply, /^250 /)
    assert.deepEqual(
      sink.mails.map((mail) => mail.envelope),
      [envelope],
    )
    assert.deepEqual(sink.mails[0]?.raw, raw)
  })

  it('signs in where it is told to', async () => {
    await using sink = await startSmtpSink({ auth: { user: 'support', pass: 's3cret' } })
    const login = { user: 'support', password: { reveal: () => 's3cret' } }
    const outcome = await openSmtp({ ...sink, tls: 'none', login }, soon).send({
      envelope,
      raw,
      onBodyStart: async () => {},
    })
    assert.equal(kindOf(outcome), 'accepted')
    assert.equal(sink.mails[0]?.user, 'support')
  })

  it('waits for the start of the body to be noted before its first byte leaves', async () => {
    await using server = await startScripted({})
    const way = openSmtp({ ...server, tls: 'none', login: null }, soon)
    const heardAtStart = await new Promise<string[]>((resolve) => {
      const onBodyStart = async () => {
        // Turns of the event loop in which a byte that had left would arrive.
        for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next))
        resolve([...server.heard])
      }
      void way.send({ envelope, raw, onBodyStart })
    })
    assert.equal(heardAtStart.at(-1), 'DATA')
  })

  it('sends nothing when the start of the body cannot be noted, and says why', async () => {
    await using server = await startScripted({})
    const way = openSmtp({ ...server, tls: 'none', login: null }, soon)
    const lost = new Error('the database is gone')
    await assert.rejects(way.send({ envelope, raw, onBodyStart: () => Promise.reject(lost) }), lost)
    assert.equal(server.heard.at(-1), 'DATA')
  })
})

describe('what became of a mail', () => {
  const refusals: [string, Answers, boolean, RegExp][] = [
    ['the sender is refused for good', { MAIL: say('550 not you') }, true, /^550 not you$/],
    ['the sender is refused for now', { MAIL: say('451 come back') }, false, /^451 come back$/],
    ['all recipients are refused', { RCPT: say('550 unknown') }, true, /^550 unknown$/],
    ['recipients are greylisted', { RCPT: say('450 later') }, false, /^450 later$/],
    ['DATA is refused', { DATA: say('554 no mail today') }, true, /^554 no mail today$/],
  ]
  for (const [when, answers, permanent, reply] of refusals) {
    it(`is refused when ${when}, and its body never starts`, async () => {
      const { outcome, started } = await attempt(answers)
      assert.ok('refused' in outcome)
      assert.equal(outcome.refused.permanent, permanent)
      assert.match(outcome.refused.reply, reply)
      assert.equal(started, 0)
    })
  }

  it('is refused when the finished mail is refused', async () => {
    const { outcome, started } = await attempt({ body: say('552 too much') })
    assert.deepEqual(outcome, { refused: { permanent: true, reply: '552 too much' } })
    assert.equal(started, 1)
  })

  it('is refused for now when the server puts the finished mail off', async () => {
    const { outcome } = await attempt({ body: say('421 going down') })
    assert.deepEqual(outcome, { refused: { permanent: false, reply: '421 going down' } })
  })

  it('is refused as a whole when one of the recipients is: nobody gets it, so that nobody gets it twice', async () => {
    let recipients = 0
    const { outcome, started, heard } = await attempt({
      RCPT: (socket) => say(recipients++ === 0 ? '250 ok' : '550 no such user')(socket),
    })
    assert.deepEqual(outcome, { refused: { permanent: true, reply: '550 no such user' } })
    assert.equal(started, 0)
    assert.equal(heard.at(-1), 'DATA')
  })

  const doubts: [string, Answers][] = [
    ['the connection ends after the final dot', { body: hangUp }],
    ['the server falls silent after the final dot', { body: nothing }],
    ['the connection ends in the middle of the reply', { body: (socket) => void socket.end('250 ke') }],
  ]
  for (const [when, answers] of doubts) {
    it(`is uncertain when ${when}`, async () => {
      const { outcome, started } = await attempt(answers)
      assert.equal(kindOf(outcome), 'uncertain')
      assert.equal(started, 1)
    })
  }

  it('is uncertain when the connection ends in the middle of a long body', async () => {
    await using server = await startScripted({ body: hangUp })
    const way = openSmtp({ ...server, tls: 'none', login: null }, soon)
    const outcome = await way.send({
      envelope,
      raw: Buffer.alloc(8_000_000, 'line\r\n'),
      onBodyStart: async () => {},
    })
    assert.equal(kindOf(outcome), 'uncertain')
  })

  const outOfReach: [string, Answers, string][] = [
    ['the server falls silent before its greeting', { greeting: nothing }, 'timed-out'],
    ['the connection ends at the greeting', { greeting: hangUp }, 'closed'],
    ['the connection ends at the sender', { MAIL: hangUp }, 'closed'],
    ['the server falls silent at DATA', { DATA: nothing }, 'timed-out'],
  ]
  for (const [when, answers, code] of outOfReach) {
    it(`has not left when ${when}`, async () => {
      const { outcome, started } = await attempt(answers)
      assert.ok('unreachable' in outcome, JSON.stringify(outcome))
      assert.equal(outcome.unreachable.code, code)
      assert.equal(started, 0)
    })
  }

  it('has not left when nobody listens', async () => {
    const way = openSmtp({ host: '127.0.0.1', port: await freePort(), tls: 'none', login: null }, soon)
    const outcome = await way.send({ envelope, raw, onBodyStart: async () => {} })
    assert.ok('unreachable' in outcome)
    assert.equal(outcome.unreachable.code, 'refused')
  })

  it('has not left when the password is wrong: that is no fault of the mail', async () => {
    await using sink = await startSmtpSink({ auth: { user: 'support', pass: 's3cret' } })
    const login = { user: 'support', password: { reveal: () => 'wrong' } }
    const outcome = await openSmtp({ ...sink, tls: 'none', login }, soon).send({
      envelope,
      raw,
      onBodyStart: async () => {},
    })
    assert.ok('unreachable' in outcome)
    assert.equal(outcome.unreachable.code, 'wrong-password')
  })
})

describe('trying the way out', () => {
  it('is content when the server lets it in', async () => {
    await using sink = await startSmtpSink()
    await openSmtp({ ...sink, tls: 'none', login: null }, soon).verify()
  })

  it('names the server and the cause in one sentence, without the password', async () => {
    await using sink = await startSmtpSink({ auth: { user: 'support', pass: 's3cret' } })
    const login = { user: 'support', password: { reveal: () => 'wr0ng' } }
    await assert.rejects(openSmtp({ ...sink, tls: 'none', login }, soon).verify(), (error) => {
      assert.ok(error instanceof ConnectionFailed)
      assert.match(error.message, /^The sign-in of support at the SMTP server 127\.0\.0\.1:\d+ was refused/)
      assert.doesNotMatch(error.message, /wr0ng/)
      return true
    })
  })

  it('says that the server speaks no TLS at this port', async () => {
    await using sink = await startSmtpSink()
    await assert.rejects(
      openSmtp({ ...sink, tls: 'implicit', login: null }, soon).verify(),
      /does not speak TLS at this port/,
    )
  })

  it('says that STARTTLS is not offered, and does not go on unencrypted', async () => {
    await using sink = await startSmtpSink()
    await assert.rejects(openSmtp({ ...sink, tls: 'starttls', login: null }, soon).verify(), /STARTTLS/)
  })

  it('says that the host name is not known', async () => {
    const way = openSmtp({ host: 'mail.invalid', port: 25, tls: 'none', login: null }, soon)
    await assert.rejects(way.verify(), /The host name mail\.invalid of the SMTP server is not known/)
  })
})
