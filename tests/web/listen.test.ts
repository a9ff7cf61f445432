import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { CannotListen, type Listening, listenOn } from '../../src/web/listen.ts'

const here = { host: '127.0.0.1', port: 0 }
const at = ({ port }: Listening, path = '/') => `http://127.0.0.1:${port}${path}`

describe('listening for HTTP', () => {
  it('takes a free port when asked for none, and answers there', async () => {
    const listening = await listenOn(here, (request) => new Response(new URL(request.url).pathname), 1000)
    assert.equal(await (await fetch(at(listening, '/threads'))).text(), '/threads')
    await listening.stop(1000)
  })

  it('refuses a body that is too large, or whose length nobody says, before anything reads it', async () => {
    let read = 0
    const answer = async (request: Request) => {
      read += (await request.text()).length
      return new Response('read')
    }
    const listening = await listenOn(here, answer, 10)
    const post = async (length: string) => {
      const socket = connect(listening.port, '127.0.0.1')
      socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${length}\r\n\r\n`)
      const [first] = await once(socket, 'data')
      socket.destroy()
      return String(first).split('\r\n')[0]
    }
    assert.equal(await post('Content-Length: 11'), 'HTTP/1.1 413 Payload Too Large')
    assert.equal(await post('Transfer-Encoding: chunked'), 'HTTP/1.1 411 Length Required')
    assert.equal(read, 0)
    assert.equal((await fetch(at(listening), { method: 'POST', body: '1234567890' })).status, 200)
    assert.equal(read, 10)
    await listening.stop(1000)
  })

  it('says what is too large in the language of who sent it', async () => {
    const listening = await listenOn(here, () => new Response('read'), 10)
    const refusal = async (language: string) => {
      const headers = { 'accept-language': language }
      const answer = await fetch(at(listening), { method: 'POST', body: '12345678901', headers })
      return [answer.status, await answer.text()] as const
    }
    const [status, japanese] = await refusal('ja')
    assert.equal(status, 413)
    assert.match(japanese, /添付ファイルを減らす/)
    assert.match((await refusal('en'))[1], /smaller files/)
    await listening.stop(1000)
  })

  it('names the port that is in use', async () => {
    const first = await listenOn(here, () => new Response(''), 10)
    const second = listenOn({ ...here, port: first.port }, () => new Response(''), 10)
    await assert.rejects(second, (error) => {
      assert.ok(error instanceof CannotListen)
      assert.match(error.message, new RegExp(`^Port ${first.port} of 127\\.0\\.0\\.1 is in use`))
      return true
    })
    await first.stop(1000)
  })

  it('lets the answer under way finish when it stops, and takes nothing new', async () => {
    let finish = () => {}
    const asked = Promise.withResolvers<void>()
    const listening = await listenOn(
      here,
      () => {
        asked.resolve()
        return new Promise((resolve) => {
          finish = () => resolve(new Response('done'))
        })
      },
      10,
    )
    const answer = fetch(at(listening))
    await asked.promise
    const stopped = listening.stop(60_000)
    await assert.rejects(fetch(at(listening)))
    finish()
    assert.equal(await (await answer).text(), 'done')
    await stopped
  })

  it('stops at once when browsers hold connections on which they ask nothing', async () => {
    const listening = await listenOn(here, () => new Response(''), 10)
    const idle = connect(listening.port, '127.0.0.1')
    idle.on('error', () => {})
    await once(idle, 'connect')
    // It would not end before the test's own deadline if it waited for the minute.
    await listening.stop(60_000)
  })

  it('cuts an answer that takes too long to stop', async () => {
    const asked = Promise.withResolvers<void>()
    const listening = await listenOn(
      here,
      () => {
        asked.resolve()
        return new Promise<Response>(() => {})
      },
      10,
    )
    const cut = assert.rejects(fetch(at(listening)))
    await asked.promise
    await listening.stop(20)
    await cut
  })
})
