import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { gatherAssets } from '../../src/web/assets.ts'
import { packingFor } from '../../src/web/compress.ts'
import { secureHeaders } from '../../src/web/headers.ts'
import { remoteAddress } from '../../src/web/remote-address.ts'
import { appOn, type TestApp } from './app.ts'

let db: Db
let app: TestApp
const script = Buffer.from('console.log("hoshin")')
const publicFolder = new URL('../../public', import.meta.url).pathname

before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
  app = appOn(db, { assets: gatherAssets(publicFolder, script) })
})
after(() => db.destroy())

test('every page forbids scripts, styles, frames and forms from elsewhere', async () => {
  const { headers } = await app.browser().get('/first-run')
  assert.equal(
    headers.get('content-security-policy'),
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
  )
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('referrer-policy'), 'same-origin')
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
  assert.equal(headers.get('cache-control'), 'no-store')
})

test('pages are packed as the browser takes it', async () => {
  const plain = await (await app.browser().get('/first-run')).text()
  const packed = await app.browser().get('/first-run', { 'accept-encoding': 'gzip, br' })
  assert.equal(packed.headers.get('content-encoding'), 'br')
  assert.equal(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString(), plain)
})

test('a packing that is refused by q=0 is not used', () => {
  assert.equal(packingFor('br;q=0, gzip'), 'gzip')
  assert.equal(packingFor('identity'), null)
  assert.equal(packingFor(undefined), null)
})

test('the page names one style sheet and one script, which may be kept for ever', async () => {
  const page = await (await app.browser().get('/first-run')).text()
  const css = /href="(\/assets\/app\.[0-9a-f]{12}\.css)"/.exec(page)?.[1] ?? ''
  const js = /src="(\/assets\/app\.[0-9a-f]{12}\.js)"/.exec(page)?.[1] ?? ''
  const sheet = await app.browser().get(css)
  assert.match(sheet.headers.get('cache-control') ?? '', /immutable/)
  assert.doesNotMatch(await sheet.text(), /@import/)
  const packed = await app.browser().get(js, { 'accept-encoding': 'br' })
  assert.equal(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString(), script.toString())
  assert.equal((await app.browser().get('/assets/../package.json')).status, 303)
})

test('health tells whether the database answers and how backups stand, and nothing else', async () => {
  const healthy = await app.browser().get('/health')
  assert.deepEqual(await healthy.json(), { status: 'ok', database: 'ok', backup: 'unwatched' })

  const gone = openSqlite(':memory:')
  await migrate(gone)
  const failing = appOn(gone)
  await gone.destroy()
  assert.equal((await failing.browser().get('/health')).status, 503)
  await failing.deps.live.stop()
})

test('a surprise shows a number that stands in the log with its cause, and nothing of the cause', async () => {
  const gone = openSqlite(':memory:')
  const failing = appOn(gone)
  await gone.destroy()
  const answer = await failing.browser('en').get('/sign-in')
  const page = await answer.text()
  const logged = failing.lines.find((line) => line.startsWith('error '))
  const number = logged?.split(' ')[1] ?? 'none'
  assert.equal(answer.status, 500)
  assert.ok(page.includes(number), page)
  assert.doesNotMatch(page, /driver|sqlite|at async/i)
  await failing.deps.live.stop()
})

test('the log holds one line for a request, without the token of a link', async () => {
  await app.browser().get('/invitations/very-secret-token')
  const line = app.lines.at(-1) ?? ''
  assert.match(line, /GET \/invitations\/… 404 \d+ms account=-$/)
})

test('a piece of a page that is missing leaves the page and says so on it', async () => {
  const signedIn = app.browser()
  await signedIn.post('/first-run', {
    name: '管理',
    reading: '',
    email: 'admin@example.jp',
    password: 'correct horse battery',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
  })
  const answer = await signedIn.get('/no/such/piece', { 'hx-request': 'true', 'hx-request-type': 'partial' })
  assert.equal(answer.status, 404)
  assert.equal(answer.headers.get('hx-retarget'), '#flash')
  assert.match(await answer.text(), /^<div id="flash"/)
})

test('an answer with a policy of its own keeps it', async () => {
  const own = new Hono()
  own.use(secureHeaders({ https: true }))
  own.get('/', (c) =>
    c.html('<p>mail</p>', 200, { 'Content-Security-Policy': "default-src 'none'; sandbox" }),
  )
  const { headers } = await own.request('/')
  assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(headers.get('strict-transport-security') ?? '', /max-age/)
})

test('only a proxy may say whom a request is from', async () => {
  const seen = (peer: string, trustProxy: boolean) => {
    let address = ''
    const asked = new Hono().get('/', (c) => {
      address = remoteAddress(c, trustProxy)
      return c.text('')
    })
    const request = new Request('http://localhost/', {
      headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' },
    })
    return Promise.resolve(asked.fetch(request, { incoming: { socket: { remoteAddress: peer } } })).then(
      () => address,
    )
  }
  assert.equal(await seen('198.51.100.1', false), '198.51.100.1')
  assert.equal(await seen('198.51.100.1', true), '203.0.113.9')
  assert.equal(await seen('::ffff:127.0.0.1', false), '203.0.113.9')
})
