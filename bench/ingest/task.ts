import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { nodeFlags } from '../arguments.ts'

/** What one process measures. */
export type Task = {
  way: 'fetch' | 'parse' | 'ingest'
  port: number
  user: string
  password: string
  /** An empty database; only ingest opens it. */
  databaseUrl: string
}

/** `cpuMs`: of all threads; `rssPeakMb`: the most memory (MiB) that the measuring process held at any time. */
export type Measured = { mails: number; ms: number; cpuMs: number; rssPeakMb: number }

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const bundles = join(checkout, 'dist', 'bench')

/** Bundles what `measure` runs as hoshin itself is bundled: a loader's memory and time are not hoshin's. */
export async function bundle(): Promise<void> {
  await build({
    absWorkingDir: checkout,
    entryPoints: { measure: 'bench/ingest/measure.ts', 'mime-worker': 'src/mail/mime-worker.ts' },
    outdir: bundles,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    sourcemap: true,
    logLevel: 'error',
  })
}

/** Measures in a process of its own, on this core only (null: wherever the system likes). */
export async function measure(task: Task, core: number | null): Promise<Measured> {
  const [command = '', ...rest] = [
    ...(core === null ? [] : ['taskset', '-c', String(core)]),
    process.execPath,
    ...nodeFlags,
    ...[join(bundles, 'measure.js'), JSON.stringify(task)],
  ]
  const { stdout } = await promisify(execFile)(command, rest)
  return JSON.parse(stdout)
}

/** The last core that this process may use; null where `taskset` is missing. */
export function coreOfItsOwn(): number | null {
  const [, cores = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  const last = /(\d+)$/.exec(cores)?.[1]
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
  } catch {
    return null
  }
  return last === undefined ? null : Number(last)
}
