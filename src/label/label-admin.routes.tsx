import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { LabelPage } from '../../views/admin/label-page.tsx'
import { LabelsPage } from '../../views/admin/labels-page.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, ticked, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { changeLabel, createLabel, type LabelRefusal } from './change-label.ts'
import { findLabel, labelsInSight } from './label.store.ts'
import { colours, type Label, labelKinds } from './label.ts'
import { labelUse } from './label-use.store.ts'
import { nameProblems } from './label-view.ts'
import { mergeLabels, removeLabel } from './remove-label.ts'

const Wished = z.object({
  name: z.string().default(''),
  colour: z.enum(colours),
  mailbox: z
    .string()
    .regex(/^\d{0,15}$/)
    .default(''),
})
const path = '/admin/labels/:id{[0-9]{1,15}}'

/** Labels for administrators: making, changing, merging, removing. Stands behind requireAdmin. */
export function labelAdminRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/admin/labels', (c) => list(c, {}, {}))

  app.post('/admin/labels', async (c) => {
    const form = await parseForm(c, Wished.extend({ kind: z.enum(labelKinds) }))
    if (!form.ok) return list(c, form.values, { form: c.get('reader').t('common.form_wrong') })
    const made = await createLabel(db, c.get('viewer'), wish(form.value), clock())
    if ('refused' in made) return list(c, form.values, inWords(c.get('reader'), made, form.value.mailbox))
    deps.live.wake()
    return goTo(c, '/admin/labels?done=created')
  })

  app.get(path, async (c) => {
    const label = await labelOf(c)
    return label ? page(c, label, {}, {}) : notFound(c, deps)
  })

  app.post(path, async (c) => {
    const label = await labelOf(c)
    if (!label) return notFound(c, deps)
    const form = await parseForm(c, Wished)
    if (!form.ok) return page(c, label, form.values, { name: c.get('reader').t('common.form_wrong') })
    const input = { ...wish({ ...form.value, kind: label.kind }), labelId: label.id }
    const changed = await changeLabel(db, c.get('viewer'), input, clock())
    if ('refused' in changed) {
      return page(c, label, form.values, inWords(c.get('reader'), changed, form.value.mailbox))
    }
    deps.live.wake()
    return goTo(c, `/admin/labels/${label.id}?done=saved`)
  })

  app.get(`${path}/:form{(?:merges|removals)}`, (c) => goTo(c, `/admin/labels/${c.req.param('id')}`))

  app.post(`${path}/merges`, async (c) => {
    const label = await labelOf(c)
    const form = await parseForm(c, z.object({ into: z.coerce.number().int() }))
    if (!label || !form.ok) return notFound(c, deps)
    const input = { labelId: label.id, into: form.value.into }
    const merged = await mergeLabels(db, c.get('viewer'), input, clock())
    if ('refused' in merged) {
      return page(c, label, form.values, { into: c.get('reader').t('label_admin.other_use') })
    }
    deps.live.wake()
    return goTo(c, `/admin/labels/${merged.labelId}?done=merged`)
  })

  app.post(`${path}/removals`, async (c) => {
    const label = await labelOf(c)
    const form = await parseForm(c, z.object({ sure: ticked() }))
    if (!label || !form.ok) return notFound(c, deps)
    if (!form.value.sure) return page(c, label, {}, { sure: c.get('reader').t('label_admin.remove_tick') })
    const removed = await removeLabel(db, c.get('viewer'), label.id, clock())
    if ('refused' in removed) return notFound(c, deps)
    deps.live.wake()
    return goTo(c, '/admin/labels?done=removed')
  })

  function labelOf(c: Context<Env>): Promise<Label | null> {
    return findLabel(db, c.get('viewer'), Number(c.req.param('id')))
  }

  async function list(c: Context<Env>, typed: Values, errors: Record<string, string>) {
    const labels = await labelsInSight(db, c.get('viewer'))
    const used = await labelUse(db, c.get('viewer'), labels)
    return sendDocument(
      c,
      <LabelsPage
        frame={await framed(c)}
        labels={labels.map((label) => ({ ...label, used: used.get(label.id) ?? 0 }))}
        mailboxes={await mailboxNames()}
        typed={typed}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  async function page(c: Context<Env>, label: Label, typed: Values, errors: Record<string, string>) {
    const used = await labelUse(db, c.get('viewer'), [label])
    const all = await labelsInSight(db, c.get('viewer'), label.kind)
    return sendDocument(
      c,
      <LabelPage
        frame={await framed(c)}
        label={{ ...label, used: used.get(label.id) ?? 0 }}
        others={all.filter((other) => other.id !== label.id && takesPlaceOf(other, label))}
        mailboxes={await mailboxNames()}
        typed={typed}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  function framed(c: Context<Env>) {
    const { t } = c.get('reader')
    const done = doneWords.find((word) => word === c.req.query('done'))
    const flash = done && { kind: 'done' as const, words: t(`label_admin.${done}`) }
    return frameOf(c, deps, { page: 'admin', flash: flash || undefined })
  }

  function mailboxNames() {
    return db.selectFrom('mailboxes').select(['id', 'name']).orderBy('id').execute()
  }

  return app
}

const doneWords = ['created', 'saved', 'merged', 'removed'] as const

function wish(value: z.infer<typeof Wished> & { kind: Label['kind'] }) {
  const { name, kind, colour, mailbox } = value
  return { name, kind, colour, mailboxId: mailbox === '' ? null : Number(mailbox) }
}

function takesPlaceOf(other: Label, label: Label): boolean {
  return other.mailboxId === null || other.mailboxId === label.mailboxId
}

function inWords({ t }: Reader, refusal: LabelRefusal, mailbox: string): Record<string, string> {
  switch (refusal.refused) {
    case 'empty':
    case 'too-long':
    case 'separator':
      return { name: t(nameProblems[refusal.refused]) }
    case 'taken': {
      const elsewhere = mailbox === '' && refusal.by.mailboxId !== null
      const words = elsewhere ? 'label_admin.taken_elsewhere' : 'label_admin.taken'
      return { name: t(words, { name: refusal.by.name }) }
    }
    case 'used-elsewhere':
      return { mailbox: t('label_admin.used_elsewhere') }
    case 'unknown-mailbox':
      return { mailbox: t('label_admin.unknown_mailbox') }
    case 'not-found':
    case 'read-only':
      return { name: t('refusal.not_found') }
  }
}
