import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import type { OrdinaryUser } from './ordinary-user.ts'

/** A server running as another process, with what it said so far. */
export type ServerProcess = {
  said(): string
  hasEnded(): boolean
  /** Sends the signal to the server and all its children, and waits until the server is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

const SETPRIV = '/usr/bin/setpriv'
const running = new Set<ChildProcess>()

/** Starts it as that user, in a process group of its own; it dies with us, however we die. */
export function startServer(
  command: string,
  args: readonly string[],
  { user, env, cwd }: { user: OrdinaryUser; env?: NodeJS.ProcessEnv; cwd: string },
): ServerProcess {
  // The kernel tells the server of our death even when we are killed outright and can clean up nothing.
  const line = existsSync(SETPRIV)
    ? [SETPRIV, '--pdeathsig', 'INT', '--', command, ...args]
    : [command, ...args]
  const [first = command, ...rest] = line
  const child = spawn(first, rest, {
    ...user.spawnAs,
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  child.on('error', (error) => {
    said += error.message
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  // A forgotten server must not keep a test run from ending.
  child.unref()
  for (const stream of [child.stdout, child.stderr])
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref()
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  return {
    said: () => said,
    hasEnded,
    end: async (signal) => {
      if (hasEnded()) return
      child.ref()
      const gone = once(child, 'exit')
      signalGroup(child, signal)
      await gone
    },
  }
}

process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

// A test file that is told to end shall do so by way of `exit`, where its servers and folders go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(1)
  })
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
