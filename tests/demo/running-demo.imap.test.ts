import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { findDemo, type RunningDemo } from '../../demo/running.ts'
import { until } from '../support/deadline.ts'
import { freePort } from '../support/free-port.ts'

// It brings its own IMAP server; the name keeps it out of a quick run, as it starts the whole product.
describe('npm run demo', () => {
  let folder: string
  let ports: string
  let demo: ChildProcess
  let said = ''
  let running: RunningDemo
  const busy = createServer()
  let wanted: number

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoshin-demo-'))
    ports = join(folder, 'ports.json')
    wanted = await freePort()
    busy.listen(wanted, '127.0.0.1')
    await once(busy, 'listening')
    demo = start(['demo/main.ts', '--port', String(wanted)])
    running = await until(async () => demo.exitCode === null && (await findDemo(ports)), {
      deadline: 60_000,
      every: 100,
      what: `the demo to run; it said:\n${said}`,
    })
    // The welcome follows the announcement.
    await until(() => said.includes('demo:customer'), { what: 'the welcome' })
  })
  after(async () => {
    busy.close()
    demo.kill('SIGKILL')
    await rm(folder, { recursive: true })
  })

  test('says the addresses, everybody’s password, and that the wanted port was taken', () => {
    assert.match(said, new RegExp(`Port ${wanted} is in use, so it took ${new URL(running.url).port}`))
    assert.ok(said.includes(running.url))
    assert.ok(said.includes(running.page))
    assert.match(said, /田中 浩一 +係長 +tanaka@minato\.example +demo-tanaka-1/)
  })

  test('shows a mail written as a customer in the inbox', async () => {
    const cookie = await signIn('ito')
    const customer = start(['demo/customer.ts', '届かない荷物', 'まだ届きません。'])
    assert.deepEqual(await once(customer, 'exit'), [0, null])
    await until(async () => (await get(`${running.url}/inbox`, cookie)).includes('届かない荷物'), {
      deadline: 20_000,
      every: 100,
      what: 'the mail in the inbox',
    })
  })

  test('writes nothing outside its own folder', async () => {
    const names = (await readdir(folder)).filter((name) => !/^hoshin\.db/.test(name))
    assert.deepEqual(names.toSorted(), ['hoshin.log', 'hoshin.toml', 'ports.json'])
  })

  test('refuses a second demo beside it', async () => {
    const second = start(['demo/main.ts'])
    assert.deepEqual(await once(second, 'exit'), [2, null])
    assert.match(said, /A demo is running already/)
  })

  test('stops cleanly on Ctrl-C and takes its word back', async () => {
    const exit = once(demo, 'exit')
    demo.kill('SIGINT')
    assert.deepEqual(await exit, [0, null])
    assert.equal(existsSync(ports), false)
    await assert.rejects(fetch(running.url))
  })

  function start(args: string[]): ChildProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
      env: { ...process.env, HOSHIN_DEMO_PORTS: ports },
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    return child
  }

  async function signIn(person: string): Promise<string> {
    const answer = await fetch(new URL('/demo/sessions', running.page), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: new URL(running.page).origin },
      body: new URLSearchParams({ person }),
    })
    assert.equal(answer.headers.get('location'), `${running.url}/`)
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  async function get(url: string, cookie: string): Promise<string> {
    return (await fetch(url, { headers: { cookie } })).text()
  }
})
