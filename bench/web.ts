// npm run bench:web -- --threads 100000 [--json] [--postgres]
// Requests a second and waiting times of lists, threads and a comment, with many threads and with a tenth of
// them; a thread of 500 messages beside one of 5; the size of the first load; memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { writeCursor } from '../src/thread/thread-list.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { print, readArguments, say } from './arguments.ts'
import { firstLoad } from './web/first-load.ts'
import { type Seeded, seed } from './web/seed.ts'
import { type Server, startServer } from './web/server.ts'

const CONNECTIONS = 8
const SECONDS = 6
/** Before anything is counted: a server that has just started still compiles what it runs. */
const WARM_UP_SECONDS = 8

const asked = readArguments('threads', 100_000)
await using stack = new AsyncDisposableStack()
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())

const tenth = await measure(Math.max(200, Math.round(asked.amount / 10)), async (url, seeded) => ({
  list: await load(`${url}/inbox?mailbox=${seeded.mailboxId}&status=in_progress`, seeded),
}))
const whole = await measure(asked.amount, async (url, seeded, server) => ({
  list: await load(`${url}/inbox?mailbox=${seeded.mailboxId}&status=in_progress`, seeded),
  everything: await load(`${url}/inbox`, seeded),
  done: await load(`${url}/inbox?mailbox=${seeded.mailboxId}&status=done`, seeded),
  far: await load(
    `${url}/inbox?mailbox=${seeded.mailboxId}&status=done&after=${writeCursor(seeded.middle)}`,
    seeded,
  ),
  thread: await load(url, seeded, threadsOf(seeded)),
  thread_of_5: await load(`${url}/threads/${seeded.short}`, seeded),
  thread_of_500: await load(`${url}/threads/${seeded.long}`, seeded),
  comment: await load(`${url}/threads/${seeded.threadIds[0]}/comments`, seeded, commentsOn(url, seeded)),
  first_load: await firstLoad(`${url}/inbox`, seeded.cookie),
  rss_mb: server.rssMb(),
}))

print(
  {
    threads: asked.amount,
    database: asked.postgres ? 'postgres' : 'sqlite',
    connections: CONNECTIONS,
    ...whole,
    list_tenth: tenth.list,
    growth_p95: ratio(whole.list.p95_ms, tenth.list.p95_ms),
    long_thread_p95: ratio(whole.thread_of_500.p95_ms, whole.thread_of_5.p95_ms),
  },
  asked,
)

function ratio(one: number, other: number): number {
  return Math.round((one / other) * 100) / 100
}

async function measure<T>(
  threads: number,
  act: (url: string, seeded: Seeded, server: Server) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
  const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
  try {
    const db = openDatabase(databaseUrl)
    await migrate(db)
    const seeded = await seed(db, threads, Date.now(), (done) =>
      say(`filled ${done} of ${threads} threads …`),
    )
    await db.destroy()
    const server = await startServer(folder, databaseUrl)
    try {
      await load(`${server.url}/inbox`, seeded, undefined, WARM_UP_SECONDS)
      await load(server.url, seeded, threadsOf(seeded), WARM_UP_SECONDS)
      say(`measuring with ${threads} threads …`)
      return await act(server.url, seeded, server)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function load(url: string, { cookie }: Seeded, requests?: autocannon.Request[], seconds = SECONDS) {
  // Its own histogram knows no 95th percentile and whole milliseconds only.
  const waited: number[] = []
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url,
        connections: CONNECTIONS,
        duration: seconds,
        headers: { cookie, 'accept-encoding': 'br', accept: 'text/html' },
        ...(requests && { requests }),
      },
      (error, measured) => (error ? reject(error) : resolve(measured)),
    )
    running.on('response', (_client, _status, _bytes, ms) => waited.push(ms))
  })
  const bad = result.non2xx - (result['3xx'] ?? 0)
  if (bad > 0 || result.errors > 0) throw new Error(`${url}: ${bad} bad answers, ${result.errors} errors`)
  waited.sort((one, other) => one - other)
  return {
    rps: Math.round(result.requests.average),
    p50_ms: percentile(waited, 0.5),
    p95_ms: percentile(waited, 0.95),
    p99_ms: percentile(waited, 0.99),
    bytes: Math.round(result.throughput.total / Math.max(1, result.requests.total)),
  }
}

/** @param sorted rising */
function percentile(sorted: readonly number[], part: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return Math.round(value * 10) / 10
}

function threadsOf({ threadIds }: Seeded): autocannon.Request[] {
  return threadIds.map((id) => ({ method: 'GET', path: `/threads/${id}` }))
}

function commentsOn(url: string, { threadIds, cookie }: Seeded): autocannon.Request[] {
  return threadIds.map((id) => ({
    method: 'POST',
    path: `/threads/${id}/comments`,
    headers: { cookie, origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      body: '倉庫へ確認しました。@伊藤 美咲1 お願いします。',
      message: '',
    }).toString(),
  }))
}
