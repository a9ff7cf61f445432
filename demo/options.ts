import { parseArgs } from 'node:util'

export type DemoOptions = {
  /** The first port that is tried for the inbox. */
  port: number
  /** Goes on with the database of the last run. */
  keep: boolean
}

/** Asked for something that cannot be done as it was asked; the message says what to change. */
export class Refusal extends Error {}

export const USAGE = 'npm run demo -- [--port 3000] [--keep]'

/** @throws Refusal */
export function parseOptions(argv: string[]): DemoOptions {
  const { port, keep } = read(argv)
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_000)
    throw new Refusal(`--port ${port}: a number from 1 to 65000 is expected.`)
  return { port: Number(port), keep }
}

function read(argv: string[]) {
  try {
    const options = {
      port: { type: 'string', default: '3000' },
      keep: { type: 'boolean', default: false },
    } as const
    return parseArgs({ args: argv, options }).values
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\nUsage: ${USAGE}`)
  }
}
