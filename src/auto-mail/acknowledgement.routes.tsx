import { type Context, Hono } from 'hono'
import { z } from 'zod'
import {
  type AcknowledgementDraft,
  AcknowledgementPage,
} from '../../views/auto-mail/acknowledgement-page.tsx'
import { translatorFor } from '../../views/locales/index.ts'
import { nameOf } from '../account/account.store.ts'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { TEXT_LIMIT } from './acknowledgement.ts'
import { acknowledgementOf, setAcknowledgement } from './set-acknowledgement.ts'

const fields = z.object({
  on: z.string().optional(),
  ja: z.string().default(''),
  en: z.string().default(''),
})

type Mailbox = { id: number; name: string }

/** A mailbox's acknowledgement of receipt, for its supervisors and for administrators. */
export function acknowledgementRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/mailboxes/:id{[0-9]{1,15}}/acknowledgement', async (c) => {
    const mailbox = await mailboxOf(c)
    return mailbox ? page(c, mailbox, {}) : notFound(c, deps)
  })

  app.post('/mailboxes/:id{[0-9]{1,15}}/acknowledgement', async (c) => {
    const mailbox = await mailboxOf(c)
    const form = await parseForm(c, fields)
    if (!mailbox || !form.ok) return notFound(c, deps)
    const { on, ja, en } = form.value
    const draft = { isOn: on === '1', ja, en }
    const { t } = c.get('reader')
    const set = await setAcknowledgement(db, c.get('viewer'), { mailboxId: mailbox.id, ...draft }, clock())
    if (!('refused' in set)) {
      deps.live.wake()
      return goTo(c, `/mailboxes/${mailbox.id}/acknowledgement?done=saved`)
    }
    switch (set.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'empty':
        return page(c, mailbox, { draft, error: t('acknowledgement.empty') })
      case 'too-long':
        return page(c, mailbox, { draft, error: t('acknowledgement.too_long', { limit: TEXT_LIMIT }) })
      case 'feeds-itself':
        return page(c, mailbox, { draft, error: t('acknowledgement.feeds_itself', { name: set.with }) })
    }
  })

  async function mailboxOf(c: Context<Env>): Promise<Mailbox | undefined> {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  async function page(
    c: Context<Env>,
    mailbox: Mailbox,
    shown: { draft?: AcknowledgementDraft; error?: string },
  ) {
    const viewer = c.get('viewer')
    const { t } = c.get('reader')
    const kept = await acknowledgementOf(db, mailbox.id)
    const saved = c.req.query('done') === 'saved' && !shown.error
    const frame = await frameOf(c, deps, {
      page: viewer.isAdmin ? 'admin' : 'settings',
      flash: saved ? { kind: 'done', words: t('acknowledgement.saved') } : undefined,
    })
    const draft = shown.draft ?? {
      isOn: kept !== null && kept.enabled_at !== null,
      ja: kept?.text_ja ?? translatorFor('ja')('acknowledgement.example', { mailbox: mailbox.name }),
      en: kept?.text_en ?? translatorFor('en')('acknowledgement.example', { mailbox: mailbox.name }),
    }
    const changed = kept && { at: kept.changed_at, by: await nameOf(db, kept.changed_by) }
    return sendDocument(
      c,
      <AcknowledgementPage
        frame={frame}
        mailbox={mailbox}
        draft={draft}
        error={shown.error ?? null}
        changed={changed}
      />,
      shown.error ? 422 : 200,
    )
  }

  return app
}
