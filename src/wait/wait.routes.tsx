import { Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import { asComment, backToThread, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { many, parseForm, ticked } from '../web/forms.ts'
import { fromLocalTime } from '../web/local-time.ts'
import { endWait } from './end-wait.ts'
import { openWait } from './open-wait.ts'
import { partyOf } from './party.store.ts'

export function waitRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/threads/:id/waits', async (c) => {
    const form = await parseForm(
      c,
      z.object({
        with: z.string().default(''),
        question: z.string().default(''),
        due: z.string().default(''),
        by_mail: ticked(),
        forward: many(z.coerce.number()),
      }),
    )
    if (!form.ok) return notFound(c, deps)
    const { by_mail: byMail, forward, ...value } = form.value
    const reader = c.get('reader')
    const again = (field: 'with' | 'question' | 'due', key: Key) =>
      sendThread(c, deps, {
        open: 'nothing',
        attempts: { wait: { values: { ...value, byMail, forward }, errors: { [field]: reader.t(key) } } },
        status: 422,
      })
    const dueAt = value.due === '' ? null : fromLocalTime(value.due, reader.timeZone)
    if (value.due !== '' && dueAt === null) return again('due', 'refusal.bad_time')

    const opened = await openWait(
      deps.db,
      c.get('viewer'),
      {
        threadId: threadId(c),
        party: await partyOf(deps.db, value.with),
        question: value.question,
        dueAt,
        mail: byMail ? { forward } : null,
      },
      deps.clock(),
    )
    if (!('refused' in opened)) return backToThread(c, deps)
    switch (opened.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(reader.t('refusal.read_only'), 403))
      case 'may-not-send':
        return again('with', 'wait.may_not_send')
      case 'own-address':
        return again('with', 'wait.own_address')
      case 'mailbox-retired':
        return again('with', 'wait.mailbox_retired')
      case 'no-party':
        return again('with', 'refusal.no_party')
      case 'empty':
        return again('question', 'refusal.empty')
      case 'too-long':
        return again('question', 'refusal.too_long')
      case 'due-in-the-past':
        return again('due', 'refusal.due_in_the_past')
    }
  })

  app.post('/waits/:id/end', async (c) => {
    const form = await parseForm(c, z.object({ answer: z.string().default('') }))
    if (!form.ok) return notFound(c, deps)
    const waitId = threadId(c)
    const ended = await endWait(deps.db, c.get('viewer'), { waitId, answer: form.value.answer }, deps.clock())
    if (!('refused' in ended)) return backToThread(c, deps, ended.threadId)
    if (ended.refused === 'not-found') return notFound(c, deps)
    const { t } = c.get('reader')
    const wait = await deps.db
      .selectFrom('waits')
      .select('thread_id')
      .where('id', '=', waitId)
      .executeTakeFirst()
    const again =
      ended.refused === 'read-only'
        ? refused(t('refusal.read_only'), 403)
        : refused(t('refusal.ended_already'), 409)
    // The form is gone with the wait: what was written in it stands in a comment's, which can still be posted.
    const { answer } = form.value
    const kept = answer.trim() === '' ? {} : { attempts: { comment: asComment(answer, again) } }
    return sendThread(c, deps, { ...again, ...kept }, wait?.thread_id ?? 0)
  })

  return app
}
