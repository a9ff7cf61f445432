// npm run bench:ingest -- --messages 2000 [--json] [--postgres]
// Mails a second from a real IMAP server into an empty database, beside what fetching alone and fetching with
// parsing give in the same run; the most memory that it took.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDovecot } from '../tests/support/dovecot.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { print, readArguments, say } from './arguments.ts'
import { benchMail } from './ingest/mails.ts'
import { bundle, coreOfItsOwn, type Measured, measure, type Task } from './ingest/task.ts'

const ROUNDS = 3
/** When the first mail came: a date like any other, always the same. */
const START = Date.UTC(2026, 0, 5)

type Round = Record<Task['way'], Measured>

const asked = readArguments('messages', 2000)
await using stack = new AsyncDisposableStack()
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const dovecot = await startDovecot()
stack.defer(() => dovecot.stop())
const { user, pass: password } = dovecot.user('support')

say(`delivering ${asked.amount} mails …`)
let bytes = 0
for (let n = 0; n < asked.amount; n++) {
  const { raw, receivedAt } = benchMail(n, START)
  dovecot.deliver(user, raw, 'INBOX', { receivedAt: new Date(receivedAt) })
  bytes += raw.byteLength
}

const core = coreOfItsOwn()
await bundle()
// The server numbers and indexes its mails when it is first asked, which is no part of any rate.
await measure({ way: 'fetch', port: dovecot.port, user, password, databaseUrl: '' }, core)
const rounds: Round[] = []
for (let round = 1; round <= ROUNDS; round++) {
  say(`round ${round} of ${ROUNDS} …`)
  rounds.push(await oneRound())
}

const seconds = median(rounds.map(({ ingest }) => ingest.ms / 1000))
print(
  {
    messages: asked.amount,
    seconds: rounded(seconds),
    messages_per_s: Math.round(median(rounds.map(({ ingest }) => perSecond(ingest)))),
    fetch_only_per_s: Math.round(median(rounds.map(({ fetch }) => perSecond(fetch)))),
    fetch_parse_per_s: Math.round(median(rounds.map(({ parse }) => perSecond(parse)))),
    // Of each round by itself: what else the machine does changes from round to round.
    ratio_to_limit: rounded(median(rounds.map(({ ingest, parse }) => perSecond(ingest) / perSecond(parse)))),
    // The same of processor time, which tells what hoshin costs on a machine that is busy with other things.
    cpu_ratio_to_limit: rounded(median(rounds.map(({ ingest, parse }) => parse.cpuMs / ingest.cpuMs))),
    rss_peak_mb: Math.max(...rounds.map(({ ingest }) => ingest.rssPeakMb)),
    database: asked.postgres ? 'postgres' : 'sqlite',
    mail_mb: Math.round(bytes / 1024 / 1024),
    rounds: ROUNDS,
    pinned_to_core: core,
  },
  asked,
)

async function oneRound(): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
  try {
    const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
    const of = async (way: Task['way']): Promise<Measured> => {
      const measured = await measure({ way, port: dovecot.port, user, password, databaseUrl }, core)
      if (measured.mails !== asked.amount)
        throw new Error(`${way} gave ${measured.mails} mails of ${asked.amount}`)
      return measured
    }
    return { fetch: await of('fetch'), parse: await of('parse'), ingest: await of('ingest') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function perSecond({ mails, ms }: Measured): number {
  return (mails / ms) * 1000
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
