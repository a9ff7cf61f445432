import { Hono } from 'hono'
import { z } from 'zod'
import { threadUrl } from '../../views/shown.ts'
import { keep, largestReply, replyForm } from '../outbox/reply-form.routes.tsx'
import { notSaved } from '../outbox/reply-refused.routes.tsx'
import { showSaved } from '../outbox/saved-draft.routes.tsx'
import { backToThread, hereOf, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { insertedAt } from './template.ts'
import { type Chosen, useTemplate } from './use-template.ts'

const whole = z.coerce.number().int().nonnegative().optional().catch(undefined)
const insertionForm = replyForm.extend({
  template: whole,
  wording: whole,
  /** Where the writer stood in the text, characters; only a script knows. */
  caret: z
    .string()
    .regex(/^[0-9]{1,7}$/)
    .optional()
    .catch(undefined),
})

/** Puts a template, or a policy's wording, into the reply that is being written: it is saved with it at once. */
export function insertionRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const { db } = deps

  app.get('/threads/:id/template-insertions', (c) =>
    c.redirect(threadUrl(threadId(c), hereOf(c), '/reply'), 303),
  )

  app.post('/threads/:id/template-insertions', async (c) => {
    const form = await parseForm(c, insertionForm, largestReply(deps))
    const thread = await findThread(db, c.get('viewer'), threadId(c))
    if (!form.ok || !thread) return notFound(c, deps)
    const { template, wording, caret, ...reply } = form.value
    const chosen: Chosen | null =
      template !== undefined ? { template } : wording !== undefined ? { wording } : null
    const text = chosen && (await useTemplate(db, c.get('viewer'), thread, chosen, deps.clock()))
    // One that was removed meanwhile: what was typed is kept, and the list as it stands now is shown.
    const body =
      text === null ? reply.body : insertedAt(reply.body, text, caret === undefined ? null : Number(caret))
    const saved = await keep(c, deps, { ...reply, body })
    if ('refused' in saved) {
      if (saved.refused === 'sent-already') return backToThread(c, deps)
      return notSaved(c, deps, { ...reply, body }, saved.refused)
    }
    return showSaved(c, deps, reply.form_token, text === null ? '' : undefined)
  })

  return app
}
