// npm run bench:send -- --mails 1000 [--json] [--postgres]
// How many replies a second a server sends to an SMTP server on the same machine; how long one takes from the end of
// its pause until it was accepted, one after the other; and its memory while it sends files of 30 MB.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { until } from '../tests/support/deadline.ts'
import { freePort } from '../tests/support/free-port.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { print, readArguments, say } from './arguments.ts'
import { answerWithFile } from './send/attach.ts'
import { answer, openOffice, sendingConfig } from './send/queue.ts'
import { startRecordingServer } from './send/recording-server.ts'
import { tortured } from './tortured-server.ts'

const HOUR = 3_600_000
/** Sent one by one, to see how long each takes. */
const SINGLE = 100
/** Ms between two of them: an office that works hard. */
const APART = 100
const LARGE = 3
const LARGE_BYTES = 30 * 1024 * 1024
const PATIENCE = 300_000

const asked = readArguments('mails', 1000)
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
const smtp = stack.use(await startRecordingServer())
const db = openDatabase(databaseUrl)
stack.defer(() => db.destroy())
await migrate(db)
const office = await openOffice(db, asked.amount + SINGLE + LARGE)
for (let n = 1; n <= asked.amount; n++) await answer(db, office, { threadId: n, wait: HOUR })
say(`${asked.amount} replies queued`)
const configured = join(folder, 'hoshin.toml')
const port = await freePort()
const url = `http://127.0.0.1:${port}`
writeFileSync(configured, sendingConfig({ databaseUrl, smtp: smtp.port, port }))
const server = tortured(configured, db)
await server.start()
stack.defer(() => server.stop())

const many = await sendMany()
say(`${many.per_s} a second`)
const single = await sendOneByOne()
say(`one by one ${single.p99} ms at the 99th percentile`)
const memory = await sendLarge()
print(
  {
    mails: asked.amount,
    database: asked.postgres ? 'postgres' : 'sqlite',
    per_s: many.per_s,
    click_to_accepted_ms_p99: single.p99,
    click_to_accepted_ms_p50: single.p50,
    rss_peak_mb: memory.peak,
    rss_before_files_mb: memory.before,
    file_mb: LARGE_BYTES / 1024 / 1024,
    connections: smtp.connections(),
  },
  asked,
)

async function sendMany(): Promise<{ per_s: number }> {
  const began = Date.now()
  await db.updateTable('outbox').set({ next_try_at: began, send_at: began }).execute()
  await untilTaken(asked.amount)
  return { per_s: Math.round((asked.amount * 1000) / (Date.now() - began)) }
}

async function sendOneByOne(): Promise<{ p50: number; p99: number }> {
  const due = new Map<number, number>()
  for (let n = 1; n <= SINGLE; n++) {
    const { outboxId, at } = await answer(db, office, { threadId: asked.amount + n, wait: 0 })
    due.set(outboxId, at)
    await pause(APART)
  }
  await untilTaken(asked.amount + SINGLE)
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.message_id')
    .select(['outbox.id', 'messages.message_id'])
    .where('outbox.id', 'in', [...due.keys()])
    .execute()
  const waited = rows
    .map(({ id, message_id }) => (smtp.seen.get(message_id ?? '')?.takenAt[0] ?? 0) - (due.get(id) ?? 0))
    .toSorted((a, b) => a - b)
  const at = (share: number) => waited[Math.min(waited.length - 1, Math.floor(waited.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

/** Attached, queued and sent through the server, so that its memory tells all of it. */
async function sendLarge(): Promise<{ before: number; peak: number }> {
  const before = server.rssMb()
  for (let n = 1; n <= LARGE; n++) {
    const threadId = asked.amount + SINGLE + n
    await answerWithFile(db, { url, cookie: office.cookie }, { threadId, bytes: LARGE_BYTES })
  }
  await untilTaken(asked.amount + SINGLE + LARGE)
  return { before, peak: server.peakRssMb() }
}

async function untilTaken(howMany: number): Promise<void> {
  await until(() => smtp.taken() >= howMany, { deadline: PATIENCE, every: 5, what: `${howMany} mails taken` })
}
