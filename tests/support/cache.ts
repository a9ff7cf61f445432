import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from './deadline.ts'

const cache = join(dirname(fileURLToPath(import.meta.url)), '../../.cache')

/**
 * The folder `.cache/<name>` of the checkout, filled once by `fill`, whoever asks first. It appears only when
 * it is complete, and of several processes that ask at once one fills it while the others wait.
 */
export async function cachedFolder(
  name: string,
  fill: (folder: string) => Promise<void> | void,
): Promise<string> {
  const finished = join(cache, name)
  if (existsSync(finished)) return finished
  mkdirSync(cache, { recursive: true })
  const lock = `${finished}.lock`
  await until(() => takeLock(lock), {
    deadline: 300_000,
    every: 50,
    what: `another process to fill ${finished}`,
  })
  try {
    if (existsSync(finished)) return finished
    const folder = mkdtempSync(`${finished}-`)
    try {
      chmodSync(folder, 0o755)
      await fill(folder)
      renameSync(folder, finished)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return finished
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): boolean {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    // A link appears with its content at once: nobody ever reads a lock without its owner.
    linkSync(mine, lock)
    return true
  } catch {
    if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true })
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

function ownerOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return process.pid
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
