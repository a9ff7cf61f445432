import { Hono } from 'hono'
import { z } from 'zod'
import { backToThread, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { endCareful, judgeHit } from './judge-hit.ts'

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

  app.post('/threads/:id/careful', async (c) => {
    const ended = await endCareful(db, c.get('viewer'), threadId(c), clock())
    if (!('refused' in ended)) return backToThread(c, deps, ended.threadId)
    if (ended.refused === 'not-found') return notFound(c, deps)
    return sendThread(c, deps, refused(c.get('reader').t('rule_refusal.not_supervisor'), 403))
  })

  return app
}
