import { failureOf } from './cli/failure.ts'
import { run } from './cli/run.ts'

// What nobody awaited is told in one line as well, and whoever started hoshin starts it again.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${failureOf(error).words}\n`, () => process.exit(1))
})

const exitCode = await run(process.argv.slice(2), process)

// Sockets that a command left half open must not keep it from ending.
process.exit(exitCode)
