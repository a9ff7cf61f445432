// npm run torture:send -- --kills 200 [--json] [--postgres]
// Kills the server with SIGKILL, and cuts its connections at every place of a mail's way, while it sends 500
// replies to an SMTP server that notes what it takes; then holds what it took against what hoshin says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { freePort } from '../tests/support/free-port.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { print, readArguments, say } from './arguments.ts'
import { answer, openOffice, sendingConfig } from './send/queue.ts'
import { type Cut, cuts, type Seen, startRecordingServer } from './send/recording-server.ts'
import { tortured } from './tortured-server.ts'

const REPLIES = 500
/** Every so many connections end at each of the places. */
const CUT_ONE_IN = 50
/** Ms before each answer, so that a kill finds mails at every step. */
const SLOWNESS = 60
/** Ms after the last kill: everything must have come to its end by then. */
const PATIENCE = 180_000
/** Every so many is long enough to be cut within. */
const LONG_ONE_IN = 10
const HOUR = 3_600_000

const asked = readArguments('kills', 200)
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-torture-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
const cutCounts = new Map<Cut, number>(cuts.map((place) => [place, 0]))
const smtp = stack.use(await startRecordingServer(cutNow, () => Math.random() * SLOWNESS))
const db = openDatabase(databaseUrl)
stack.defer(() => db.destroy())
await migrate(db)
await queueAll()
const configured = join(folder, 'hoshin.toml')
writeFileSync(configured, sendingConfig({ databaseUrl, smtp: smtp.port, port: await freePort() }))
const server = tortured(configured, db)

let kills = 0
while (kills < asked.amount) {
  // So many at a time that each kill finds work.
  await letGo(Math.ceil((REPLIES * (kills + 1)) / asked.amount))
  const before = smtp.connections()
  await server.start()
  await untilBusy(before)
  await server.killWithin(400)
  kills++
  if (kills % 10 === 0) say(`killed ${kills} times, ${smtp.taken()} mails taken`)
}
await server.start()
const deadline = Date.now() + PATIENCE
while (!(await isOver(db)) && Date.now() < deadline) {
  await letGo(REPLIES)
  await pause(500)
}
await server.stop()
print({ kills, ...(await judge(db)), cuts: Object.fromEntries(cutCounts) }, asked)

function cutNow(place: Cut): boolean {
  const isCut = Math.random() < 1 / CUT_ONE_IN
  if (isCut) cutCounts.set(place, (cutCounts.get(place) ?? 0) + 1)
  return isCut
}

async function queueAll(): Promise<void> {
  const office = await openOffice(db, REPLIES)
  for (let n = 0; n < REPLIES; n++) {
    const text = n % LONG_ONE_IN === 0 ? 'お世話になっております。\n'.repeat(20_000) : undefined
    await answer(db, office, { threadId: n + 1, wait: HOUR, ...(text && { text }) })
  }
}

/** The first so many are due: those that never were, and those that wait for another try as if that time had passed. */
async function letGo(howMany: number): Promise<void> {
  const now = Date.now()
  await db
    .updateTable('outbox')
    .set({ next_try_at: now })
    .where('state', '=', 'queued')
    .where('id', '<=', howMany)
    .where('next_try_at', '>', now)
    .execute()
}

/** Until the server sends, or has nothing to send for a while. */
async function untilBusy(connectionsBefore: number): Promise<void> {
  const enough = Date.now() + 3000
  while (smtp.connections() === connectionsBefore && Date.now() < enough) await pause(5)
}

async function isOver(db: Db): Promise<boolean> {
  const open = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['queued', 'sending'])
    .limit(1)
    .execute()
  return open.length === 0
}

async function judge(db: Db) {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.message_id')
    .select(['outbox.state', 'messages.message_id', 'outbox.attempts'])
    .execute()
  const nothing: Seen = { begun: 0, takenAt: [] }
  const mails = rows.map(({ state, message_id, attempts }) => ({
    state,
    attempts,
    ...(smtp.seen.get(message_id ?? '') ?? nothing),
  }))
  const count = (is: (mail: (typeof mails)[number]) => boolean) => mails.filter(is).length
  return {
    queued: mails.length,
    accepted_by_server: count(({ takenAt }) => takenAt.length > 0),
    // It says that it was sent, and it was not; or it was forgotten on its way.
    lost: count(
      ({ state, takenAt }) =>
        takenAt.length === 0 && ['sent', 'sending', 'queued', 'cancelled'].includes(state),
    ),
    doubled: count(({ takenAt }) => takenAt.length > 1),
    uncertain: count(({ state }) => state === 'uncertain'),
    // Bytes of it had left without an answer, and left once more. This server never answers a whole mail with a no.
    uncertain_resent: count(({ begun }) => begun > 1),
    sent: count(({ state }) => state === 'sent'),
    failed: count(({ state }) => state === 'failed'),
    said_failed_but_taken: count(({ state, takenAt }) => state === 'failed' && takenAt.length > 0),
    attempts: mails.reduce((sum, { attempts }) => sum + attempts, 0),
  }
}
