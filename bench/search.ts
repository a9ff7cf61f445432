// npm run bench:search -- --messages 100000 [--json] [--postgres]
// What the search costs: the index's size, writing it, words of several lengths through the search itself, and
// the pages that a browser gets.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { nodeFlags, print, readArguments, say } from './arguments.ts'
import { fill } from './search/fill.ts'
import type { SearchTask } from './search/measure.ts'

const asked = readArguments('messages', 100_000)
const now = Date.now()
await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'hoshin-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = asked.postgres ? await startPostgres() : null
if (postgres) stack.defer(() => postgres.stop())
const databaseUrl = postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'hoshin.db')}`
const textsFile = join(folder, 'texts.json')

say(`storing ${asked.amount} messages …`)
const began = performance.now()
const db = openDatabase(databaseUrl)
await migrate(db)
writeFileSync(textsFile, JSON.stringify(await fill(db, asked.amount, now)))
await db.destroy()
const fill_s = Math.round((performance.now() - began) / 1000)

say('asking …')
const measured = await measure({ databaseUrl, textsFile, now })
print(
  { messages: asked.amount, database: asked.postgres ? 'postgres' : 'sqlite', ...measured, fill_s },
  asked,
)

/** In a process of its own, bundled as hoshin itself is: a loader's memory and time are not hoshin's. */
async function measure(task: SearchTask): Promise<object> {
  const checkout = fileURLToPath(new URL('../', import.meta.url))
  const outfile = join(checkout, 'dist', 'bench', 'measure-search.js')
  await build({
    ...{ absWorkingDir: checkout, entryPoints: ['bench/search/measure.ts'], outfile, bundle: true },
    ...{ format: 'esm', platform: 'node', target: 'node24', packages: 'external', logLevel: 'error' },
  })
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[...nodeFlags, outfile],
    JSON.stringify(task),
  ])
  return JSON.parse(stdout)
}
