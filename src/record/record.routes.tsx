import { type Context, Hono } from 'hono'
import { CasePage } from '../../views/record/case-page.tsx'
import { RecordPage } from '../../views/record/record-page.tsx'
import { findEscalation, reportOf } from '../escalation/escalation.store.ts'
import { viewOf } from '../escalation/escalation-view.ts'
import { numberIn, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { fromLocalTime } from '../web/local-time.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { caseFacts } from './case.store.ts'
import { csvOf } from './csv.ts'
import { earlierReports, levelsInRecord, listRecord, namedSteps } from './record.store.ts'
import { type RecordQuery, recordAddress, recordQueryOf } from './record-query.ts'
import { csvHead, csvRow, levelTitles, rowInView } from './record-view.ts'

/** Rows of one file; what is older is fetched with an earlier end. */
const FILE_LIMIT = 20_000
const AT_ONCE = 500
const DAY = 86_400_000

/** The record of every escalation and report, each with a page of its own, and as a file. */
export function recordRoutes(deps: Deps) {
  const { db } = deps
  const app = new Hono<Env>()

  app.get('/escalations', async (c) => {
    const [viewer, query] = [c.get('viewer'), recordQueryOf((name) => c.req.query(name))]
    const after = numberIn(c.req.query('after')) || null
    const page = await listRecord(db, viewer, query, spanOf(c, query), after)
    const titles = await levelTitles(db, page.rows)
    const frame = await frameOf(c, deps, { page: 'record' })
    return sendDocument(
      c,
      <RecordPage
        frame={frame}
        query={query}
        levels={await levelsInRecord(db, viewer)}
        rows={page.rows.map((row) => rowInView(row, titles))}
        next={page.next === null ? null : recordAddress(query, '/escalations', page.next)}
        first={after === null ? null : recordAddress(query)}
        file={recordAddress(query, '/escalations/record.csv')}
      />,
    )
  })

  app.get('/escalations/record.csv', async (c) => {
    const [viewer, reader] = [c.get('viewer'), c.get('reader')]
    const query = recordQueryOf((name) => c.req.query(name))
    const rows: string[][] = [csvHead(reader)]
    let after: number | null = null
    do {
      const page = await listRecord(db, viewer, query, spanOf(c, query), after, AT_ONCE)
      const titles = await levelTitles(db, page.rows)
      rows.push(...page.rows.map((row) => csvRow(reader, rowInView(row, titles))))
      after = page.next
    } while (after !== null && rows.length < FILE_LIMIT)
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="hoshin-escalations.csv"')
    return c.body(csvOf(rows))
  })

  app.get('/escalations/:id{[0-9]{1,15}}', async (c) => {
    const viewer = c.get('viewer')
    const escalation = await findEscalation(db, viewer, threadId(c))
    if (!escalation) return notFound(c, deps)
    const thread = await db
      .selectFrom('threads')
      .selectAll()
      .where('id', '=', escalation.thread_id)
      .executeTakeFirstOrThrow()
    const view = await viewOf(db, viewer, { escalation, thread }, deps.clock())
    const earlier = await earlierReports(db, escalation.id)
    const frame = await frameOf(c, deps, { page: 'record' })
    return sendDocument(
      c,
      <CasePage
        frame={frame}
        escalation={view}
        facts={await caseFacts(db, escalation, thread)}
        steps={await namedSteps(db, escalation.id)}
        earlier={earlier.map((row) => ({
          version: row.version,
          at: row.replaced_at,
          by: row.name,
          report: reportOf(row),
        }))}
      />,
    )
  })

  return app
}

/** Whole days of the reader's calendar, the last one to its end. */
function spanOf(c: Context<Env>, { from, until }: RecordQuery) {
  const { timeZone } = c.get('reader')
  const start = (day: string) => (day === '' ? null : fromLocalTime(`${day}T00:00`, timeZone))
  const last = start(until)
  return { from: start(from), until: last === null ? null : last + DAY }
}
