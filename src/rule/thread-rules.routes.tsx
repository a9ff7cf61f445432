import { Hono } from 'hono'
import { z } from 'zod'
import { maySupervise } from '../access/viewer.ts'
import { backToThread, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { judgeHit } from './judge-hit.ts'
import { endCareful, startCareful } from './set-careful.ts'

/** What people say on a thread of what a rule did there. */
export function threadRulesRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.post('/threads/:id/rule-hits/:hit{[0-9]{1,15}}/judgement', async (c) => {
    const form = await parseForm(c, z.object({ words: z.string().default('') }))
    if (!form.ok) return notFound(c, deps)
    const input = { threadId: threadId(c), hitId: Number(c.req.param('hit')), words: form.value.words }
    const judged = await judgeHit(db, c.get('viewer'), input, clock())
    if (!('refused' in judged)) return backToThread(c, deps, judged.threadId)
    if (judged.refused === 'not-found') return notFound(c, deps)
    return sendThread(c, deps, refused(c.get('reader').t('refusal.read_only'), 403))
  })

  app.get('/threads/:id/careful', async (c) => {
    const viewer = c.get('viewer')
    const thread = await findThread(db, viewer, threadId(c))
    if (thread && !maySupervise(viewer, thread.mailbox_id)) {
      return sendThread(c, deps, refused(c.get('reader').t('rule_refusal.not_supervisor'), 403))
    }
    return sendThread(c, deps, { open: 'nothing', attempts: { careful: {} } })
  })

  app.post('/threads/:id/careful', async (c) => {
    const form = await parseForm(
      c,
      z.object({ reason: z.string().default(''), hints: z.string().default('') }),
    )
    if (!form.ok) return notFound(c, deps)
    const typed = form.value
    const begun = await startCareful(db, c.get('viewer'), { threadId: threadId(c), ...typed }, clock())
    if (!('refused' in begun)) return backToThread(c, deps, begun.threadId)
    const { t } = c.get('reader')
    const again = (errors: Record<string, string>) =>
      sendThread(c, deps, { open: 'nothing', status: 422, attempts: { careful: { ...typed, errors } } })
    switch (begun.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'not-supervisor':
        return sendThread(c, deps, refused(t('rule_refusal.not_supervisor'), 403))
      case 'no-reason':
        return again({ reason: t('rule_refusal.no_reason') })
      case 'long-reason':
        return again({ reason: t('rule_refusal.long_reason') })
      case 'long-hints':
        return again({ hints: t('rule_refusal.long_hints') })
    }
  })

  app.post('/threads/:id/careful/end', async (c) => {
    const ended = await endCareful(db, c.get('viewer'), threadId(c), clock())
    if (!('refused' in ended)) return backToThread(c, deps, ended.threadId)
    if (ended.refused === 'not-found') return notFound(c, deps)
    return sendThread(c, deps, refused(c.get('reader').t('rule_refusal.not_supervisor'), 403))
  })

  return app
}
