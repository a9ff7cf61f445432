import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { DecideAttempt } from '../../views/escalation/escalation-band.tsx'
import { nameOf } from '../account/account.store.ts'
import { backToThread, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { acceptEscalation } from './accept-escalation.ts'
import { decideEscalation } from './decide-escalation.ts'
import { findEscalation } from './escalation.store.ts'
import { judgeOutcome, outcomes } from './judge-outcome.ts'
import {
  declineEscalation,
  sendUpEscalation,
  stepDownEscalation,
  withdrawEscalation,
} from './pass-escalation.ts'

const wordsForm = z.object({ words: z.string().default('') })
const decisionForm = z.object({
  by: z.enum(['answer', 'option', 'takeover']),
  option: z.coerce.number().int().min(0).default(0),
  words: z.string().default(''),
})
const levelForm = wordsForm.extend({ to: z.union([z.literal('up'), z.coerce.number().int().min(1)]) })

/** Accepting, passing on and deciding, each from the thread's page. */
export function escalationRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.post('/escalations/:id/acceptance', async (c) =>
    answer(c, await acceptEscalation(db, c.get('viewer'), threadId(c), clock())),
  )

  app.post('/escalations/:id/refusal', async (c) => {
    const form = await parseForm(c, wordsForm)
    if (!form.ok) return notFound(c, deps)
    const input = { id: threadId(c), reason: form.value.words }
    const passed = await declineEscalation(db, c.get('viewer'), input, clock())
    return answer(c, passed, { form: 'decline', words: form.value.words })
  })

  app.post('/escalations/:id/withdrawal', async (c) => {
    const form = await parseForm(c, wordsForm)
    if (!form.ok) return notFound(c, deps)
    const input = { id: threadId(c), reason: form.value.words }
    const passed = await withdrawEscalation(db, c.get('viewer'), input, clock())
    return answer(c, passed, { form: 'withdraw', words: form.value.words })
  })

  app.post('/escalations/:id/level', async (c) => {
    const form = await parseForm(c, levelForm)
    if (!form.ok) return notFound(c, deps)
    const { to, words } = form.value
    const input = { id: threadId(c), reason: words }
    const viewer = c.get('viewer')
    const passed =
      to === 'up'
        ? await sendUpEscalation(db, viewer, input, clock())
        : await stepDownEscalation(db, viewer, { ...input, level: to }, clock())
    return answer(c, passed, { form: to === 'up' ? 'up' : 'down', words })
  })

  app.post('/escalations/:id/decision', async (c) => {
    const form = await parseForm(c, decisionForm)
    if (!form.ok) return notFound(c, deps)
    const { by, option, words } = form.value
    const choice = by === 'option' ? { by, option, words } : by === 'answer' ? { by, words } : { by }
    const decided = await decideEscalation(db, c.get('viewer'), { id: threadId(c), choice }, clock())
    return answer(c, decided, { form: 'answer', words })
  })

  app.post('/escalations/:id/outcome', async (c) => {
    const form = await parseForm(c, z.object({ outcome: z.enum(outcomes) }))
    if (!form.ok) return notFound(c, deps)
    const input = { id: threadId(c), outcome: form.value.outcome }
    return answer(c, await judgeOutcome(db, c.get('viewer'), input, clock()))
  })

  type Outcome =
    | { escalationId: number; threadId: number }
    | {
        refused:
          | 'not-found'
          | 'no-right'
          | 'over'
          | 'needs-reason'
          | 'needs-words'
          | 'no-lower-level'
          | 'no-such-option'
          | 'no-role'
      }
    | { refused: 'held-by-another'; holderId: number | null; isAccepted: boolean }

  /** Back to the thread, or the thread again with what was refused and what was typed. */
  async function answer(c: Context<Env>, outcome: Outcome, typed?: Omit<DecideAttempt, 'error'>) {
    if (!('refused' in outcome)) return backToThread(c, deps, outcome.threadId, '#escalation')
    const { t } = c.get('reader')
    const escalation = await findEscalation(db, c.get('viewer'), threadId(c))
    if (!escalation || outcome.refused === 'not-found') return notFound(c, deps)
    const id = escalation.thread_id
    switch (outcome.refused) {
      case 'needs-reason':
      case 'needs-words':
        return sendThread(
          c,
          deps,
          {
            open: 'nothing',
            status: 422,
            ...(typed && {
              attempts: { escalation: { ...typed, error: t('escalation.needs_words') } },
            }),
          },
          id,
        )
      case 'held-by-another': {
        const name = (outcome.holderId && (await nameOf(db, outcome.holderId))) || t('escalation.everybody')
        const key = outcome.isAccepted ? 'escalation.taken_by_another' : 'escalation.held_by_another'
        return sendThread(c, deps, refused(t(key, { name }), 409), id)
      }
      case 'over':
        return sendThread(c, deps, refused(t('escalation.over'), 409), id)
      case 'no-right':
      case 'no-role':
        return sendThread(c, deps, refused(t('escalation.no_right'), 403), id)
      case 'no-lower-level':
      case 'no-such-option':
        return sendThread(c, deps, refused(t('common.form_wrong'), 422), id)
    }
  }

  return app
}
