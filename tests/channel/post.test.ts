import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { isPublicAddress } from '../../src/channel/address.ts'
import { postSafely } from '../../src/channel/post.ts'

const closed = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.9.9.9', '169.254.169.254'],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
  ...['203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1'],
  ...['::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1'],
  ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%lo'],
  ...['fec0::1', 'ff02::1', 'localhost', ''],
]
const open = ['8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1']
const open6 = ['2606:4700::1111', '2a00:1450::1', '2400:cb00::1']

describe('posting to an address that somebody typed', () => {
  const servers: Server[] = []
  after(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })
  const serve = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return (server.address() as AddressInfo).port
  }
  const request = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' })

  it('knows every network that is not the open internet', () => {
    assert.deepEqual(
      closed.filter((address) => isPublicAddress(address)),
      [],
    )
    assert.deepEqual(
      [...open, ...open6].filter((address) => !isPublicAddress(address)),
      [],
    )
  })

  it('refuses the private network in every spelling, and connects to nothing', async () => {
    let asked = 0
    const port = await serve((_, answer) => {
      asked++
      answer.end()
    })
    const spellings = [
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
    ]
    for (const host of spellings) {
      const said = await postSafely(request(`https://${host}:${port}/`), { allow: new Set() })
      assert.equal('problem' in said && said.problem, 'private', host)
    }
    assert.equal(asked, 0)
  })

  it('refuses a name of which one address is private', async () => {
    const resolve = async () => [{ address: '8.8.8.8' }, { address: '10.0.0.1' }]
    const said = await postSafely(request('https://mixed.example/'), { allow: new Set(), resolve })
    assert.deepEqual(said, { problem: 'private', words: 'mixed.example' })
  })

  it('speaks plainly only with hosts that the configuration allows', async () => {
    const said = await postSafely(request('http://chat.example/'), { allow: new Set() })
    assert.deepEqual(said, { problem: 'insecure', words: '' })
  })

  it('connects to the address that it examined, whatever the name resolves to afterwards', async () => {
    const hosts: (string | undefined)[] = []
    const port = await serve((asked, answer) => {
      hosts.push(asked.headers.host)
      answer.end('ok')
    })
    const answers = ['127.0.0.1', '10.255.255.1']
    let resolved = 0
    const resolve = async () => [{ address: answers[resolved++] ?? '' }]
    const allow = new Set(['chat.example.internal'])
    const said = await postSafely(request(`http://chat.example.internal:${port}/x`), { allow, resolve })
    assert.deepEqual(said, { status: 200, words: 'ok' })
    assert.deepEqual(hosts, [`chat.example.internal:${port}`])
    assert.equal(resolved, 1)
  })

  it('follows no redirect', async () => {
    let reached = 0
    const inner = await serve((_, answer) => {
      reached++
      answer.end()
    })
    const port = await serve((_, answer) => {
      answer.writeHead(307, { location: `http://127.0.0.1:${inner}/` }).end()
    })
    const said = await postSafely(request(`http://localhost:${port}/`), { allow: new Set(['localhost']) })
    assert.deepEqual(said, { status: 307, words: '' })
    assert.equal(reached, 0)
  })

  it('gives up on a server that keeps silent, also after its first line', async () => {
    const silent = await serve(() => {})
    const slow = await serve((_, answer) => {
      answer.writeHead(200).write('a')
    })
    for (const port of [silent, slow]) {
      const options = { allow: new Set(['localhost']), timeLimit: 300 }
      const said = await postSafely(request(`http://localhost:${port}/`), options)
      assert.deepEqual(said, { problem: 'timeout', words: '' })
    }
  })

  it('says that a connection was cut', async () => {
    const port = await serve((asked) => asked.socket.destroy())
    const said = await postSafely(request(`http://localhost:${port}/`), { allow: new Set(['localhost']) })
    assert.equal('problem' in said && said.problem, 'unreachable')
  })

  it('reads no more of an answer than its beginning', async () => {
    const port = await serve((_, answer) => {
      answer.write('x'.repeat(1_000_000))
    })
    const said = await postSafely(request(`http://localhost:${port}/`), { allow: new Set(['localhost']) })
    assert.equal(said.words.length, 2000)
  })
})
