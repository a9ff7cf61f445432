import type { Compilable, CompiledQuery, RawBuilder } from 'kysely'
import type { Db } from './database.ts'
import { engineOf } from './engine.ts'

/** Numbers are bound; everything else decides the query's text. Lists, sets and maps may have any length. */
type Given =
  | number
  | string
  | boolean
  | null
  | undefined
  | readonly Given[]
  | ReadonlySet<Given>
  | ReadonlyMap<Given, Given>
  | { readonly [name: string]: Given }

/** Texts of one query: one for each length of its lists and whatever else decides it. */
const KEPT_TEXTS = 300

/**
 * A query that each page asks, built once for each shape of what it is given and afterwards only handed its
 * numbers: Kysely takes longer to build and to write down most of them than the database to answer.
 *
 * `build` is called with numbers that stand for those that will come. It may put them into the query as values, and
 * may neither reckon with them nor write them into the text (`sql.lit`): that throws at once.
 */
export function kept<G extends Given, R>(
  build: (db: Db, given: G) => Compilable<R> | RawBuilder<R>,
): (db: Db, given: G) => Promise<R[]> {
  const texts = new Map<string, Text>()
  return async (db, given) => {
    const executor = db.getExecutor()
    // A plugin wants to see what is built.
    if (executor.plugins.length > 0) return (await db.executeQuery(compile(db, build(db, given)))).rows
    const numbers: number[] = []
    const shape = `${engineOf(db)} ${shapeOf(given, numbers)}`
    const text = texts.get(shape) ?? textOf(compile(db, build(db, standIns(given))), numbers.length)
    if (texts.size >= KEPT_TEXTS && !texts.has(shape)) texts.clear()
    texts.set(shape, text)
    const parameters = text.bound.map((one) => (one.given === null ? one.constant : numbers[one.given]))
    const { rows } = await executor.executeQuery<R>({ ...text.query, parameters })
    return rows
  }
}

type Text = {
  query: CompiledQuery
  /** Of each place in the text: which of the given numbers, or what it always is. */
  bound: readonly { given: number | null; constant: unknown }[]
}

/** Far from every id and instant, and from what could be reckoned out of one of them. */
const STAND_IN = -(2 ** 52)
const NEAR = 2 ** 51

function compile<R>(db: Db, built: Compilable<R> | RawBuilder<R>): CompiledQuery<R> {
  return 'isRawBuilder' in built ? built.compile(db) : built.compile()
}

function textOf(query: CompiledQuery, count: number): Text {
  const bound = query.parameters.map((value) => {
    if (typeof value !== 'number' || value > -NEAR) return { given: null, constant: value }
    const given = STAND_IN - value
    if (given < 0 || given >= count)
      throw new Error(`a kept query reckons with what it is given: ${query.sql}`)
    return { given, constant: null }
  })
  if (/-45035996\d{8}/.test(query.sql))
    throw new Error(`a kept query writes out what it is given: ${query.sql}`)
  return { query: { ...query, parameters: [] }, bound }
}

/** What decides the query's text; the numbers go into `numbers`, in the order in which they stand. */
function shapeOf(given: Given, numbers: number[]): string {
  if (typeof given === 'number') {
    numbers.push(given)
    return '#'
  }
  if (given === null || typeof given !== 'object') return JSON.stringify(given) ?? '-'
  if (Array.isArray(given) || given instanceof Set) {
    let shape = '['
    for (const value of given) shape += shapeOf(value, numbers)
    return `${shape}]`
  }
  let shape = '('
  if (given instanceof Map) {
    for (const [key, value] of given) shape += `${shapeOf(key, numbers)}:${shapeOf(value, numbers)}`
  } else {
    for (const [name, value] of Object.entries(given)) shape += `${name}:${shapeOf(value, numbers)} `
  }
  return `${shape})`
}

/** The same with a stand-in for each number, in the same order. */
function standIns<G extends Given>(given: G): G {
  let count = 0
  const stand = (value: unknown): unknown => {
    if (typeof value === 'number') return STAND_IN - count++
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [stand(key), stand(one)]))
    if (value instanceof Set) return new Set([...value].map(stand))
    if (Array.isArray(value)) return value.map(stand)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stand(one)]))
  }
  return stand(given) as G
}
