// npm run torture:escalation -- --kills 50 [--escalations 200] [--json] [--postgres]
// Kills the server with SIGKILL at random while escalations run with short timers against an SMTP sink, until
// each has called everybody; then holds every escalation's steps and mails against what must have happened.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { freePort } from '../tests/support/free-port.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { startSmtpSink } from '../tests/support/smtp-sink.ts'
import { print, readArguments, say } from './arguments.ts'
import { benchRoute, openEscalations } from './escalation/open.ts'
import { tortured } from './tortured-server.ts'
import { seed } from './web/seed.ts'

const ESCALATIONS = 200
/** Minutes: some seconds each, so that a whole ladder runs through within the kills. */
const SHORT = 0.1
/** After the last kill, ms: everything that is due must come to its end by then. */
const PATIENCE = 300_000
/** What happens to each when nobody ever accepts, in order. */
const expected = ['raised', 'hand_over', 'raise', 'hand_over', 'call_everybody']

const asked = readArguments('kills', 50)
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-torture-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
const sink = stack.use(await startSmtpSink())
const db = openDatabase(databaseUrl)
stack.defer(() => db.destroy())
await migrate(db)
const people = await raiseAll(db)
const configured = join(folder, 'hoshin.toml')
writeFileSync(configured, toml(sink.port, await freePort()))
const server = tortured(configured, db)

let kills = 0
while (kills < asked.amount) {
  await server.start()
  await server.killWithin(1500)
  kills++
  say(`killed ${kills} times, ${await stepsMade(db)} steps, ${sink.mails.length} mails`)
}
await server.start()
const deadline = Date.now() + PATIENCE
while (!(await isOver(db)) && Date.now() < deadline) await pause(500)
await server.stop()
print({ kills, escalations: ESCALATIONS, ...(await judge(db)) }, asked)

async function raiseAll(db: Db): Promise<number[]> {
  const { mailboxId } = await seed(db, ESCALATIONS, Date.now())
  const accounts = await db.selectFrom('accounts').select('id').orderBy('id').limit(4).execute()
  const people = accounts.map(({ id }) => id)
  await db.updateTable('memberships').set({ role: 'agent' }).execute()
  await db.updateTable('memberships').set({ role: 'supervisor' }).where('account_id', 'in', people).execute()
  const full = benchRoute(people)
  const ladder = full.ladder.map((rung) => ({ ...rung, minutesToAccept: SHORT }))
  // One round of calling everybody is enough to see that it came.
  const route = { ...full, ladder, repeatMinutes: 10_000 }
  const begin = Date.now() + 5000
  const threadIds = Array.from({ length: ESCALATIONS }, (_, n) => n + 1)
  // Each kill takes a start, and then falls into work that comes due.
  const spread = asked.amount * 1500
  await openEscalations(
    db,
    { threadIds, mailboxId, route, people },
    (n) => begin + (n * spread) / ESCALATIONS,
  )
  await db.updateTable('mailboxes').set({ key: 'bench' }).execute()
  await db
    .insertInto('escalation_steps')
    .columns(['escalation_id', 'seq', 'at', 'action', 'level', 'stage', 'account_id', 'actor_id'])
    .expression((eb) =>
      eb
        .selectFrom('escalations')
        .select([
          'id',
          'seq',
          'raised_at',
          eb.val('raised').as('action'),
          'level',
          'stage',
          'holder_id',
          'raised_by',
        ]),
    )
    .execute()
  return people
}

function toml(smtp: number, port: number): string {
  return `
[listen]
port = ${port}
[database]
url = ${JSON.stringify(databaseUrl)}
[mailbox.bench]
name = "Bench"
address = "bench@hoshin.example"
[mailbox.bench.imap]
host = "127.0.0.1"
port = 9
tls = "none"
user = "bench"
password = "bench"
[mailbox.bench.smtp]
host = "127.0.0.1"
port = ${smtp}
tls = "none"
`
}

async function stepsMade(db: Db): Promise<number> {
  const row = await db
    .selectFrom('escalation_steps')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

async function isOver(db: Db): Promise<boolean> {
  const open = await db
    .selectFrom('escalations')
    .select('id')
    .where('stage', '!=', 'everybody')
    .limit(1)
    .execute()
  const unsent = await db
    .selectFrom('notifications')
    .select('id')
    .where('email_state', 'in', ['queued', 'sending'])
    .limit(1)
    .execute()
  return open.length === 0 && unsent.length === 0
}

async function judge(db: Db) {
  const steps = await db
    .selectFrom('escalation_steps')
    .select(['escalation_id', 'action'])
    .orderBy('escalation_id')
    .orderBy('seq')
    .execute()
  const made = new Map<number, string[]>()
  for (const { escalation_id, action } of steps) {
    made.set(escalation_id, [...(made.get(escalation_id) ?? []), action])
  }
  const counts = [...made.values()].map((actions) => compare(actions))
  const sum = (key: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[key], 0)
  const notices = await db.selectFrom('notifications').select(['id', 'email_state']).execute()
  const arrived = new Set(
    sink.mails.map((mail) => /notification\.(\d+)\./.exec(mail.headers.get('message-id') ?? '')?.[1]),
  )
  const missing = notices.filter(({ id, email_state }) => email_state !== 'none' && !arrived.has(String(id)))
  // The primary and the backup of both levels, and at the end everybody: those whom each step must tell.
  const owed = ESCALATIONS * (expected.length - 1)
  const told = await db
    .selectFrom('notifications')
    .select('cause')
    .distinct()
    .where('kind', '=', 'escalated')
    .execute()
  return {
    people: people.length,
    steps_expected: ESCALATIONS * expected.length,
    steps_missing: sum('missing'),
    steps_doubled: sum('doubled'),
    handovers_doubled: sum('handoversDoubled'),
    notifications: notices.length,
    notifications_missing: missing.length + Math.max(0, owed - told.length),
    mails: sink.mails.length,
    // At least once: what was on its way when its sender died goes again, under the same Message-ID.
    mails_repeated: sink.mails.length - arrived.size,
  }
}

function compare(actions: readonly string[]) {
  const count = (of: readonly string[], action: string) => of.filter((one) => one === action).length
  const kinds = [...new Set([...expected, ...actions])]
  const doubled = kinds.map((kind) => Math.max(0, count(actions, kind) - count(expected, kind)))
  const missing = kinds.map((kind) => Math.max(0, count(expected, kind) - count(actions, kind)))
  return {
    missing: missing.reduce((a, b) => a + b, 0),
    doubled: doubled.reduce((a, b) => a + b, 0),
    handoversDoubled: Math.max(0, count(actions, 'hand_over') - count(expected, 'hand_over')),
  }
}
