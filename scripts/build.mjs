// Builds dist/: the command, its workers, and what browsers load. `--watch` builds again on change.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, context } from 'esbuild'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const common = { bundle: true, format: 'esm', sourcemap: true, logLevel: 'error' }

const onServer = {
  ...common,
  entryPoints: present({
    'cli.main': 'src/cli.ts',
    'mime-worker': 'src/mail/mime-worker.ts',
    'copy-worker': 'src/backup/copy-worker.ts',
    'holiday-worker': 'src/business-time/holiday-worker.ts',
  }),
  outdir: 'dist',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
}

const guard = {
  ...common,
  entryPoints: { cli: 'scripts/cli-entry.mjs' },
  outdir: 'dist',
  platform: 'node',
  target: 'node12.20',
}

const inBrowser = {
  ...common,
  entryPoints: present({ app: 'src/client/main.ts' }),
  outdir: 'dist/public',
  platform: 'browser',
  target: 'es2022',
  minify: true,
}

function present(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(source)))
}

const parts = [onServer, guard, inBrowser].filter(({ entryPoints }) => Object.keys(entryPoints).length > 0)

if (process.argv.includes('--watch')) {
  for (const part of parts) await (await context({ ...part, logLevel: 'info' })).watch()
} else {
  await rm('dist/chunks', { recursive: true, force: true })
  const results = await Promise.allSettled(parts.map((part) => build(part)))
  // esbuild has printed what is wrong.
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1
}
