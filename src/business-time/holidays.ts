import { Worker } from 'node:worker_threads'
import type { Day, HolidayName } from './calendar.ts'
import type { HolidayAnswer, HolidayQuestion } from './holiday-worker.ts'

/** A country, or one of its states, whose holidays are known: `DE-BY` with its own name, Bayern. */
export type Region = { readonly code: string; readonly country: string; readonly state: string | null }

/** Years before and after the one asked about for which holidays are worked out: what is due lies within. */
const YEARS_BACK = 2
const YEARS_AHEAD = 11

/**
 * The public holidays of a region, substitute holidays (振替休日, 国民の休日) among them. Days that only banks,
 * schools or some people keep are not.
 *
 * Japan's come from the table that follows the Cabinet Office's; those of other countries are worked out in a
 * thread, once for each process, region and year.
 *
 * @param region a code of `regions()`; one that is not known has no holidays
 * @param now UTC ms; holidays are known from two years before to eleven years after
 */
export function holidaysOf(region: string | null, now: number): Promise<ReadonlyMap<Day, HolidayName>> {
  if (region === null) return Promise.resolve(none)
  const year = new Date(now).getUTCFullYear()
  return region === 'JP'
    ? remember('JP', japanese)
    : remember(`${region} ${year}`, () => foreign(region, year - YEARS_BACK, year + YEARS_AHEAD))
}

/** Every region that can be chosen, countries first within themselves, by their codes. */
export async function regions(): Promise<readonly Region[]> {
  knownRegions ??= askRegions()
  return knownRegions
}

const none: ReadonlyMap<Day, HolidayName> = new Map()
const remembered = new Map<string, Promise<ReadonlyMap<Day, HolidayName>>>()
let knownRegions: Promise<readonly Region[]> | null = null

/**
 * A library that fails on one country must not hold up mail: without its holidays what is due is due earlier,
 * never later. It is said on the error output and tried again when next asked.
 */
function remember(
  key: string,
  find: () => Promise<ReadonlyMap<Day, HolidayName>>,
): Promise<ReadonlyMap<Day, HolidayName>> {
  const known = remembered.get(key)
  if (known) return known
  const found = find().catch((problem: unknown) => {
    remembered.delete(key)
    process.emitWarning(`The holidays of ${key} could not be worked out: ${problem}`)
    return none
  })
  remembered.set(key, found)
  return found
}

async function japanese(): Promise<ReadonlyMap<Day, HolidayName>> {
  const { default: table } = await import('@holiday-jp/holiday_jp')
  return new Map(
    Object.entries(table.holidays).map(([day, { name, name_en }]) => [day, { ja: name, en: name_en }]),
  )
}

async function foreign(region: string, from: number, until: number): Promise<ReadonlyMap<Day, HolidayName>> {
  return new Map((await ask({ ask: 'holidays', region, from, until })).holidays ?? [])
}

async function askRegions(): Promise<readonly Region[]> {
  try {
    return (await ask({ ask: 'regions' })).regions ?? []
  } catch (problem) {
    knownRegions = null
    throw problem
  }
}

/**
 * A thread for one question: the library takes 35 MB and a fifth of a second to load and 40 ms for each year,
 * which is neither kept in memory nor taken from whoever waits for a page.
 */
function ask(question: HolidayQuestion): Promise<HolidayAnswer> {
  const isBundle = import.meta.url.endsWith('.js')
  const file = new URL(isBundle ? './holiday-worker.js' : './holiday-worker.ts', import.meta.url)
  const worker = new Worker(file, { execArgv: [], workerData: question })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The thread that knows holidays ended (${code}).`)))
  })
}
