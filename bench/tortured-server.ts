import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../src/db/database.ts'
import { until } from '../tests/support/deadline.ts'
import { nodeFlags } from './arguments.ts'

/** A server that is started, and killed again and again. */
export type Tortured = {
  /** Resolves once it works: before that, a kill would hit nothing. */
  start(): Promise<void>
  /** SIGKILL, at any moment of the next so many ms. */
  killWithin(ms: number): Promise<void>
  stop(): Promise<void>
  /** What it holds in memory now, and the most since it was started, MB. */
  rssMb(): number
  peakRssMb(): number
}

/** `npm run build` has made dist/. */
export function tortured(configFile: string, db: Db): Tortured {
  let server: ChildProcess | null = null
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (server === null || server.exitCode !== null) throw new Error('the server ended by itself')
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
    server = null
  }
  return {
    async start() {
      const before = await processesSeen(db)
      const args = [...nodeFlags, 'dist/cli.main.js', '--config', configFile, 'serve']
      server = spawn(process.execPath, args, { stdio: 'ignore' })
      await until(async () => (await processesSeen(db)) > before, {
        deadline: 60_000,
        every: 20,
        what: 'the server to work',
      })
    },
    async killWithin(ms) {
      await pause(Math.random() * ms)
      await end('SIGKILL')
      // As if the half minute had passed after which others take it for dead.
      await db.updateTable('leases').set({ until: 0 }).where(isProcess).execute()
    },
    stop: () => end('SIGTERM'),
    rssMb: () => memory(server, 'VmRSS'),
    peakRssMb: () => memory(server, 'VmHWM'),
  }
}

function memory(server: ChildProcess | null, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server?.pid}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(status) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

const isProcess = sql<boolean>`name like 'process %'`

/** Every process leaves the lease under its name behind: see src/jobs/presence.ts. */
async function processesSeen(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('leases')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(isProcess)
    .executeTakeFirstOrThrow()
  return Number(n)
}
