import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Errors } from '../../views/parts.tsx'
import { InternalPage } from '../../views/thread/internal-page.tsx'
import { mayWork } from '../access/viewer.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { openInternal } from './open-internal.ts'
import { backToThread, numberIn } from './thread.routes.tsx'

const internalForm = z.object({
  mailbox: z.string().default(''),
  subject: z.string().default(''),
  text: z.string().default(''),
  // biome-ignore lint/suspicious/noThenProperty: it is a field of a form, and nothing awaits it.
  then: z.string().default(''),
})

/** Opening a thread about a matter of our own. */
export function internalRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/internal-threads/new', (c) =>
    sendForm(c, { mailbox: c.req.query('mailbox') ?? '', subject: '', text: '' }, {}),
  )
  app.get('/internal-threads', (c) => c.redirect('/internal-threads/new', 303))

  app.post('/internal-threads', async (c) => {
    const form = await parseForm(c, internalForm)
    if (!form.ok) return notFound(c, deps)
    const { mailbox, subject, text } = form.value
    const input = { mailboxId: numberIn(mailbox), subject, text }
    const opened = await openInternal(deps.db, c.get('viewer'), input, deps.clock())
    if (!('refused' in opened)) {
      if (form.value.then !== 'escalate') return backToThread(c, deps, opened.threadId)
      deps.live.wake()
      return c.redirect(`/threads/${opened.threadId}/escalations/new`, 303)
    }
    const { t } = c.get('reader')
    const values = { mailbox, subject, text }
    switch (opened.refused) {
      case 'not-found':
        return sendForm(c, values, { mailbox: t('refusal.missing') }, 422)
      case 'read-only':
        return sendForm(c, values, { mailbox: t('refusal.read_only') }, 403)
      case 'retired':
        return sendForm(c, values, { mailbox: t('refusal.mailbox_retired') }, 409)
      case 'empty':
        return sendForm(c, values, { [opened.field]: t('escalation.needs_words') }, 422)
      case 'too-long':
        return sendForm(c, values, { [opened.field]: t('escalation.too_long') }, 422)
    }
  })

  async function sendForm(
    c: Context<Env>,
    values: { mailbox: string; subject: string; text: string },
    errors: Errors,
    status: 200 | 403 | 409 | 422 = 200,
  ) {
    const viewer = c.get('viewer')
    const ids = [...viewer.roles.keys()].filter((id) => mayWork(viewer, id))
    const mailboxes = await deps.db
      .selectFrom('mailboxes')
      .select(['id', 'name'])
      .where('id', 'in', [0, ...ids])
      .where('retired_at', 'is', null)
      .orderBy('id')
      .execute()
    const frame = await frameOf(c, deps, {})
    return sendDocument(
      c,
      <InternalPage frame={frame} mailboxes={mailboxes} values={values} errors={errors} />,
      status,
    )
  }

  return app
}
