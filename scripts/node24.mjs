// Runs a program on a Node that is new enough: `node scripts/node24.mjs program.ts [arguments]`.
import { resolve } from 'node:path'
import { runOnNode24 } from './run-on-node24.mjs'

const [program, ...args] = process.argv.slice(2)

if (program === undefined) {
  console.error('usage: node scripts/node24.mjs program [arguments]')
  process.exitCode = 2
} else {
  runOnNode24(resolve(program), args)
}
