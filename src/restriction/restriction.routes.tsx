import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { inboxUrl, threadUrl } from '../../views/shown.ts'
import { workersOf } from '../thread/people.store.ts'
import { backToThread, hereOf, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread, type Thread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { id } from '../web/fields.ts'
import { many, parseForm } from '../web/forms.ts'
import { liftRestriction, type RestrictedThread, restrictThread } from './restrict-thread.ts'
import { mayRestrict } from './restriction.ts'
import { sendOutOfSight } from './visit-sheet.routes.tsx'
import { visitThread } from './visit-thread.ts'

const Limited = z.object({ person: many(id()), group: many(id()), reason: z.string().default('') })

/** Limiting a thread to people, giving it back to all, and an administrator's visit. */
export function restrictionRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/threads/:id/restriction', async (c) => {
    const add = numberIn(c.req.query('add')) || null
    const thread = await findThread(db, c.get('viewer'), threadId(c))
    if (thread && !isTheirsToRestrict(c, thread)) {
      const { supervisors } = await workersOf(db, thread.mailbox_id)
      const words = notYours(
        c,
        supervisors.map((person) => person.name),
      )
      return sendThread(c, deps, refused(words, 403))
    }
    return sendThread(c, deps, { open: 'nothing', attempts: { restriction: { add } } })
  })

  app.post('/threads/:id/restriction', async (c) => {
    const form = await parseForm(c, Limited)
    if (!form.ok) return notFound(c, deps)
    const { person: accountIds, group: groupIds, reason } = form.value
    const wanted = { accountIds, groupIds, reason }
    const done = await restrictThread(db, c.get('viewer'), { threadId: threadId(c), ...wanted }, clock())
    if ('refused' in done) return notRestricted(c, deps, wanted, done)
    return onwards(c, deps, done.threadId)
  })

  app.post('/threads/:id/restriction/end', async (c) => {
    const done = await liftRestriction(db, c.get('viewer'), { threadId: threadId(c) }, clock())
    if (!('refused' in done)) return onwards(c, deps, done.threadId)
    const { t } = c.get('reader')
    switch (done.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403))
      case 'not-yours':
        return sendThread(c, deps, refused(notYours(c, done.names), 403))
    }
  })

  app.post('/threads/:id/visits', async (c) => {
    const form = await parseForm(c, z.object({ reason: z.string().default('') }))
    if (!form.ok) return notFound(c, deps)
    const { reason } = form.value
    const done = await visitThread(db, c.get('viewer'), { threadId: threadId(c), reason }, clock())
    if (!('refused' in done)) return backToThread(c, deps, done.threadId)
    const { t } = c.get('reader')
    switch (done.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'no-reason':
        return sendOutOfSight(c, deps, threadId(c), { reason, error: t('restriction.no_reason') })
      case 'too-long':
        return sendOutOfSight(c, deps, threadId(c), { reason, error: t('refusal.too_long') })
    }
  })

  // Reloading after a refused form.
  app.get('/threads/:id/:form{(?:restriction/end|visits)}', (c) =>
    c.redirect(threadUrl(threadId(c), hereOf(c)), 303),
  )

  return app
}

/**
 * The thread again where somebody outside was to have it: the form by which they can be added stands open, with
 * what they will see, if this person may add them; else it says who may.
 */
export async function sendOffer(
  c: Context<Env>,
  deps: Deps,
  { accountId, name }: { accountId: number; name: string },
): Promise<Response> {
  const { t } = c.get('reader')
  const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
  if (!thread) return notFound(c, deps)
  if (!isTheirsToRestrict(c, thread))
    return sendThread(c, deps, refused(t('restriction.outside_ask', { name }), 422))
  return sendThread(c, deps, {
    ...refused(t('restriction.outside', { name }), 422),
    attempts: { restriction: { add: accountId } },
  })
}

/** After something that called somebody outside: to where they can be added, for those who may add them. */
export async function offerAfter(c: Context<Env>, deps: Deps, accountId: number): Promise<Response> {
  const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
  if (!thread || !isTheirsToRestrict(c, thread)) return backToThread(c, deps)
  deps.live.wake()
  return c.redirect(`/threads/${thread.id}/restriction?add=${accountId}`, 303)
}

function isTheirsToRestrict(c: Context<Env>, thread: Thread): boolean {
  const { id, mailbox_id: mailboxId, assignee_id: assigneeId } = thread
  return mayRestrict(c.get('viewer'), { id, mailboxId, assigneeId })
}

/** Whoever left themselves out has nothing there to come back to. */
async function onwards(c: Context<Env>, deps: Deps, id: number): Promise<Response> {
  if (await findThread(deps.db, c.get('viewer'), id)) return backToThread(c, deps, id)
  deps.live.wake()
  return c.redirect(inboxUrl(hereOf(c)), 303)
}

function notRestricted(
  c: Context<Env>,
  deps: Deps,
  typed: { accountIds: number[]; groupIds: number[]; reason: string },
  done: Extract<RestrictedThread, { refused: string }>,
): Promise<Response> | Response {
  const { t } = c.get('reader')
  const again = (errors: { people?: string; reason?: string }) =>
    sendThread(c, deps, {
      open: 'nothing',
      attempts: { restriction: { typed, errors } },
      status: 422,
    })
  switch (done.refused) {
    case 'not-found':
      return notFound(c, deps)
    case 'unknown-person':
      return again({ people: t('restriction.unknown_person') })
    case 'read-only':
      return sendThread(c, deps, refused(t('refusal.read_only'), 403))
    case 'not-yours':
      return sendThread(c, deps, refused(notYours(c, done.names), 403))
    case 'no-reason':
      return again({ reason: t('restriction.no_reason') })
    case 'too-long':
      return again({ reason: t('refusal.too_long') })
    case 'no-role':
      return again({ people: t('restriction.no_role', { name: done.name }) })
    case 'locks-out':
      return again({
        people: t('restriction.locks_out', { names: namesOf(c, done.names) || t('refusal.no_supervisors') }),
      })
  }
}

function notYours(c: Context<Env>, names: readonly string[]): string {
  const { t } = c.get('reader')
  return t('restriction.not_yours', { names: namesOf(c, names) || t('refusal.no_supervisors') })
}

function namesOf(c: Context<Env>, names: readonly string[]): string {
  return names.join(c.get('reader').t('restriction.between'))
}
