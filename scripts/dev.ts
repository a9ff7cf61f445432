// npm run dev [-- --port 3000] [--fresh]
// The demo on the sources, started again whenever one of them changes; its database stays (--fresh begins
// anew). The browser's script is bundled at each start.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const WATCHED = ['src', 'views', 'config', 'demo', 'migrations', 'public']
/** One of its own, so that a demo that is shown to somebody stays as it is. */
const FOLDER = 'data/dev'
/** ms: an editor writes several files, and one file in several steps. */
const CALM = 150

const asked = process.argv.slice(2)
const passedOn = asked.filter((argument) => argument !== '--fresh')
if (asked.includes('--fresh')) await rm(FOLDER, { recursive: true, force: true })

// Not `node --watch`: in its worker threads Node speaks on the channel on which ours answer.
let demo = start()
let restarting = false
let changedAgain = false
let calm: NodeJS.Timeout | undefined
for (const folder of WATCHED) {
  watch(folder, { recursive: true }, (_what, file) => {
    clearTimeout(calm)
    calm = setTimeout(() => void restart(`${folder}/${file ?? ''}`), CALM)
  })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())

function start(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts', '--keep', ...passedOn], {
    stdio: 'inherit',
    env: { ...process.env, HOSHIN_DEMO_PORTS: resolve(FOLDER, 'ports.json') },
  })
}

async function restart(because: string): Promise<void> {
  changedAgain = restarting
  if (restarting) return
  restarting = true
  console.log(`\n${because} changed.`)
  do {
    changedAgain = false
    await stopped(demo)
    demo = start()
  } while (changedAgain)
  restarting = false
}

async function end(): Promise<void> {
  clearTimeout(calm)
  await stopped(demo)
  process.exit()
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
