// One measurement in a process of its own, so that its memory and its core are its own:
// bundled, it is given a task as JSON and prints one line of JSON.
import { readFileSync } from 'node:fs'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { inBatches } from '../../src/ingest/batch.ts'
import { type PolledMailbox, pollOnce } from '../../src/ingest/poll-mailbox.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { type ImapConnection, openImap } from '../../src/mail/imap.ts'
import { openMailReader } from '../../src/mail/mail-reader.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'
import { syncMailboxes } from '../../src/mailbox/sync-mailboxes.ts'
import { benchMail } from './mails.ts'
import type { Measured, Task } from './task.ts'

type Timed = Pick<Measured, 'mails' | 'ms'>

const task: Task = JSON.parse(process.argv[2] ?? '')
const settings = {
  host: '127.0.0.1',
  port: task.port,
  tls: 'none' as const,
  user: task.user,
  password: { reveal: () => task.password },
}
const reader = openMailReader()
const ways = { fetch: fetchOnly, parse: fetchAndParse, ingest }

// Starting the reading thread and loading its parsers is not the time of any mail.
if (task.way !== 'fetch') await reader.parse(benchMail(0, 0).raw)
const before = process.cpuUsage()
const { mails, ms } = await ways[task.way]()
const { user, system } = process.cpuUsage(before)
const measured: Measured = { mails, ms, cpuMs: (user + system) / 1000, rssPeakMb: rssPeakMb() }
console.log(JSON.stringify(measured))
await reader.close()

/** What the connection gives: the mails' bytes, in the ranges that the poller asks for. */
async function fetchOnly(): Promise<Timed> {
  return withBatches(async (connection, batches) => {
    let mails = 0
    for (const uids of batches) mails += (await connection.fetch(uids)).length
    return mails
  })
}

/** What is read of them at the most: the next batch is fetched while one is parsed, and nothing is stored. */
async function fetchAndParse(): Promise<Timed> {
  return withBatches(async (connection, batches) => {
    let mails = 0
    let ahead = connection.fetch(batches[0] ?? [])
    for (const index of batches.keys()) {
      const fetched = await ahead
      ahead = connection.fetch(batches[index + 1] ?? [])
      mails += (await Promise.all(fetched.map((mail) => reader.parse(mail.raw)))).length
    }
    await ahead
    return mails
  })
}

async function withBatches(
  act: (connection: ImapConnection, batches: number[][]) => Promise<number>,
): Promise<Timed> {
  const connection = await openImap(settings)
  const began = performance.now()
  await connection.open('INBOX')
  const known = await connection.sizes(await connection.uids(1))
  const mails = await act(
    connection,
    inBatches(known).map((batch) => batch.map((mail) => mail.uid)),
  )
  const ms = performance.now() - began
  await connection.close()
  return { mails, ms }
}

/** The poller as it runs, into an empty database, from connecting to the last commit. */
async function ingest(): Promise<Timed> {
  const db = openDatabase(task.databaseUrl)
  await migrate(db)
  const mailbox = { key: 'support', name: 'サポート', address: 'support@hoshin.example' }
  const { ids } = await syncMailboxes(
    db,
    [{ ...mailbox, timeZone: 'Asia/Tokyo', signature: '', members: [] }],
    Date.now(),
  )
  const polled: PolledMailbox = {
    ...mailbox,
    id: ids.get(mailbox.key) ?? 0,
    imap: { ...settings, folders: ['INBOX'], sent: 'Sent', firstDays: null, pollSeconds: 60 },
  }
  const tools = {
    db,
    reader,
    receive: receiveMessages,
    now: Date.now,
    mailBytes: defaultMailLimits.bytes,
    connect: openImap,
  }
  const began = performance.now()
  const reports = await pollOnce(tools, polled)
  const ms = performance.now() - began
  const { n } = await db
    .selectFrom('messages')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('kind', '=', 'mail')
    .executeTakeFirstOrThrow()
  await db.destroy()
  const error = reports.find((report) => report.error)?.error
  if (error) throw new Error(error)
  return { mails: Number(n), ms }
}

function rssPeakMb(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}
