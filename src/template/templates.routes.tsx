import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import type { Errors } from '../../views/parts.tsx'
import type { Reader } from '../../views/reader.ts'
import { variablesInWords } from '../../views/template/template-form.tsx'
import { type TemplateAttempt, TemplatesPage } from '../../views/template/templates-page.tsx'
import { numberIn, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, ticked } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { setOwnSignature, signatureOf } from './own-signature.ts'
import {
  addTemplate,
  changeTemplate,
  removeTemplate,
  type SetTemplate,
  settleTemplateProposal,
  type TemplateError,
} from './set-template.ts'
import { templatesInView } from './templates-view.ts'

const text = z.string().catch('').default('')
const templateForm = z.object({
  ...{ folder: text, name: text, body: text, mailbox: text },
  version: z.coerce.number().int().catch(0).default(0),
  needs_approval: ticked(),
})
const settlement = z.object({ at: z.coerce.number().int(), outcome: z.enum(['take', 'leave']) })
const signatureForm = z.object({ signature: z.string().max(5000) })

const one = '/templates/:id{[0-9]{1,15}}'
const flashes: Readonly<Record<string, Key>> = {
  saved: 'template_page.saved',
  proposed: 'template_page.proposed_own',
  removed: 'template_page.removed',
  settled: 'template_page.settled',
  signature: 'template_page.signature_saved',
}

/** Templates of the mailboxes one works in, and one's own. */
export function templateRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/templates', (c) => page(c, null))
  // A form that was refused leaves its own address in the browser.
  app.get('/templates/:rest{.+}', (c) => c.redirect('/templates', 303))

  app.post('/templates', async (c) => {
    const form = await parseForm(c, templateForm)
    if (!form.ok) return notFound(c, deps)
    const { mailbox, needs_approval: needsApproval, ...written } = form.value
    const mailboxId = mailbox === '' ? null : numberIn(mailbox)
    const input = { mailboxId, text: written, needsApproval }
    const set = await addTemplate(db, c.get('viewer'), input, clock())
    return answer(c, set, { of: { mailbox: mailboxId }, values: { ...written, needsApproval }, errors: {} })
  })

  app.post('/templates/signature', async (c) => {
    const form = await parseForm(c, signatureForm)
    if (!form.ok) return notFound(c, deps)
    await setOwnSignature(db, c.get('viewer'), form.value.signature)
    return goTo(c, '/templates?done=signature#signature')
  })

  app.post(one, async (c) => {
    const form = await parseForm(c, templateForm)
    if (!form.ok) return notFound(c, deps)
    const { needs_approval: needsApproval, version, ...written } = form.value
    const templateId = threadId(c)
    const input = { templateId, version, text: written, needsApproval }
    const set = await changeTemplate(db, c.get('viewer'), input, clock())
    return answer(c, set, {
      ...{ of: { template: templateId }, values: { ...written, needsApproval }, errors: {} },
      version,
    })
  })

  app.post(`${one}/removal`, async (c) => {
    const removed = await removeTemplate(db, c.get('viewer'), threadId(c), clock())
    if ('refused' in removed) return notFound(c, deps)
    deps.live.wake()
    return goTo(c, '/templates?done=removed')
  })

  app.post(`${one}/proposal`, async (c) => {
    const form = await parseForm(c, settlement)
    if (!form.ok) return notFound(c, deps)
    const { at, outcome } = form.value
    const input = { templateId: threadId(c), at, take: outcome === 'take' }
    const settled = await settleTemplateProposal(db, c.get('viewer'), input, clock())
    if (!('refused' in settled)) return goTo(c, `/templates?done=settled#template-${settled.templateId}`)
    if (settled.refused === 'not-found') return notFound(c, deps)
    return page(c, null, c.get('reader').t('template_page.changed_meanwhile'))
  })

  function answer(c: Context<Env>, set: SetTemplate, attempt: TemplateAttempt) {
    const { t } = c.get('reader')
    if (!('refused' in set)) {
      deps.live.wake()
      return goTo(c, `/templates?done=${set.waits ? 'proposed' : 'saved'}#template-${set.templateId}`)
    }
    switch (set.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'wrong': {
        const errors = Object.entries(set.errors).map(([field, error]) => [
          field,
          inWords(c.get('reader'), error),
        ])
        return page(c, { ...attempt, errors: Object.fromEntries(errors) as Errors })
      }
      case 'changed-meanwhile': {
        const words = t('template_page.changed_meanwhile')
        return page(c, { ...attempt, version: set.version, errors: { body: words } })
      }
    }
  }

  async function page(c: Context<Env>, attempt: TemplateAttempt | null, refusal?: string) {
    const viewer = c.get('viewer')
    const { t } = c.get('reader')
    const done = attempt || refusal ? undefined : flashes[c.req.query('done') ?? '']
    const flash = refusal
      ? { kind: 'refused' as const, words: refusal }
      : done && { kind: 'done' as const, words: t(done) }
    const frame = await frameOf(c, deps, { page: 'settings', flash })
    const sections = await templatesInView(db, viewer)
    const signature = await signatureOf(db, viewer.accountId)
    return sendDocument(
      c,
      <TemplatesPage frame={frame} sections={sections} signature={signature} attempt={attempt} />,
      refusal ? 409 : attempt ? 422 : 200,
    )
  }

  return app
}

function inWords(reader: Reader, error: TemplateError): string {
  const { t, locale } = reader
  if (error === 'missing') return t('template_page.missing')
  if (error === 'too-long') return t('template_page.too_long')
  const names = error.unknown.map((name) => `{{${name}}}`).join(locale === 'ja' ? '、' : ', ')
  return t('template_page.unknown', { names, known: variablesInWords(reader) })
}
