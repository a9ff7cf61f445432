import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { loadConfig } from '../../config/config.ts'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { openLog } from '../../src/log.ts'
import { startHoshin } from '../../src/main.ts'
import { startCommand } from '../cli/hoshin.ts'
import { until } from './deadline.ts'
import { type Dovecot, startDovecot } from './dovecot.ts'
import { freePort } from './free-port.ts'
import { missing } from './missing.ts'
import { startPostgres } from './postgres.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'

/** The shared mailbox of the journeys. */
export const support = { key: 'support', name: 'サポート窓口', address: 'support@minato.example' } as const
export const SIGNATURE = '湊商事 サポート窓口'

/** The whole product at work between a real IMAP server and an SMTP sink. */
export type Hoshin = AsyncDisposable & {
  url: string
  /** Its database, opened a second time: to prepare people, and to look at what pages do not show. */
  db: Db
  dovecot: Dovecot
  /** Where replies and notifications go. */
  sink: SmtpSink
  mailboxId: number
  /** Lets its clock run ahead by so many ms, for what waits minutes. Not where the worker is another process. */
  forward(ms: number): void
  /** The customer's server hands a mail over to ours. */
  deliver(raw: Uint8Array | string): void
  /** The same, and waits until it is taken in; gives its thread's id. */
  receive(raw: Uint8Array | string): Promise<number>
  /** Mail that another program put into the Sent folder. */
  deliverSent(raw: Uint8Array | string): void
  /** UIDs of mails in the folder that somebody or something has marked as read. */
  seenOnServer(folder?: string): Promise<number[]>
  /** What it wrote into its log, for a test that failed. */
  log(): string
}

type Options = {
  database?: 'sqlite' | 'postgres'
  /** Web and worker as two processes, as larger installations run them. */
  apart?: boolean
  /** Seconds in which a reply can be taken back. */
  pause?: number
}

/** Why the journeys cannot run now, or false. */
export function missingForJourneys(database: 'sqlite' | 'postgres' = 'sqlite'): string | false {
  return missing('chromium') || missing('dovecot') || (database === 'postgres' && missing('postgres'))
}

/** Starts it as `hoshin serve` does, with one mailbox, on a database of its own. */
export async function runHoshin({
  database = 'sqlite',
  apart = false,
  pause = 0,
}: Options = {}): Promise<Hoshin> {
  const stack = new AsyncDisposableStack()
  try {
    const folder = mkdtempSync(join(tmpdir(), 'hoshin-journey-'))
    stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
    const dovecot = stack.use(await startDovecot())
    const sink = stack.use(await startSmtpSink())
    const login = dovecot.user('support')
    const databaseUrl =
      database === 'sqlite'
        ? `sqlite:${join(folder, 'hoshin.db')}`
        : await stack.use(await startPostgres()).createDatabase()
    const path = join(folder, 'hoshin.toml')
    const port = await freePort()
    writeFileSync(path, toml({ databaseUrl, port, pause, login, imap: dovecot.port, smtp: sink.port }))
    const config = loadConfig({ path, env: {} })

    let said = ''
    let ahead = 0
    const clock = () => Date.now() + ahead
    const log = openLog((line) => {
      said += `${line}\n`
    }, clock)
    const running = await startHoshin(config, { role: apart ? 'web' : 'all', log, clock })
    stack.defer(() => running.stop())
    if (apart) {
      const command = ['--config', path, 'serve', '--role', 'worker']
      const worker = startCommand(command, { cwd: process.cwd() })
      worker.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      stack.defer(async () => {
        worker.kill('SIGTERM')
        await ended
      })
      await until(() => said.includes(' ready'), {
        deadline: 20_000,
        what: `the worker to be ready: ${said}`,
      })
    }
    const { db } = await openReady(databaseUrl)
    stack.defer(() => db.destroy())
    const { id: mailboxId } = await db.selectFrom('mailboxes').select('id').executeTakeFirstOrThrow()

    const deliver = (raw: Uint8Array | string) => dovecot.deliver('support', raw)
    const opened = stack.move()
    return {
      url: config.listen.url,
      db,
      dovecot,
      sink,
      mailboxId,
      forward: (ms) => {
        ahead += ms
      },
      deliver,
      receive: async (raw) => {
        deliver(raw)
        return threadOf(db, raw)
      },
      deliverSent: (raw) => dovecot.deliver('support', raw, 'Sent', { seen: true }),
      seenOnServer: (of) => seenMails(dovecot, login, of),
      log: () => said,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function threadOf(db: Db, raw: Uint8Array | string): Promise<number> {
  const sha256 = createHash('sha256').update(raw).digest('hex')
  const found = await until(
    () => db.selectFrom('messages').select('thread_id').where('raw_sha256', '=', sha256).executeTakeFirst(),
    { deadline: 15_000, every: 25, what: 'the mail to be taken in' },
  )
  return found.thread_id
}

function toml(at: {
  databaseUrl: string
  port: number
  pause: number
  login: { user: string; pass: string }
  imap: number
  smtp: number
}): string {
  return `
[listen]
port = ${at.port}
[database]
url = ${JSON.stringify(at.databaseUrl)}
[sending]
pause_seconds = ${at.pause}
[mailbox.${support.key}]
name = "${support.name}"
address = "${support.address}"
signature = "${SIGNATURE}"
[mailbox.${support.key}.imap]
host = "127.0.0.1"
port = ${at.imap}
tls = "none"
user = "${at.login.user}"
password = "${at.login.pass}"
[mailbox.${support.key}.smtp]
host = "127.0.0.1"
port = ${at.smtp}
tls = "none"
`
}

async function seenMails(
  dovecot: Dovecot,
  auth: { user: string; pass: string },
  folder = 'INBOX',
): Promise<number[]> {
  const client = new ImapFlow({
    ...{ host: dovecot.host, port: dovecot.port, secure: false, doSTARTTLS: false },
    ...{ auth, logger: false },
  })
  await client.connect()
  try {
    await client.mailboxOpen(folder, { readOnly: true })
    const seen = await client.search({ seen: true }, { uid: true })
    return seen || []
  } finally {
    await client.logout()
  }
}
