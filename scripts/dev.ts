// npm run dev [-- --port 3000] [--fresh]
// The demo on the sources, started again whenever one of them changes; its database stays (--fresh begins
// anew). The browser's script is bundled at each start, so a change of it needs no more than a reload.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const WATCHED = ['src', 'views', 'config', 'demo', 'migrations', 'public']
const FOLDER = 'data/dev'

const asked = process.argv.slice(2)
if (asked.includes('--fresh'))
  for (const end of ['', '-wal', '-shm']) await rm(`${FOLDER}/hoshin.db${end}`, { force: true })

const child = spawn(
  process.execPath,
  [
    ...['--import', 'tsx'],
    ...WATCHED.filter((folder) => existsSync(folder)).map((folder) => `--watch-path=${folder}`),
    '--watch-preserve-output',
    'demo/main.ts',
    '--keep',
    ...asked.filter((argument) => argument !== '--fresh'),
  ],
  // A folder of its own, so that a demo that is shown to somebody stays as it is.
  { stdio: 'inherit', env: { ...process.env, HOSHIN_DEMO_PORTS: resolve(FOLDER, 'ports.json') } },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // At a terminal, Ctrl-C has reached it already.
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  })
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
