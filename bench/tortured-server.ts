import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../src/db/database.ts'
import { until } from '../tests/support/deadline.ts'
import { nodeFlags } from './arguments.ts'

/** A server that is started and killed again and again. */
export type Tortured = {
  /** Resolves once it works: before that, a kill would hit nothing. */
  start(): Promise<void>
  /** SIGKILL, at any moment of the next so many ms. */
  killWithin(ms: number): Promise<void>
  stop(): Promise<void>
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
    },
    stop: () => end('SIGTERM'),
  }
}

/** Every process leaves the lease under its name behind: see src/jobs/presence.ts. */
async function processesSeen(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('leases')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('name', 'like', sql<string>`'process %'`)
    .executeTakeFirstOrThrow()
  return Number(n)
}
