import { type Context, Hono } from 'hono'
import { backFrom, sendCustomer } from '../customer/customer.routes.tsx'
import { numberIn, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { LabelForm } from './label.routes.tsx'
import { labelsInSight, labelsNamed, maySeeLabel } from './label.store.ts'
import { readLabelName } from './label.ts'
import { type LabelledCustomer, labelCustomer, unlabelCustomer } from './label-customer.ts'
import { nameProblems, unknownName } from './label-view.ts'

/** Labels on a customer: the class they belong to. New classes are made by administrators, on their own page. */
export function customerLabelRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const { db } = deps

  app.post('/customers/:id/labels', async (c) => {
    const form = await parseForm(c, LabelForm)
    if (!form.ok) return notFound(c, deps)
    const { remove, label, name } = form.value
    const viewer = c.get('viewer')
    const customerId = threadId(c)
    if (remove !== '') {
      const input = { customerId, labelId: numberIn(remove) }
      return answer(c, await unlabelCustomer(db, viewer, input, deps.clock()), '')
    }
    const labelId = label === '' ? await labelMeant(c, name) : numberIn(label)
    if (typeof labelId !== 'number') return labelId
    return answer(c, await labelCustomer(db, viewer, { customerId, labelId }, deps.clock()), name)
  })

  /** The label with the typed name, or the page that says that there is none. */
  async function labelMeant(c: Context<Env>, typed: string): Promise<number | Response> {
    const reader = c.get('reader')
    const viewer = c.get('viewer')
    const read = readLabelName(typed)
    if ('refused' in read) return again(c, typed, reader.t(nameProblems[read.refused]))
    const known = (await labelsNamed(db, read.name)).filter((label) => maySeeLabel(viewer, label))
    const own = known.find(({ kind }) => kind === 'customer')
    if (own) return own.id
    if (known[0]) return again(c, typed, reader.t('label.is_of_threads', { name: known[0].name }))
    const classes = await labelsInSight(db, viewer, 'customer')
    return sendCustomer(c, deps, { label: unknownName(reader, read.name, classes, false) })
  }

  function answer(c: Context<Env>, outcome: LabelledCustomer, typed: string) {
    if (!('refused' in outcome)) return backFrom(c, deps, outcome.customerId)
    const { t } = c.get('reader')
    switch (outcome.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendCustomer(c, deps, { errors: { form: t('customer.read_only') } }, 403)
      case 'unknown-label':
        return again(c, typed, t('label.unknown_label'))
      case 'too-many':
        return again(c, typed, t('label.too_many'))
    }
  }

  function again(c: Context<Env>, typed: string, error: string) {
    return sendCustomer(c, deps, { label: { typed, error, mayCreate: false, near: [] } })
  }

  return app
}
