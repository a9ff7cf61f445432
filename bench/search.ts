// npm run bench:search -- --messages 100000 [--json] [--postgres]
// What the search costs: the index's size, writing it, words of several lengths through the search itself, and
// the pages that a browser gets.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadViewer } from '../src/access/viewer.store.ts'
import type { Db } from '../src/db/database.ts'
import { engineOf } from '../src/db/engine.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { parseMail } from '../src/mail/mime.ts'
import { findHits } from '../src/search/find-hits.ts'
import { readQuery } from '../src/search/query.ts'
import { searchFor } from '../src/search/wanted.store.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { appOn } from '../tests/web/app.ts'
import { print, readArguments, say } from './arguments.ts'
import { benchMail } from './ingest/mails.ts'
import { dice } from './search/corpus.ts'
import { fill } from './search/fill.ts'

const LENGTHS = [1, 2, 3, 4, 6, 8]
const QUERIES = 80

const asked = readArguments('messages', 100_000)
const now = Date.now()
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const db = openDatabase(postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`)
stack.defer(() => db.destroy())
await migrate(db)

say(`storing ${asked.amount} messages …`)
const filled = await fill(db, asked.amount, now)
const app = appOn(db)
stack.defer(() => app.deps.live.stop())
const browser = app.browser()
const me = { name: 'Bench', reading: '', email: 'bench@hoshin.example', password: 'correct horse battery' }
await browser.post('/first-run', { ...me, locale: 'ja', timeZone: 'Asia/Tokyo' })
const viewer = await loadViewer(db, 1)
if (!viewer) throw new Error('nobody to search as')

say('asking …')
const queries = []
const pages: number[] = []
for (const chars of LENGTHS) {
  const words = wordsOfLength(filled.texts, chars)
  const times: number[] = []
  let hits = 0
  for (const word of words) {
    const began = performance.now()
    hits += await ask(word)
    times.push(performance.now() - began)
  }
  queries.push({ chars, p50_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95), hits })
  for (const word of words) {
    const began = performance.now()
    const answer = await browser.get(`/search?q=${encodeURIComponent(word)}`)
    await answer.text()
    if (answer.status !== 200) throw new Error(`${word}: ${answer.status}`)
    pages.push(performance.now() - began)
  }
}

print(
  {
    messages: asked.amount,
    database: engineOf(db),
    index_mb: await indexMb(db),
    insert_us: filled.insert_us,
    parse_us: await parseUs(),
    queries,
    page_p95_ms: quantile(pages, 0.95),
    rss_mb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  },
  asked,
)

/** Stretches of what was written, so that frequent words are asked for as often as they are written. */
function wordsOfLength(texts: readonly string[], chars: number): string[] {
  const roll = dice(chars)
  const words: string[] = []
  while (words.length < QUERIES) {
    const text = texts[Math.floor(roll() * texts.length)] ?? ''
    const start = Math.floor(roll() * text.length)
    const word = text.slice(start, start + chars)
    if (word.length === chars && /^[\p{L}\p{N}ー]+$/u.test(word)) words.push(word)
  }
  return words
}

async function ask(word: string): Promise<number> {
  const read = readQuery(word)
  if (!viewer || 'wrong' in read) throw new Error(`${word} is not understood`)
  const asks = await searchFor(db, viewer, read.query, now)
  if ('wrong' in asks) throw new Error(`${word} is not understood`)
  return (await findHits(db, asks.search, { sorting: 'newest' })).hits.length
}

function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 100) / 100
}

async function indexMb(of: Db): Promise<number> {
  const { rows } =
    engineOf(of) === 'postgres'
      ? await sql<{
          bytes: number
        }>`select pg_total_relation_size('search_vectors') + pg_total_relation_size('search_entries') as bytes`.execute(
          of,
        )
      : await sql<{
          bytes: number
        }>`select sum(pgsize) as bytes from dbstat where name like 'search_%' or name like 'sqlite_autoindex_search_%'`.execute(
          of,
        )
  return Math.round(((rows[0]?.bytes ?? 0) / 1024 / 1024) * 10) / 10
}

/** Parsing a mail of the mix of bench:ingest on this machine, for comparison. */
async function parseUs(): Promise<number> {
  const mails = Array.from({ length: 300 }, (_, n) => benchMail(n, now).raw)
  for (const raw of mails.slice(0, 100)) await parseMail(raw)
  const began = performance.now()
  for (const raw of mails) await parseMail(raw)
  return Math.round(((performance.now() - began) * 1000) / mails.length)
}
