import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../tests/support/free-port.ts'
import { nodeFlags } from '../arguments.ts'

/** A running hoshin that serves pages only, in a process of its own so that its memory can be told. */
export type Server = { url: string; rssMb(): number; stop(): Promise<void> }

const READY_WITHIN = 30_000

/** Starts what `npm run build` made. @param folder a temporary one, for the configuration */
export async function startServer(folder: string, databaseUrl: string): Promise<Server> {
  const config = join(folder, 'hoshin.toml')
  writeFileSync(
    config,
    `[listen]\nport = ${await freePort()}\n[database]\nurl = ${JSON.stringify(databaseUrl)}\n`,
  )
  const child = spawn(
    process.execPath,
    [...nodeFlags, 'dist/cli.main.js', '--config', config, 'serve', '--role', 'web'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const url = await addressOf(child)
  return {
    url,
    rssMb: () => {
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
      return Math.round(Number(kilobytes) / 1024)
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  const timer = setTimeout(() => child.kill(), READY_WITHIN)
  for await (const chunk of child.stderr ?? []) {
    said += String(chunk)
    const [, url] = /(http:\/\/[\w.:]+)/.exec(said) ?? []
    if (url) {
      clearTimeout(timer)
      // Nobody reads the access log from here on; a full pipe would stop the server.
      child.stderr?.resume()
      return url
    }
  }
  throw new Error(`the server did not start: ${said}`)
}
