import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import type { TargetForm } from '../../views/target/targets-page.tsx'
import { TargetsPage } from '../../views/target/targets-page.tsx'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { addTarget, changeTarget, removeTarget, type SetTarget, setAudiences } from './set-target.ts'
import { readSpan } from './span.ts'
import { audiences, type LimitFields, MOST_TARGETS } from './target.ts'
import { type TargetAttempt, targetsInView } from './targets-view.ts'

const spanFields = ['first_reply', 'next_reply', 'done', 'warn_before'] as const
const typed = z.string().catch('').default('')
const Typed = z.object({
  first_reply: typed,
  next_reply: typed,
  done: typed,
  warn_before: typed,
  label: typed,
  customer_label: typed,
})
const Audiences = z.object({ warning: z.enum(audiences), overdue: z.enum(audiences) })

type Mailbox = { id: number; name: string }

/** What a mailbox promises, for its supervisors and for administrators. */
export function targetRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()
  const mailbox = '/mailboxes/:id{[0-9]{1,15}}'

  app.get(`${mailbox}/targets`, async (c) => {
    const said: Record<string, Key> = {
      saved: 'target_page.saved',
      removed: 'target_page.removed',
      told: 'target_page.told',
    }
    const key = said[c.req.query('done') ?? '']
    return page(c, { flash: key && { kind: 'done', words: c.get('reader').t(key) } })
  })

  // A form that was refused leaves its own address in the browser: reloading leads back to the page.
  for (const form of [
    'target-audiences',
    'targets/:target{[0-9]{1,15}}',
    'targets/:target{[0-9]{1,15}}/removal',
  ])
    app.get(`${mailbox}/${form}`, (c) => c.redirect(`/mailboxes/${mailboxId(c)}/targets`, 303))

  app.post(`${mailbox}/targets`, async (c) => {
    const { values, limits, errors } = await spansOf(c)
    if (!limits) return page(c, { attempt: { of: 'new', form: { values, errors } } })
    const [labelId, customerLabelId] = [values.label, values.customer_label].map((id) =>
      id ? Number(id) : null,
    )
    if (Number.isNaN(labelId) || Number.isNaN(customerLabelId)) return notFound(c, deps)
    const target = {
      mailboxId: mailboxId(c),
      labelId: labelId ?? null,
      customerLabelId: customerLabelId ?? null,
      limits,
    }
    return answer(c, await addTarget(db, c.get('viewer'), target, clock()), 'new', values)
  })

  app.post(`${mailbox}/targets/:target{[0-9]{1,15}}`, async (c) => {
    const targetId = Number(c.req.param('target'))
    const { values, limits, errors } = await spansOf(c)
    if (!limits) return page(c, { attempt: { of: targetId, form: { values, errors } } })
    const change = { mailboxId: mailboxId(c), targetId, limits }
    return answer(c, await changeTarget(db, c.get('viewer'), change, clock()), targetId, values)
  })

  app.post(`${mailbox}/targets/:target{[0-9]{1,15}}/removal`, async (c) => {
    const input = { mailboxId: mailboxId(c), targetId: Number(c.req.param('target')) }
    const removed = await removeTarget(db, c.get('viewer'), input, clock())
    if ('refused' in removed) return gone(c, removed.refused)
    deps.live.wake()
    return goTo(c, `/mailboxes/${input.mailboxId}/targets?done=removed`)
  })

  app.post(`${mailbox}/target-audiences`, async (c) => {
    const form = await parseForm(c, Audiences)
    if (!form.ok) return notFound(c, deps)
    const input = { mailboxId: mailboxId(c), ...form.value }
    const set = await setAudiences(db, c.get('viewer'), input, clock())
    if ('refused' in set) return gone(c, set.refused)
    return goTo(c, `/mailboxes/${input.mailboxId}/targets?done=told#audiences`)
  })

  async function answer(c: Context<Env>, set: SetTarget, of: number | 'new', values: TargetForm['values']) {
    if (!('refused' in set)) {
      deps.live.wake()
      return goTo(c, `/mailboxes/${mailboxId(c)}/targets?done=saved#target-${set.targetId}`)
    }
    const { t } = c.get('reader')
    const again = (errors: TargetForm['errors']) => page(c, { attempt: { of, form: { values, errors } } })
    switch (set.refused) {
      case 'not-found':
      case 'not-supervisor':
        return gone(c, set.refused)
      case 'too-many':
        return again({ first_reply: t('target_refusal.too_many', { most: MOST_TARGETS }) })
      case 'same-conditions':
        return again({ first_reply: t('target_refusal.same_conditions') })
      case 'label-gone':
        return again({ [set.field]: t('target_refusal.label_gone') })
      case 'wrong':
        return again({
          ...(set.errors.first_reply && { first_reply: t('target_refusal.none') }),
          ...(set.errors.warn_before && { warn_before: t('target_refusal.warns_too_early') }),
        })
    }
  }

  /** Whoever may not set targets here is told so if they see the mailbox; for others it is not there. */
  async function gone(c: Context<Env>, why: 'not-found' | 'not-supervisor') {
    if (why === 'not-supervisor') return notFound(c, deps)
    return page(c, {
      flash: { kind: 'refused', words: c.get('reader').t('target_refusal.gone') },
      status: 409,
    })
  }

  async function page(
    c: Context<Env>,
    shown: {
      attempt?: TargetAttempt
      flash?: { kind: 'done' | 'refused'; words: string } | undefined
      status?: 409
    },
  ) {
    const viewer = c.get('viewer')
    const found = (await mailboxesWithHours(db, viewer)).find(({ id }): boolean => id === mailboxId(c))
    if (!found) return notFound(c, deps)
    const view = await targetsInView(
      db,
      viewer,
      c.get('reader'),
      found satisfies Mailbox,
      shown.attempt ?? null,
    )
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash: shown.flash })
    const status = shown.status ?? (shown.attempt ? 422 : 200)
    return sendDocument(c, <TargetsPage frame={frame} {...view} />, status)
  }

  return app
}

function mailboxId(c: Context): number {
  return Number(c.req.param('id'))
}

/** The spans of a form; without `limits` some of them cannot be read. */
async function spansOf(c: Context<Env>): Promise<{
  values: z.infer<typeof Typed>
  limits: LimitFields | null
  errors: TargetForm['errors']
}> {
  const { t } = c.get('reader')
  const form = await parseForm(c, Typed)
  const values = form.ok ? form.value : Typed.parse({})
  const limits: LimitFields = { first_reply: null, next_reply: null, done: null, warn_before: null }
  const errors: Record<string, string> = {}
  const words = {
    unreadable: 'target_refusal.unreadable',
    'not-positive': 'target_refusal.not_positive',
    'too-long': 'target_refusal.too_long',
  } as const
  for (const field of spanFields) {
    const read = readSpan(values[field])
    if ('refused' in read) errors[field] = t(words[read.refused])
    else limits[field] = read.minutes
  }
  return { values, limits: Object.keys(errors).length > 0 ? null : limits, errors }
}
