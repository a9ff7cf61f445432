import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type LineSink, linesTo, openLog } from '../src/log.ts'
import { freePortFrom } from './free-port.ts'
import { parseOptions, Refusal } from './options.ts'
import { announceDemo, demoFolder, findDemo, withdrawDemo } from './running.ts'
import { type StartedDemo, startDemo } from './start.ts'
import { welcome } from './welcome.ts'

/** ms. A terminal's Ctrl-C reaches this process, and once more through the one that runs it: that is one wish. */
const SAME_WISH = 1_000
/** ms in which everything may end by itself. */
const END_WITHIN = 3_000

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = error instanceof Refusal ? 2 : 1
}

async function main(argv: string[]): Promise<void> {
  const { port, keep } = parseOptions(argv)
  await refuseSecond()
  const signalled = firstSignal()
  await mkdir(demoFolder, { recursive: true })
  const logFile = join(demoFolder, 'hoshin.log')
  const web = await freePortFrom(port)
  const starting = startDemo({
    folder: demoFolder,
    ports: { web, page: await freePortFrom(web + 1) },
    keep,
    log: openLog(alsoAloud(logFile), Date.now),
    onProgress: progress(),
  })
  const demo = await Promise.race([starting, signalled])
  // What has been told so far is told anew at the next start.
  if (demo === undefined) process.exit(130)
  const { url, page, mailboxes } = demo
  await announceDemo({ url, page, mailboxes })
  console.log(welcome(demo, { wantedPort: port }))
  console.log(`  What it does stands in ${relative(process.cwd(), logFile)}.\n`)
  await signalled
  await end(demo)
}

/** The database and the ports of the one that runs are its own. */
async function refuseSecond(): Promise<void> {
  const other = await findDemo()
  if (other && (await answers(other.url)))
    throw new Refusal(
      `A demo is running already: ${other.url}/ . End that one first (Ctrl-C in its terminal).`,
    )
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  )
}

/** Everything into the file; what went wrong into the terminal too. */
function alsoAloud(file: string): LineSink {
  const toFile = linesTo(createWriteStream(file))
  return (line) => {
    toFile(line)
    if (/^\S+ (error|warn) /.test(line)) console.error(line)
  }
}

function progress(): (done: number, total: number) => void {
  if (!process.stdout.isTTY) {
    return (done) => {
      if (done === 1) console.log('Telling the office’s stories …')
    }
  }
  return (done, total) => {
    const full = Math.round((done / total) * 30)
    process.stdout.write(
      `\r  Telling the office’s stories ${'█'.repeat(full)}${'░'.repeat(30 - full)} ${done}/${total}`,
    )
    if (done === total) process.stdout.write('\n')
  }
}

async function end(demo: StartedDemo): Promise<void> {
  console.log('Stopping …')
  const late = setTimeout(() => process.exit(0), END_WITHIN)
  await withdrawDemo()
  await demo.stop()
  clearTimeout(late)
}

/** The first wish to end; a second one is not waited for. */
function firstSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    let firstAt: number | null = null
    const onSignal = () => {
      if (firstAt === null) {
        firstAt = Date.now()
        resolve(undefined)
      } else if (Date.now() - firstAt > SAME_WISH) {
        process.exit(130)
      }
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
    process.on('SIGHUP', onSignal)
  })
}
