import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { openConfiguredReader } from '../src/configured.ts'
import { openReady } from '../src/db/open-ready.ts'
import type { Log } from '../src/log.ts'
import { startHoshin } from '../src/main.ts'
import { writeConfig } from './config.ts'
import { type DemoImap, startDemoImap } from './imap-server.ts'
import { mailboxes } from './mailboxes.ts'
import { startPage } from './page/start.ts'
import { replay } from './replay/replay.ts'
import type { RunningDemo } from './running.ts'
import { startDemoSmtp } from './smtp-sink.ts'
import { threads } from './threads/index.ts'

const MINUTE = 60_000

export type DemoStart = {
  /** Where database and configuration go. */
  folder: string
  /** Of the inbox, and of the page for playing the customer. */
  ports: { web: number; page: number }
  /** Goes on with the database that is there. */
  keep: boolean
  log: Log
  onProgress: (done: number, total: number) => void
}

export type StartedDemo = RunningDemo & {
  /** How long the stories took, ms; null where an earlier database was kept. */
  replayed: { steps: number; ms: number } | null
  stop(): Promise<void>
}

/**
 * Starts the demo: mail servers on loopback, a database in which the stories happened, hoshin itself on both,
 * and the page for playing the customer. `stop` ends all of it in the other direction.
 */
export async function startDemo({ folder, ports, keep, log, onProgress }: DemoStart): Promise<StartedDemo> {
  await using opened = new AsyncDisposableStack()
  const clock = storyClock()
  const imap = await startDemoImap(
    mailboxes.map(({ imapUser, imapPassword }) => ({ user: imapUser, password: imapPassword })),
  )
  opened.defer(() => imap.stop())
  const smtp = await startDemoSmtp({ now: clock.now })
  opened.defer(() => smtp.stop())

  const database = join(folder, 'hoshin.db')
  const config = await writeConfig(join(folder, 'hoshin.toml'), {
    servers: { imap, smtp },
    port: ports.web,
    databaseUrl: `sqlite:${database}`,
  })
  if (!keep) await removeDatabase(database)
  const replayed = existsSync(database)
    ? null
    : await makeDatabase(database, { config, imap, smtp, clock, onProgress })
  clock.goReal()

  const hoshin = await startHoshin(config, { log })
  opened.defer(() => hoshin.stop())
  const page = await startPage({ config, imap, smtp, port: ports.page })
  opened.defer(() => page.stop())
  const all = opened.move()
  return {
    url: config.listen.url,
    page: page.url,
    mailboxes: reachable(config, imap),
    replayed,
    stop: () => all.disposeAsync(),
  }
}

type Stage = Pick<Parameters<typeof replay>[0], 'config' | 'imap' | 'smtp'> & {
  clock: ReturnType<typeof storyClock>
  onProgress: DemoStart['onProgress']
}

/** Made under another name, so that a start that was broken off leaves none that looks whole. */
async function makeDatabase(path: string, stage: Stage): Promise<StartedDemo['replayed']> {
  const began = performance.now()
  const unfinished = `${path}.unfinished`
  await removeDatabase(unfinished)
  const steps = await tellInto(unfinished, stage)
  await rename(unfinished, path)
  return { steps, ms: Math.round(performance.now() - began) }
}

async function tellInto(path: string, { config, imap, smtp, clock, onProgress }: Stage): Promise<number> {
  // Whole minutes, as IMAP keeps no milliseconds and the stories no seconds.
  const now = Math.floor(Date.now() / MINUTE) * MINUTE
  const { db } = await openReady(`sqlite:${path}`)
  const reader = openConfiguredReader(config)
  try {
    const setClock = clock.set
    return await replay({ db, config, imap, smtp, reader, threads, now, setClock, onProgress })
  } finally {
    await reader.close()
    await db.destroy()
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
}

/** The time of the story while it is told, then the real one. */
function storyClock() {
  let story: number | null = null
  return {
    now: () => story ?? Date.now(),
    set: (at: number) => {
      story = at
    },
    goReal: () => {
      story = null
    },
  }
}

function reachable(config: Config, imap: DemoImap): RunningDemo['mailboxes'] {
  return config.mailboxes.flatMap(({ key, name, address, imap: { port, user, password } }) => [
    { key, name, address, host: imap.host, port, user, password: password.reveal() },
  ])
}
