// This file must parse and run on Node 12.20 and later, so nothing newer than that stands in it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NEEDED = 24
// V8 lets its young generation grow to 96 MB on a busy server, which costs a third of the memory and gains no speed.
const FLAGS = ['--max-semi-space-size=8']
const here = dirname(fileURLToPath(import.meta.url))

/**
 * Runs the program here where this Node will do, or else on the one in node_modules, with the same arguments
 * and streams, handing on its signals and its exit code. TypeScript runs through tsx, in a process of its own.
 */
export function runOnNode24(program, args) {
  const isTypeScript = /\.tsx?$/.test(program)
  if (isNewEnough() && !isTypeScript) {
    process.argv.splice(1, process.argv.length, program, ...args)
    import(pathToFileURL(program).href).catch(refuse)
    return
  }
  const node = isNewEnough() ? process.execPath : bundledNode()
  if (node === undefined) {
    refuse(
      `hoshin needs Node ${NEEDED} or newer; this is ${process.versions.node}, and there is none in node_modules.`,
    )
    return
  }
  goOnWith(node, [...FLAGS, ...(isTypeScript ? ['--import', tsx()] : []), program, ...args])
}

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= NEEDED
}

function bundledNode() {
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const node = join(folder, 'node_modules', 'node', 'bin', 'node')
    if (existsSync(node)) return node
  }
  return undefined
}

function tsx() {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}

function goOnWith(node, args) {
  // Whatever the program itself starts as `node` shall be this one too.
  const env = Object.assign({}, process.env, {
    PATH: dirname(node) + delimiter + (process.env.PATH || ''),
    // How JSX becomes text stands there, and the command may be called from any folder.
    TSX_TSCONFIG_PATH: join(here, '..', 'tsconfig.json'),
  })
  const child = spawn(node, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // At a terminal, Ctrl-C has reached the program already, and a second one might mean "at once".
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    })
  }
  child.on('error', refuse)
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exit(code)
    } else {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}

function refuse(problem) {
  console.error(problem)
  process.exitCode = 1
}
