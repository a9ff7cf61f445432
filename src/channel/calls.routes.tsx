import { Hono } from 'hono'
import { z } from 'zod'
import { backToThread, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { callOutcomes } from './call-outcome.ts'
import { recordCall } from './record-call.ts'

const Form = z.object({ outcome: z.enum(callOutcomes), note: z.string().default('') })
const path = '/calls/:id{[0-9]{1,15}}'

/** Writing down what came of a call by telephone, from the thread's page. */
export function callRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  // Reloading the address of a refused form leads back.
  app.get(path, (c) => goTo(c, '/inbox'))

  app.post(path, async (c) => {
    const form = await parseForm(c, Form)
    if (!form.ok) return notFound(c, deps)
    const input = { callId: threadId(c), ...form.value }
    const recorded = await recordCall(db, c.get('viewer'), input, clock())
    if (!('refused' in recorded)) return backToThread(c, deps, recorded.threadId, '#escalation')
    if (recorded.refused === 'not-found') return notFound(c, deps)
    const { t } = c.get('reader')
    return recorded.refused === 'no-right'
      ? sendThread(c, deps, refused(t('call.no_right'), 403), recorded.threadId)
      : sendThread(c, deps, refused(t('call.done_already'), 409), recorded.threadId)
  })

  return app
}
