import { parseArgs } from 'node:util'

/** What a benchmark's command line says: one number by its name, `--json`, and `--postgres`. */
export type BenchArguments = { amount: number; json: boolean; postgres: boolean }

/** @throws RangeError when the number is none, or not above 0 */
export function readArguments(name: string, otherwise: number): BenchArguments {
  const { values } = parseArgs({
    options: { [name]: { type: 'string' }, json: { type: 'boolean' }, postgres: { type: 'boolean' } },
  })
  const amount = values[name] === undefined ? otherwise : Number(values[name])
  if (!Number.isSafeInteger(amount) || amount < 1)
    throw new RangeError(`--${name} takes a whole number above 0`)
  return { amount, json: values.json === true, postgres: values.postgres === true }
}

/** With --json one line for a program; else the same, spread out for a person. */
export function print(result: object, { json }: BenchArguments): void {
  console.log(JSON.stringify(result, null, json ? undefined : 2))
}

/** How hoshin is started: as docs/hoshin.service and the npm scripts do. */
export const nodeFlags = ['--max-semi-space-size=8']

/** Says what goes on, beside the result. */
export function say(line: string): void {
  console.error(line)
}
