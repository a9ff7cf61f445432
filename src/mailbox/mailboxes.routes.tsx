import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { MailboxesPage } from '../../views/admin/mailboxes-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { inWords, parseForm, says } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { mailboxOverviews } from './mailbox-overview.store.ts'
import { setSignature } from './set-signature.ts'

const Signed = z.object({
  signature: z.string({ error: says('refused.required') }).max(5000, says('refused.long')),
})

/** How the mailboxes do and who works in them. Servers are set in the configuration only. */
export function mailboxesRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get('/admin/mailboxes', (c) => page(c, null))

  app.post('/admin/mailboxes/:id{[0-9]{1,15}}/signature', async (c) => {
    const id = Number(c.req.param('id'))
    const mailbox = (await mailboxOverviews(db)).find((one) => one.id === id)
    if (!mailbox || config.configuredSignatures.has(mailbox.key)) return notFound(c, deps)
    const form = await parseForm(c, Signed)
    if (!form.ok) {
      const error = inWords(form.errors, c.get('reader')).signature
      return page(c, { id, signature: form.values.signature ?? '', error })
    }
    await setSignature(db, id, form.value.signature, c.get('viewer').accountId, clock())
    deps.live.wake()
    return goTo(c, `/admin/mailboxes?done=saved#mailbox-${id}`)
  })

  async function page(
    c: Context<Env>,
    wrong: { id: number; signature: string; error: string | undefined } | null,
  ) {
    const words = c.req.query('done') === 'saved' ? c.get('reader').t('admin.saved') : null
    const mailboxes = (await mailboxOverviews(db)).map((mailbox) => ({
      ...mailbox,
      signatureIsConfigured: config.configuredSignatures.has(mailbox.key),
      ...(wrong?.id === mailbox.id && { signature: wrong.signature, signatureError: wrong.error }),
      connections: mailbox.connections.map((row) => ({
        way: row.way,
        folder: row.folder,
        state: row.state,
        okAt: row.ok_at,
        lastMailAt: row.last_mail_at,
        error: row.error,
        errorAt: row.error_at,
        nextTryAt: row.next_try_at,
        progress:
          row.progress_done !== null && row.progress_total !== null
            ? { done: row.progress_done, total: row.progress_total }
            : null,
      })),
    }))
    const frame = await frameOf(c, deps, {
      page: 'admin',
      flash: words ? { kind: 'done', words } : undefined,
    })
    return sendDocument(c, <MailboxesPage frame={frame} mailboxes={mailboxes} />, wrong ? 422 : 200)
  }

  return app
}
