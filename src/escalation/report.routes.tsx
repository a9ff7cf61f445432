import { Hono } from 'hono'
import { backToThread, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { completeReport } from './complete-report.ts'
import { findEscalation } from './escalation.store.ts'
import { reportFormSchema, reportIn } from './raise-fields.ts'
import { reportAfterwards } from './report-afterwards.ts'

/** Reports that call nobody: after the fact, and what is added to one later. */
export function reportRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/threads/:id/reports/new', (c) =>
    sendThread(c, deps, {
      open: 'nothing',
      attempts: { afterwards: { messageId: numberIn(c.req.query('message')) || null } },
    }),
  )

  app.post('/threads/:id/reports', async (c) => {
    const form = await parseForm(c, reportFormSchema)
    if (!form.ok) return notFound(c, deps)
    const report = reportIn(form.value)
    const messageId = form.value.message
    const made = await reportAfterwards(
      db,
      c.get('viewer'),
      { threadId: threadId(c), report, messageId },
      clock(),
    )
    if (!('refused' in made)) return backToThread(c, deps, made.threadId, `#report-${made.escalationId}`)
    if (made.refused === 'not-found') return notFound(c, deps)
    const { t } = c.get('reader')
    const errors =
      made.refused === 'too-long'
        ? { [made.field]: t('escalation.too_long') }
        : { what: t('escalation.needs_words') }
    const typed = { report, messageId, errors }
    return sendThread(c, deps, { open: 'nothing', status: 422, attempts: { afterwards: { typed } } })
  })

  app.get('/escalations/:id/report', async (c) => {
    const escalation = await findEscalation(db, c.get('viewer'), threadId(c))
    if (!escalation) return notFound(c, deps)
    const state = { open: 'nothing', attempts: { completing: { escalation } } } as const
    return sendThread(c, deps, state, escalation.thread_id)
  })

  app.post('/escalations/:id/report', async (c) => {
    const form = await parseForm(c, reportFormSchema)
    const escalation = await findEscalation(db, c.get('viewer'), threadId(c))
    if (!form.ok || !escalation) return notFound(c, deps)
    const report = reportIn(form.value)
    const { id } = escalation
    const { version } = form.value
    const completed = await completeReport(db, c.get('viewer'), { id, report, version }, clock())
    if (!('refused' in completed)) return backToThread(c, deps, completed.threadId, '#escalation')
    const { t } = c.get('reader')
    const again = (errors: Record<string, string>, status: 409 | 422, seen = version) =>
      sendThread(
        c,
        deps,
        {
          open: 'nothing',
          status,
          attempts: { completing: { typed: { escalationId: id, version: seen, report, errors } } },
        },
        escalation.thread_id,
      )
    switch (completed.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'no-right':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403), escalation.thread_id)
      case 'over':
        return sendThread(c, deps, refused(t('escalation.over'), 409), escalation.thread_id)
      case 'too-long':
        return again({ [completed.field]: t('escalation.too_long') }, 422)
      case 'changed-meanwhile': {
        const now = [completed.report.what.text, completed.report.wanted].filter(Boolean).join(' / ')
        const words = t('escalation.report_changed', { now: now.slice(0, 300) })
        return again({ what: words }, 409, completed.version)
      }
    }
  })

  return app
}
