import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openSmtp, type SmtpOutcome, type SmtpWay } from '../../src/mail/smtp.ts'
import { until } from '../support/deadline.ts'
import { type Answers, hangUp, say, startScripted } from './scripted-smtp.ts'

const soon = { connect: 500, silence: 500 }
const envelope = { from: 'support@example.com', to: ['yamada@example.jp'] }
const raw = Buffer.from('Subject: one\r\n\r\ntext\r\n')

async function opened(answers: Answers) {
  const server = await startScripted(answers)
  let begun = 0
  const way = openSmtp({ ...server, tls: 'none', login: null }, soon)
  return {
    server,
    way,
    begun: () => begun,
    send: () => way.send({ envelope, raw, onBodyStart: async () => void begun++ }),
    async [Symbol.asyncDispose]() {
      way.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

const isAccepted = (outcome: SmtpOutcome) => 'accepted' in outcome

describe('a connection that took a mail', () => {
  it('carries the next one', async () => {
    await using to = await opened({})
    for (let n = 0; n < 5; n++) assert.ok(isAccepted(await to.send()))
    assert.deepEqual([to.server.connections(), to.begun()], [1, 5])
  })

  it('carries one mail at a time: those beside it have their own', async () => {
    await using to = await opened({})
    const outcomes = await Promise.all([to.send(), to.send(), to.send()])
    assert.ok(outcomes.every(isAccepted))
    assert.equal(to.server.connections(), 3)
    await Promise.all([to.send(), to.send(), to.send()])
    assert.equal(to.server.connections(), 3)
  })

  it('is replaced without a word when the server ended it meanwhile', async () => {
    await using to = await opened({})
    await to.send()
    to.server.hangUp()
    assert.ok(isAccepted(await to.send()))
    assert.deepEqual([to.server.connections(), to.begun()], [2, 2])
  })

  it('is replaced when the server ends it in answer to the sender, in silence or with 421', async () => {
    for (const end of [hangUp, say('421 enough for this connection')]) {
      let mails = 0
      await using to = await opened({ MAIL: (socket) => (++mails === 2 ? end : say('250 ok'))(socket) })
      await to.send()
      assert.ok(isAccepted(await to.send()))
      assert.deepEqual([to.server.connections(), to.begun()], [2, 2])
    }
  })

  it('is not replaced for a refusal of the mail: that is its answer', async () => {
    let mails = 0
    await using to = await opened({
      MAIL: say('250 ok'),
      RCPT: (socket) => say(++mails === 2 ? '450 later' : '250 ok')(socket),
    })
    await to.send()
    assert.deepEqual(await to.send(), { refused: { permanent: false, reply: '450 later' } })
    assert.deepEqual([to.server.connections(), to.begun()], [1, 1])
  })

  it('leaves a mail uncertain when it ends within it, and does not send that again', async () => {
    let bodies = 0
    await using to = await opened({ body: (socket) => (++bodies === 2 ? hangUp : say('250 kept'))(socket) })
    await to.send()
    assert.ok('uncertain' in (await to.send()))
    assert.deepEqual([to.server.connections(), to.begun()], [1, 2])
    assert.ok(isAccepted(await to.send()))
    assert.equal(to.server.connections(), 2)
  })

  it('is ended by closing the way, and a mail on its way then ends its own', async () => {
    await using to = await opened({})
    await to.send()
    const late = to.send()
    to.way.close()
    assert.ok(isAccepted(await late))
    await until(() => to.server.open() === 0, { what: 'the connections to end' })
  })
})

describe('a mail in pieces', () => {
  const inPieces = (way: SmtpWay, pieces: () => AsyncIterable<Uint8Array>, size = 9) => {
    const begun: string[] = []
    const outcome = way.send({
      envelope,
      raw: { size, pieces },
      onBodyStart: async () => void begun.push('begun'),
    })
    return { begun, outcome }
  }

  it('arrives whole', async () => {
    await using to = await opened({})
    const { outcome } = inPieces(to.way, async function* () {
      yield Buffer.from('one\r\n')
      yield Buffer.from('.two\r\n')
    })
    assert.ok(isAccepted(await outcome))
    assert.match(to.server.heard.join(''), /DATAone\r\n\.\.two\r\n\.\r\n/)
  })

  it('does not begin when its first piece cannot be read', async () => {
    await using to = await opened({})
    const lost = new Error('the database is gone')
    const { outcome, begun } = inPieces(to.way, async function* () {
      if (to) throw lost
      yield raw
    })
    await assert.rejects(outcome, lost)
    assert.deepEqual([begun, to.server.heard.at(-1)], [[], 'DATA'])
  })

  it('is uncertain, and not ended with a dot, when a later piece cannot be read', async () => {
    await using to = await opened({})
    const { outcome } = inPieces(to.way, async function* () {
      yield Buffer.from('one\r\n')
      throw new Error('the database is gone')
    })
    assert.deepEqual(Object.keys(await outcome), ['uncertain'])
    await until(() => to.server.open() === 0, { what: 'the connection to end' })
    assert.doesNotMatch(to.server.heard.join(''), /\r\n\.\r\n/)
  })
})
