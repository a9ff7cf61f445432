#!/usr/bin/env node
// The command `hoshin`: the built program, or in a checkout that was not built yet its source.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from '../scripts/run-on-node24.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const candidates = [join(root, 'dist', 'cli.main.js'), join(root, 'src', 'cli.ts')]
const program = candidates.find((file) => existsSync(file))

if (program === undefined) {
  console.error('hoshin is not built yet: run npm run build first.')
  process.exitCode = 1
} else {
  runOnNode24(program, process.argv.slice(2))
}
