#!/usr/bin/env node
// Becomes dist/cli.js: looks at Node before anything is loaded that an old one could not read.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from './run-on-node24.mjs'

runOnNode24(join(dirname(fileURLToPath(import.meta.url)), 'cli.main.js'), process.argv.slice(2))
