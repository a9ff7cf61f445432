import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { CustomerPage } from '../../views/customer/customer-page.tsx'
import { CustomersPage } from '../../views/customer/customers-page.tsx'
import { threadUrl } from '../../views/shown.ts'
import { labelsInSight, labelsOfCustomers, maySeeLabel } from '../label/label.store.ts'
import { placeOf } from '../thread/place.ts'
import { numberIn, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { line } from '../web/fields.ts'
import { inWords, parseForm, says } from '../web/forms.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { changeCustomer } from './change-customer.ts'
import { LONGEST_NAME, LONGEST_NOTE } from './customer.ts'
import { listCustomers, listedCustomers } from './customer-list.store.ts'
import { findCustomer } from './customer-sight.store.ts'
import { type CustomerAttempt, customerInView } from './customer-view.ts'
import { joinCustomers, partCustomer } from './join-customers.ts'

const Facts = z.object({
  name: line(LONGEST_NAME),
  organisation: line(LONGEST_NAME),
  note: z.string().max(LONGEST_NOTE, says('refusal.too_long')).optional(),
  version: z.coerce.number().int(),
})

/** Customers: who they are, and what they wrote. */
export function customerRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const { db } = deps

  app.get('/customers', async (c) => {
    const viewer = c.get('viewer')
    const typed = (c.req.query('q') ?? '').slice(0, 200)
    const classes = await labelsInSight(db, viewer, 'customer')
    const label = classes.find(({ id }) => id === numberIn(c.req.query('label'))) ?? null
    const after = numberIn(c.req.query('after')) || null
    const page = await listCustomers(db, viewer, { typed, labelId: label?.id ?? null, after })
    const customers = await listedCustomers(db, viewer, page.ids)
    const labels = await labelsOfCustomers(db, page.ids)
    const frame = await frameOf(c, deps, { page: 'customers' })
    return sendDocument(
      c,
      <CustomersPage
        frame={frame}
        typed={typed}
        label={label}
        labels={classes}
        customers={customers.map((customer) => ({
          ...customer,
          labels: (labels.get(customer.id) ?? []).filter((one) => maySeeLabel(viewer, one)),
        }))}
        next={page.next}
        isFurther={after !== null}
        more={page.more}
      />,
    )
  })

  app.get('/customers/:id', (c) => sendCustomer(c, deps, {}))
  app.get('/customers/:id/:form{(?:addresses|labels)}', (c) => c.redirect(`/customers/${threadId(c)}`, 303))

  app.post('/customers/:id', async (c) => {
    const form = await parseForm(c, Facts)
    const { t } = c.get('reader')
    if (!form.ok)
      return sendCustomer(c, deps, { typed: form.values, errors: inWords(form.errors, c.get('reader')) })
    const { note, ...facts } = form.value
    const input = { customerId: threadId(c), ...facts, ...(note !== undefined && { note }) }
    const changed = await changeCustomer(db, c.get('viewer'), input, deps.clock())
    if (!('refused' in changed)) return backFrom(c, deps, changed.customerId, 'saved')
    switch (changed.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendCustomer(c, deps, { errors: { form: t('customer.read_only') } }, 403)
      case 'changed-meanwhile': {
        const now = await findCustomer(db, c.get('viewer'), threadId(c))
        const words = [now?.name, now?.organisation, now?.note].filter(Boolean).join(' / ')
        const errors = { form: t('customer.changed_meanwhile', { now: words.slice(0, 300) }) }
        return sendCustomer(c, deps, { typed: form.values, errors }, 409)
      }
    }
  })

  app.post('/customers/:id/addresses', async (c) => {
    const form = await parseForm(
      c,
      z.object({ address: z.string().trim().default(''), part: z.string().default('') }),
    )
    if (!form.ok) return notFound(c, deps)
    const { address, part } = form.value
    const viewer = c.get('viewer')
    const customerId = threadId(c)
    if (part !== '') {
      const parted = await partCustomer(db, viewer, { customerId, addressId: numberIn(part) }, deps.clock())
      if (!('refused' in parted)) return backFrom(c, deps, parted.customerId, 'parted')
      if (parted.refused === 'not-found') return notFound(c, deps)
      return sendCustomer(c, deps, { errors: { form: c.get('reader').t('customer.read_only') } }, 403)
    }
    const joined = await joinCustomers(db, viewer, { customerId, address }, deps.clock())
    if (!('refused' in joined)) return backFrom(c, deps, joined.customerId, 'joined')
    if (joined.refused === 'not-found') return notFound(c, deps)
    const errors = { address: c.get('reader').t(joinRefusals[joined.refused]) }
    return sendCustomer(c, deps, { typed: form.values, errors }, joined.refused === 'read-only' ? 403 : 422)
  })

  return app
}

const joinRefusals = {
  'read-only': 'customer.join_read_only',
  itself: 'customer.itself',
  'too-many': 'customer.too_many_addresses',
  'unknown-address': 'customer.unknown_address',
} as const

/** The customer's page; an address that was joined leads to the customer it belongs to. */
export async function sendCustomer(
  c: Context<Env>,
  deps: Deps,
  attempt: CustomerAttempt,
  status: 200 | 403 | 409 | 422 = attempt.errors || attempt.label ? 422 : 200,
): Promise<Response> {
  const viewer = c.get('viewer')
  const customer = await findCustomer(deps.db, viewer, threadId(c))
  if (!customer) return notFound(c, deps)
  if (customer.id !== threadId(c) && c.req.method === 'GET')
    return c.redirect(`/customers/${customer.id}`, 303)
  const page = await customerInView(deps.db, viewer, c.get('reader'), customer, {
    ...attempt,
    after: c.req.query('after'),
  })
  const done = doneWords.find((word) => word === c.req.query('done'))
  const words = done && c.get('reader').t(`customer.${done}`, { address: c.req.query('address') ?? '' })
  const frame = await frameOf(c, deps, {
    page: 'customers',
    flash: words && status === 200 ? { kind: 'done', words } : undefined,
  })
  return sendDocument(c, <CustomerPage frame={frame} {...page} />, status)
}

const doneWords = ['saved', 'joined', 'parted'] as const

/** To the thread from whose side it was done, or to the customer's page. */
export function backFrom(
  c: Context<Env>,
  deps: Deps,
  customerId: number,
  done?: (typeof doneWords)[number],
): Response {
  deps.live.wake()
  const thread = numberIn(c.req.query('thread'))
  if (thread > 0)
    return c.redirect(
      threadUrl(
        thread,
        placeOf((name) => c.req.query(name)),
      ),
      303,
    )
  return c.redirect(`/customers/${customerId}${done ? `?done=${done}` : ''}`, 303)
}
