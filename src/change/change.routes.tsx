import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { inboxUrl } from '../../views/shown.ts'
import { InboxPage } from '../../views/thread/inbox-page.tsx'
import { sendOffer } from '../restriction/restriction.routes.tsx'
import { REASON_LIMIT } from '../restriction/restriction.ts'
import { listInView } from '../thread/list-view.ts'
import { statuses } from '../thread/status.ts'
import { frameOf, hereOf, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { id } from '../web/fields.ts'
import { many, parseForm } from '../web/forms.ts'
import { localPath } from '../web/local-path.ts'
import { sendDocument } from '../web/page.tsx'
import type { ChangeRefusal } from './apply-change.ts'
import { type Change, MOST_AT_ONCE, readChange } from './change.ts'
import { changeMany } from './change-many.ts'
import { changeOne } from './change-one.ts'
import { idsOfList } from './list-ids.store.ts'
import { backTelling, onward, telling } from './onward.routes.tsx'
import { sendRestrictionForm } from './restriction-form.routes.tsx'
import { undoChange } from './undo-change.ts'

const BulkForm = z.object({
  ids: many(z.coerce.number().int().positive()),
  /** The whole list, as it stood when the page was made (UTC ms). */
  all: z.coerce.number().int().nonnegative().optional(),
  action: z.string(),
})

const RestrictionForm = z.object({
  ids: many(z.coerce.number().int().positive()),
  person: many(id()),
  group: many(id()),
  reason: z.string().default(''),
})

/** Status and assignee of one thread, changes of many, and taking them back. */
export function changeRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/threads/:id/status', async (c) => {
    const form = await parseForm(c, z.object({ status: z.enum(statuses) }))
    if (!form.ok) return notFound(c, deps)
    const { status } = form.value
    return change(c, { kind: 'status', to: status }, status === 'done')
  })

  app.post('/threads/:id/assignee', async (c) => {
    const form = await parseForm(c, z.object({ assignee: z.string().regex(/^\d{0,15}$/) }))
    const asked = form.ok ? readChange(`assignee:${form.value.assignee}`) : null
    if (asked?.kind !== 'assignee') return notFound(c, deps)
    // Given to somebody else, it is theirs; taken or let go, one is still at it.
    return change(c, asked, asked.to !== null && asked.to !== c.get('viewer').accountId)
  })

  async function change(c: Context<Env>, asked: Change, isFinished: boolean): Promise<Response> {
    const here = threadId(c)
    const changed = await changeOne(deps.db, c.get('viewer'), { threadId: here, change: asked }, deps.clock())
    if ('refused' in changed) return changeRefused(c, deps, changed)
    if (isFinished) return onward(c, deps, { threadId: here, told: { did: changed.changeId } })
    return backTelling(c, deps, changed.changeId)
  }

  app.post('/inbox/bulk', async (c) => {
    const form = await parseForm(c, BulkForm)
    const { t } = c.get('reader')
    if (!form.ok) return showList(c, t('refusal.nothing_chosen'))
    const ids = await chosen(c, form.value)
    if (ids.length === 0) return showList(c, t('refusal.nothing_chosen'))
    if (form.value.action === 'restriction:') return sendRestrictionForm(c, deps, ids)
    const asked = readChange(form.value.action)
    if (!asked) return showList(c, t('refusal.nothing_chosen'))
    const outcome = await changeMany(deps.db, c.get('viewer'), { ids, change: asked }, deps.clock())
    if ('refused' in outcome) return showList(c, t('refusal.bulk_too_many', { most: MOST_AT_ONCE }))
    deps.live.wake()
    return c.redirect(telling(pageBefore(c), { told: { did: outcome.changeId } }), 303)
  })

  app.post('/inbox/restrictions', async (c) => {
    const form = await parseForm(c, RestrictionForm)
    if (!form.ok) return notFound(c, deps)
    const { ids, person: accountIds, group: groupIds, reason } = form.value
    const { t } = c.get('reader')
    const errors = {
      ...(reason.trim() === '' && { reason: t('restriction.no_reason') }),
      ...(reason.length > REASON_LIMIT && { reason: t('refusal.too_long') }),
      ...(accountIds.length + groupIds.length === 0 && { people: t('list.bulk_nobody') }),
    }
    const restricted = { accountIds, groupIds, reason: reason.trim() }
    if (Object.keys(errors).length > 0) {
      return sendRestrictionForm(c, deps, ids, { ...restricted, errors })
    }
    const change = { kind: 'restriction', ...restricted } as const
    const outcome = await changeMany(deps.db, c.get('viewer'), { ids, change }, deps.clock())
    if ('refused' in outcome) return showList(c, t('refusal.bulk_too_many', { most: MOST_AT_ONCE }))
    deps.live.wake()
    return c.redirect(telling(inboxUrl(hereOf(c)), { told: { did: outcome.changeId } }), 303)
  })
  app.get('/inbox/restrictions', (c) => c.redirect(inboxUrl(hereOf(c)), 303))

  function chosen(c: Context<Env>, form: z.infer<typeof BulkForm>): Promise<number[]> | number[] {
    return form.all === undefined
      ? form.ids
      : idsOfList(deps.db, c.get('viewer'), c.get('reader'), hereOf(c), form.all)
  }

  async function showList(c: Context<Env>, words: string): Promise<Response> {
    const place = hereOf(c)
    const list = await listInView(deps.db, c.get('viewer'), c.get('reader'), place, null)
    const frame = await frameOf(c, deps, place, { kind: 'refused', words })
    return sendDocument(c, <InboxPage frame={frame} list={list} />, 422)
  }

  app.post('/changes/:id/reversal', async (c) => {
    const did = numberIn(c.req.param('id'))
    const undone = await undoChange(deps.db, c.get('viewer'), did, deps.clock())
    if ('refused' in undone && undone.refused === 'not-found') return notFound(c, deps)
    deps.live.wake()
    const late = 'refused' in undone && undone.refused === 'too-late'
    return c.redirect(telling(pageBefore(c), { told: { did } }) + (late ? '&late=1' : ''), 303)
  })

  return app
}

