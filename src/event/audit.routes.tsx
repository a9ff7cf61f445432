import { Hono } from 'hono'
import { EventsPage } from '../../views/admin/events-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { listAudited, namesInAudit } from './audit.store.ts'
import { auditInWords } from './audit-words.ts'

const PAGE = 100

/** The record of people, rights and mailboxes, for administrators. */
export function auditRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/admin/events', async (c) => {
    const reader = c.get('reader')
    const asked = c.req.query('before')
    const before = asked !== undefined && /^\d{1,15}$/.test(asked) ? Number(asked) : undefined
    const { audited, nextBefore } = await listAudited(deps.db, { before, limit: PAGE })
    const names = await namesInAudit(deps.db, c.get('viewer'), audited)
    return sendDocument(
      c,
      <EventsPage
        frame={await frameOf(c, deps, { page: 'admin' })}
        events={audited.map((event) => ({
          at: event.at,
          actor: event.actor,
          words: auditInWords(reader, event, names),
        }))}
        next={nextBefore === null ? null : `/admin/events?before=${nextBefore}`}
      />,
    )
  })

  return app
}
