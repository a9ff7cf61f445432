import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'

/** A query as it was sent. */
export type Sent = { sql: string; parameters: readonly unknown[] }

/** The same database, and what is read through it from now on. */
export function watchQueries(db: Db): { db: Db; sent: Sent[] } {
  const sent: Sent[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      sent.push(compiled(db, node))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin), sent }
}

function compiled(db: Db, node: RootOperationNode): Sent {
  const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId())
  return { sql: sql.trim(), parameters }
}

/**
 * How a query would read more than its share: each a line such as `SCAN messages`.
 *
 * @param big the tables that grow with the years
 * @param rowsAllowed of one of them, by one step (PostgreSQL, where the query is run for it)
 */
export async function excessOf(
  db: Db,
  query: Sent,
  big: readonly string[],
  rowsAllowed: number,
): Promise<string[]> {
  if (!/^(select|with|\()/i.test(query.sql)) return []
  return engineOf(db) === 'postgres' ? excessRows(db, query, big, rowsAllowed) : walks(db, query, big)
}

/** SQLite: a table that is read from its beginning, or all of a mailbox or of an assignee, done or not. */
async function walks(db: Db, query: Sent, big: readonly string[]): Promise<string[]> {
  const { rows } = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
  )
  const partial = await partialIndexes(db)
  return rows.flatMap(({ detail }) => {
    const [, way, name = '', index] =
      /^(SCAN|SEARCH) (\w+)(?: EXISTS)?(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? []
    const table = tableBehind(name, query.sql)
    if (!big.includes(table) || (index && partial.has(index))) return []
    // A page of a list that is in the index's order reads no more than the page.
    const isPage = index && / limit /.test(query.sql) && !rows.some((row) => /ORDER BY$/.test(row.detail))
    if (way === 'SCAN' && isPage) return []
    const isAll = /\((?:mailbox_id|assignee_id)=\?(?: AND folder=\?)?\)$/.test(detail)
    return way === 'SCAN' || isAll ? [detail] : []
  })
}

async function partialIndexes(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'index' and sql like '% where %'`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** What stands behind a name in a query: `notifications as n`. */
function tableBehind(name: string, text: string): string {
  return new RegExp(`"?(\\w+)"? as "?${name}"?\\b`).exec(text)?.[1] ?? name
}

type Plan = {
  Plans?: Plan[]
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
}

/** PostgreSQL: rows that were really read, with whole tables never the cheapest. */
async function excessRows(
  db: Db,
  query: Sent,
  big: readonly string[],
  rowsAllowed: number,
): Promise<string[]> {
  return db.connection().execute(async (one) => {
    await sql`set enable_seqscan = off`.execute(one)
    const { rows } = await one.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      CompiledQuery.raw(`explain (analyze, format json) ${query.sql}`, [...query.parameters]),
    )
    const [top] = rows[0]?.['QUERY PLAN'] ?? []
    return top ? readTooMuch(top.Plan, big, rowsAllowed) : []
  })
}

function readTooMuch(plan: Plan, big: readonly string[], rowsAllowed: number): string[] {
  const each =
    (plan['Actual Rows'] ?? 0) +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0)
  const read = each * (plan['Actual Loops'] ?? 1)
  const table = plan['Relation Name'] ?? ''
  const own =
    big.includes(table) && read > rowsAllowed ? [`${plan['Node Type']} of ${table}: ${read} rows`] : []
  return [...own, ...(plan.Plans ?? []).flatMap((one) => readTooMuch(one, big, rowsAllowed))]
}
