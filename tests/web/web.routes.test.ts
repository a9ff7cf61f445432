import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { gatherAssets } from '../../src/web/assets.ts'
import { packingFor } from '../../src/web/compress.ts'
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

test('health tells whether the database answers, and nothing else', async () => {
  const healthy = await app.browser().get('/health')
  assert.deepEqual(await healthy.json(), { status: 'ok', database: 'ok' })

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