/** Says on the thread's page why a change was not made. */
export async function changeRefused(c: Context<Env>, deps: Deps, refusal: ChangeRefusal): Promise<Response> {
  const { t } = c.get('reader')
  switch (refusal.refused) {
    case 'not-found':
      return notFound(c, deps)
    case 'read-only':
      return sendThread(c, deps, refused(t('refusal.read_only'), 403))
    case 'waits-open':
      return sendThread(c, deps, refused(t('refusal.waits_open', { parties: refusal.parties }), 409))
    case 'no-role':
      return sendThread(c, deps, refused(t('refusal.no_role', { name: refusal.name }), 422))
    case 'outside':
      return sendOffer(c, deps, refusal)
    case 'not-yours':
    case 'locks-out':
    case 'no-reason':
    case 'too-long':
    case 'unknown-person':
      // A single thread is restricted by its own form.
      return sendThread(c, deps, refused(t('change_flash.why_not_yours'), 403))
    case 'unknown-label':
      return sendThread(c, deps, refused(t('change_flash.why_unknown_label'), 422))
    case 'too-many':
      return sendThread(c, deps, refused(t('change_flash.why_too_many'), 422))
    case 'needs-wait':
      // The form that says whom and until when stands open right away.
      return sendThread(c, deps, {
        open: 'nothing',
        status: 422,
        attempts: { wait: { errors: { with: t('refusal.needs_wait') } } },
      })
  }
}

/** The page on which the button stood. */
function pageBefore(c: Context<Env>): string {
  const url = c.req.header('hx-current-url') ?? c.req.header('referer') ?? ''
  if (!URL.canParse(url)) return inboxUrl(hereOf(c))
  const { pathname, search } = new URL(url)
  return localPath(pathname + search)
}
