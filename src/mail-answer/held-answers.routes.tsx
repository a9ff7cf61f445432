import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import { HeldAnswersPage } from '../../views/mail-answer/held-answers-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { heldAnswersFor } from './held-answers.store.ts'
import { type HeldReason, isHeldReason } from './held-reason.ts'
import { type SettledAnswer, settleAnswer } from './settle-answer.ts'

const fields = z.object({ act: z.enum(['comment', 'drop']).catch('drop'), thread: z.string().default('') })

const refusals: Record<Exclude<Extract<SettledAnswer, { refused: string }>['refused'], 'not-found'>, Key> = {
  over: 'held_answer.over',
  'no-thread': 'held_answer.no_thread',
  'read-only': 'refusal.read_only',
  empty: 'held_answer.nothing_written',
  'too-long': 'refusal.too_long',
}

function reasonOf(why: string | null): HeldReason {
  return why !== null && isHeldReason(why) ? why : 'unclear'
}

/** Answers by mail to notifications that were not acted on: why, and what a person makes of them. */
export function heldAnswerRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/held-answers', (c) => page(c, null))

  app.post('/held-answers/:id{[0-9]{1,15}}/settlement', async (c) => {
    const form = await parseForm(c, fields)
    if (!form.ok) return notFound(c, deps)
    const id = Number(c.req.param('id'))
    const { act, thread } = form.value
    const threadId = /^#?\s*\d{1,15}$/.test(thread.trim()) ? Number(thread.replace(/\D/g, '')) : null
    const settled = await settleAnswer(db, c.get('viewer'), { id, act, threadId }, clock())
    if ('refused' in settled) {
      if (settled.refused === 'not-found') return notFound(c, deps)
      return page(c, { id, thread, words: c.get('reader').t(refusals[settled.refused]) })
    }
    deps.live.wake()
    return goTo(c, `/held-answers?done=${settled.settled}`)
  })

  async function page(c: Context<Env>, wrong: { id: number; thread: string; words: string } | null) {
    const { t } = c.get('reader')
    const rows = await heldAnswersFor(db, c.get('viewer'))
    const done = c.req.query('done')
    const words = done === 'taken' || done === 'dropped' ? t(`held_answer.${done}`) : null
    const frame = await frameOf(c, deps, {
      page: 'desk',
      flash: wrong ? { kind: 'refused', words: wrong.words } : words ? { kind: 'done', words } : undefined,
    })
    return sendDocument(
      c,
      <HeldAnswersPage
        frame={frame}
        answers={rows.map((row) => ({
          id: row.id,
          why: reasonOf(row.why),
          from: { name: row.from_name, address: row.from_address },
          to: row.account === null ? null : { name: row.account, address: row.email ?? '' },
          thread: row.thread_id === null ? null : { id: row.thread_id, subject: row.thread_subject ?? '' },
          subject: row.subject,
          text: row.text,
          at: row.received_at,
          typed: wrong?.id === row.id ? wrong.thread : '',
        }))}
      />,
      wrong ? 422 : 200,
    )
  }

  return app
}
