// Runs the tests: `node scripts/node24.mjs scripts/test.ts [--quick] [words that a file's path must contain]`.
// The name of a file says what it needs: *.store.test.ts PostgreSQL beside SQLite, *.imap.test.ts Dovecot,
// *.browser.test.ts Chromium and whatever servers it asks for; all other files need nothing.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { until } from '../tests/support/deadline.ts'
import { missingVariable, type Server } from '../tests/support/missing.ts'
import { startServers } from './test-servers.ts'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const quick = process.argv.includes('--quick')
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const files = testFiles()
const absent = new Map<Server, string>()
const interrupted = new AbortController()
let stopServers = async () => {}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort())

try {
  if (files.length === 0)
    throw new Error(
      `no test file ${words.length > 0 ? `has ${words.join(' or ')} in its path` : 'was found'}`,
    )
  build()
  await prepareServers()
  process.exitCode = interrupted.signal.aborted ? 130 : await runTests()
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  process.exitCode = 1
} finally {
  await stopServers()
  if (interrupted.signal.aborted) await until(endChildren, { every: 50, what: 'the test files to end' })
}
process.exit()

function testFiles(): string[] {
  const all = globSync('tests/**/*.test.{ts,tsx}').toSorted()
  const wanted = words.length === 0 ? all : all.filter((file) => words.some((word) => file.includes(word)))
  return quick ? wanted.filter((file) => !/\.(imap|browser)\.test\.tsx?$/.test(file)) : wanted
}

/** A whole run needs what is built; a run of some files goes on without it, which suits work in progress. */
function build(): void {
  try {
    execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
  } catch (problem) {
    if (process.env.CI || (words.length === 0 && !quick))
      throw new Error('The build failed.', { cause: problem })
    console.error('\n*** The build failed; going on with what was built before.\n')
  }
}

async function prepareServers(): Promise<void> {
  if (quick) {
    for (const server of ['postgres', 'dovecot', 'chromium'] as const)
      declareMissing(server, 'not in a quick run')
  } else {
    console.log('Fetching and starting PostgreSQL, Dovecot and Chromium …')
    const servers = await startServers()
    stopServers = servers.stop
    for (const [server, problem] of servers.problems) {
      console.error(`\n*** ${server} cannot be had on this machine: ${problem}\n`)
      if (process.env.CI) throw new Error(`In CI every test runs: no ${server}, no success.`)
      declareMissing(server, problem)
      absent.set(server, problem)
    }
  }
}

function declareMissing(server: Server, reason: string): void {
  process.env[missingVariable(server)] = reason
}

/** The exit code: 0 only if something ran and nothing failed. */
async function runTests(): Promise<number> {
  const began = performance.now()
  let counts = { passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 }
  let succeeded = false
  const tests = run({
    files,
    concurrency: Math.max(2, availableParallelism()),
    execArgv: ['--import', import.meta.resolve('tsx')],
    timeout: 180_000,
    signal: interrupted.signal,
  })
  tests.on('test:summary', (summary) => {
    if (summary.file === undefined) {
      succeeded = summary.success
      counts = { ...counts, ...summary.counts }
    }
  })
  // The stream of an interrupted run does not end.
  await Promise.race([printAll(tests.compose(spec)), once(interrupted.signal, 'abort')])
  for (const [server, problem] of absent) console.error(`\n*** NOT TESTED with ${server}: ${problem}`)
  const { passed, failed, cancelled, skipped } = counts
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `\n${files.length} files: ${passed} passed, ${failed + cancelled} failed, ${skipped} skipped in ${seconds} s`,
  )
  if (interrupted.signal.aborted) return 130
  return succeeded && passed > 0 ? 0 : 1
}

/** Ends what an interrupted run left running. True when nothing is. */
function endChildren(): boolean {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
  for (const child of children) process.kill(Number(child), 'SIGTERM')
  return children.length === 0
}

async function printAll(texts: AsyncIterable<unknown>): Promise<void> {
  for await (const text of texts) process.stdout.write(String(text))
}
