import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'
import { openDatabase } from '../../src/db/open.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { findHits } from '../../src/search/find-hits.ts'
import { indexDue } from '../../src/search/index-due.ts'
import { readQuery } from '../../src/search/query.ts'
import { searchFor } from '../../src/search/wanted.store.ts'
import { appOn, type Browser } from '../../tests/web/app.ts'
import { benchMail } from '../ingest/mails.ts'
import { dice } from './corpus.ts'

/** What one process measures: a filled database, and a file with texts to take words from. */
export type SearchTask = { databaseUrl: string; textsFile: string; now: number }

const LENGTHS = [1, 2, 3, 4, 6, 8]
const QUERIES = 80

const task: SearchTask = JSON.parse(process.argv[2] ?? '{}')
const db = openDatabase(task.databaseUrl)
const app = appOn(db)
const browser = app.browser()
const me = { name: 'Bench', reading: '', email: 'bench@hoshin.example', password: 'correct horse battery' }
await browser.post('/first-run', { ...me, locale: 'ja', timeZone: 'Asia/Tokyo' })
const viewer = await loadViewer(db, 1)
if (!viewer) throw new Error('nobody to search as')
const parse_us = await parseUs(task.now)
const insert_us = await insertUs(db)
const texts: string[] = JSON.parse(readFileSync(task.textsFile, 'utf8'))
const queries = []
const pages: number[] = []
for (const chars of LENGTHS) {
  const words = wordsOfLength(texts, chars)
  const times: number[] = []
  let hits = 0
  const cpu = process.cpuUsage()
  for (const word of words) {
    const began = performance.now()
    hits += await ask(db, viewer, word, task.now)
    times.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(cpu)
  const own: number[] = []
  for (const word of words) own.push(await pageMs(browser, word))
  pages.push(...own)
  queries.push({
    ...{ chars, p50_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95), hits },
    // Of this process, on average: steadier than the clock on a machine that is busy.
    cpu_ms: Math.round((user + system) / words.length / 10) / 100,
    ...{ page_p50_ms: quantile(own, 0.5), page_p95_ms: quantile(own, 0.95) },
  })
}
console.log(
  JSON.stringify({
    ...{ index_mb: await indexMb(db), insert_us, parse_us, queries, page_p95_ms: quantile(pages, 0.95) },
    rss_mb: peakMb(),
  }),
)
await app.deps.live.stop()
await db.destroy()

/** Reading what is due, cutting and writing it, a message; with everything else in the index already. */
async function insertUs(of: Db): Promise<number> {
  const began = performance.now()
  const { indexed } = await indexDue(of)
  return Math.round(((performance.now() - began) * 1000) / indexed)
}

/** Parsing a mail of the mix of bench:ingest on this machine, for comparison. */
async function parseUs(now: number): Promise<number> {
  const mails = Array.from({ length: 300 }, (_, n) => benchMail(n, now).raw)
  for (const raw of mails.slice(0, 100)) await parseMail(raw)
  const began = performance.now()
  for (const raw of mails) await parseMail(raw)
  return Math.round(((performance.now() - began) * 1000) / mails.length)
}

/** Stretches of what was written, so that frequent words are asked for as often as they are written. */
function wordsOfLength(from: readonly string[], chars: number): string[] {
  const roll = dice(chars)
  const words: string[] = []
  while (words.length < QUERIES) {
    const text = from[Math.floor(roll() * from.length)] ?? ''
    const start = Math.floor(roll() * text.length)
    const word = text.slice(start, start + chars)
    if (word.length === chars && /^[\p{L}\p{N}ー]+$/u.test(word)) words.push(word)
  }
  return words
}

async function ask(of: Db, by: Viewer, word: string, now: number): Promise<number> {
  const read = readQuery(word)
  if ('wrong' in read) throw new Error(`${word} is not understood`)
  const asks = await searchFor(of, by, read.query, now)
  if ('wrong' in asks) throw new Error(`${word} is not understood`)
  return (await findHits(of, asks.search, { sorting: 'newest' })).hits.length
}

async function pageMs(from: Browser, word: string): Promise<number> {
  const began = performance.now()
  const answer = await from.get(`/search?q=${encodeURIComponent(word)}`)
  await answer.text()
  if (answer.status !== 200) throw new Error(`${word}: ${answer.status}`)
  return performance.now() - began
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

/** The most memory that this process held at any time, MiB. */
function peakMb(): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}
