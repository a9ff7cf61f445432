// npm run bench:escalation -- --open 10000 [--json] [--postgres]
// The clock of open escalations: what a tick of one second costs while some of them become due, how long after
// its time a step is done, how many steps a second are made when all are due at once, and memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { nextStepAt, takeDueSteps } from '../src/escalation/take-due-steps.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { print, readArguments, say } from './arguments.ts'
import { benchRoute, openEscalations } from './escalation/open.ts'
import { seed } from './web/seed.ts'

const TICK = 1000
const SECONDS = 30
/** Become due in each second, as in an office with a bad day. */
const EACH_SECOND = 10
/** Due at once, to see how fast they are made. */
const BURST = 1000

const asked = readArguments('open', 10_000)
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())

const tenth = await measure('tenth', Math.max(BURST, Math.round(asked.amount / 10)))
const whole = await measure('whole', asked.amount)
print(
  {
    open: asked.amount,
    database: asked.postgres ? 'postgres' : 'sqlite',
    ...whole,
    rss_peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    tenth: { open: Math.max(BURST, Math.round(asked.amount / 10)), ...tenth },
  },
  asked,
)

async function measure(name: string, open: number) {
  const db = openDatabase(postgres ? await postgres.createDatabase() : `sqlite:${join(folder, `${name}.db`)}`)
  try {
    await migrate(db)
    say(`opening ${open} escalations …`)
    const { mailboxId } = await seed(db, open, Date.now())
    const accounts = await db.selectFrom('accounts').select('id').orderBy('id').limit(4).execute()
    const people = accounts.map(({ id }) => id)
    const begin = Date.now() + 3 * TICK
    const due = SECONDS * EACH_SECOND
    const later = begin + 24 * 3_600_000
    await openEscalations(
      db,
      { threadIds: numbers(open), mailboxId, route: benchRoute(people), people },
      (n) => (n < due ? begin + Math.floor((n * TICK) / EACH_SECOND) : later),
    )
    say(`ticking ${SECONDS} s with ${open} open …`)
    const ticked = await tick(db, begin)
    const burst = Math.min(BURST, open - due)
    await db
      .updateTable('escalations')
      .set({ next_at: 1, stage_at: 1 })
      .where('id', '>', open - burst)
      .execute()
    const began = performance.now()
    let made = 0
    while (made < burst) made += await takeDueSteps(db, Date.now)
    return { due, ...ticked, steps_per_s: Math.round(made / ((performance.now() - began) / 1000)) }
  } finally {
    await db.destroy()
  }
}

async function tick(db: Db, begin: number) {
  const costs: number[] = []
  const delays: number[] = []
  await pause(Math.max(0, begin - Date.now()))
  const end = begin + SECONDS * TICK
  while (Date.now() < end + TICK) {
    const before = await waiting(db)
    const began = performance.now()
    await takeDueSteps(db, Date.now)
    costs.push(performance.now() - began)
    const done = Date.now()
    const after = new Set((await waiting(db)).map(({ id }) => id))
    for (const { id, next_at } of before) if (!after.has(id)) delays.push(done - (next_at ?? done))
    // As the worker does it: a step that is due before the next tick is not left waiting for it.
    const next = (await nextStepAt(db)) ?? Number.POSITIVE_INFINITY
    await pause(Math.max(0, Math.min(TICK - (performance.now() - began), next - Date.now())))
  }
  return {
    tick_ms_p50: quantile(costs, 0.5),
    tick_ms_p99: quantile(costs, 0.99),
    delay_ms_p50: quantile(delays, 0.5),
    delay_ms_p99: quantile(delays, 0.99),
  }
}

/** Those of the run that have not had their step. */
function waiting(db: Db) {
  return db
    .selectFrom('escalations')
    .select(['id', 'next_at'])
    .where('seq', '=', 1)
    .where('next_at', 'is not', null)
    .where('next_at', '<=', Date.now() + TICK)
    .execute()
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1)
}

/** Of the values in order, the first that so great a part of them does not exceed; to a hundredth of a ms. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0
  return Math.round(value * 100) / 100
}
