import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { run } from '../../src/cli/run.ts'

/** What a command left behind. */
export type Ended = { code: number | null; out: Buffer; err: string }

const ENTRY = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** How the source is read, from whatever folder the command is called. */
export const fromSource = {
  TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
}

/** The command in a process of its own, as people run it. */
export function startCommand(
  args: readonly string[],
  { cwd, env }: { cwd: string; env?: NodeJS.ProcessEnv },
) {
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ENTRY, ...args], {
    cwd,
    env: { ...process.env, ...fromSource, HOSHIN_CONFIG: undefined, HOSHIN_DEBUG: undefined, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs it to its end; `input` is what it reads. */
export async function hoshinCommand(
  args: readonly string[],
  { input = '', ...options }: { cwd: string; env?: NodeJS.ProcessEnv; input?: string },
): Promise<Ended> {
  const child = startCommand(args, options)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}

/** The same command inside this process, which saves the start of another. */
export async function hoshin(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const stdout = new Kept()
  const stderr = new Kept()
  const code = await run(args, { stdout, stderr, env })
  return { code, out: stdout.bytes(), err: stderr.bytes().toString() }
}

class Kept extends Writable {
  readonly #chunks: Buffer[] = []

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}

/** A folder of one's own with a configuration in it. */
export function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-cli-'))
  return {
    folder,
    /** Writes the configuration under this name and gives its path. */
    config(toml: string, name = 'hoshin.toml') {
      const path = join(folder, name)
      writeFileSync(path, toml)
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
