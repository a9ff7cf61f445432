import type { Writable } from 'node:stream'
import { loadConfig } from '../../config/config.ts'
import { isDebugging } from '../../config/debugging.ts'
import type { Environment } from '../../config/resolve.ts'
import { linesTo, openLog } from '../log.ts'
import type { Context } from './context.ts'
import { type ExitCode, failureOf } from './failure.ts'
import { outputTo } from './output.ts'
import { hoshinProgram } from './program.ts'
import { progressBar } from './progress-bar.ts'

/** Where a command runs; `env` undefined is this process's environment. */
export type Surroundings = { stdout: Writable; stderr: Writable; env?: Environment }

/**
 * Runs one command. Whatever goes wrong is one sentence on stderr.
 *
 * @param args without the program's own name
 * @returns the code to exit with, once everything is written
 */
export async function run(args: readonly string[], { stdout, stderr, env }: Surroundings): Promise<ExitCode> {
  const out = outputTo(stdout)
  const err = outputTo(stderr)
  const bar = 'isTTY' in stderr && stderr.isTTY === true ? progressBar(err) : null
  const context = (path: string | undefined): Context => ({
    stdout: out,
    stderr: err,
    bar,
    log: openLog(bar ? bar.above : linesTo(stderr), Date.now),
    clock: Date.now,
    config: () => loadConfig({ ...(path !== undefined && { path }), ...(env && { env }) }),
  })
  const program = hoshinProgram(context, {
    out: (words) => void out.write(words),
    err: (words) => void err.write(words),
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    await out.flush()
    return 0
  } catch (error) {
    const { exitCode, words } = failureOf(error)
    await out.flush().catch(() => {})
    if (words !== '') await err.write(`${words}\n`)
    if (words !== '' && error instanceof Error && isDebugging(env)) await err.write(`${stackOf(error)}\n`)
    return exitCode
  }
}

function stackOf(error: Error): string {
  const stack = error.stack ?? error.message
  return error.cause instanceof Error ? `${stack}\nbecause of ${stackOf(error.cause)}` : stack
}
