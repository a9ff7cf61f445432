import { findChromium } from '../tests/support/chromium.ts'
import { dovecotTree } from '../tests/support/dovecot-tree.ts'
import type { Server } from '../tests/support/missing.ts'
import { ordinaryUser, readableBy } from '../tests/support/ordinary-user.ts'
import { startOwnPostgres } from '../tests/support/postgres.ts'

/** What could not be had and why; `stop` ends what runs. */
export type TestServers = { problems: Map<Server, string>; stop(): Promise<void> }

/**
 * Fetches what is missing and starts PostgreSQL once for all test files. Dovecot starts in 50 ms, so each
 * file has its own, from the one unpacked tree; so has each its own Chromium. Where to find them stands in
 * the environment, which the test files inherit.
 */
export async function startServers(): Promise<TestServers> {
  const [postgres, dovecot, chromium] = await Promise.allSettled([
    startOwnPostgres(),
    dovecotTree(),
    findChromium(),
  ])
  const problems = new Map<Server, string>()
  if (postgres.status === 'fulfilled') process.env.HOSHIN_TEST_POSTGRES = postgres.value.url()
  else problems.set('postgres', wordsOf(postgres.reason))
  if (dovecot.status === 'fulfilled')
    process.env.HOSHIN_TEST_DOVECOT_TREE = readableBy(ordinaryUser(), dovecot.value, 'usr/lib/dovecot/imap')
  else problems.set('dovecot', wordsOf(dovecot.reason))
  if (chromium.status === 'rejected') problems.set('chromium', wordsOf(chromium.reason))
  return {
    problems,
    stop: async () => {
      if (postgres.status === 'fulfilled') await postgres.value.stop()
    },
  }
}

function wordsOf(problem: unknown): string {
  return problem instanceof Error ? problem.message.trim() : String(problem)
}
