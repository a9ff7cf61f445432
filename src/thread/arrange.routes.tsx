import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { InboxPage } from '../../views/thread/inbox-page.tsx'
import { replyRefusalInWords } from '../outbox/reply-view.ts'
import type { Held } from '../policy/policy.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { many, parseForm } from '../web/forms.ts'
import { sendDocument } from '../web/page.tsx'
import { type BulkOutcome, changeMany } from './change-many.ts'
import { listInView } from './list-view.ts'
import { mergeThread } from './merge-thread.ts'
import { placeOf } from './place.ts'
import { splitThread } from './split-thread.ts'
import { statuses } from './status.ts'
import {
  backToList,
  backToThread,
  frameOf,
  numberIn,
  refused,
  sendThread,
  threadId,
} from './thread.routes.tsx'
import { findThread } from './thread.store.ts'

/** Putting threads in order: several at once, splitting, merging. */
export function arrangeRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/inbox/bulk', async (c) => {
    const form = await parseForm(
      c,
      z.object({
        ids: many(z.coerce.number().int().positive()),
        action: z.string().regex(/^(?:status:[a-z_]+|assignee:\d{0,15})$/),
      }),
    )
    const action = form.ok ? actionOf(form.value.action) : null
    const { t } = c.get('reader')
    if (!form.ok || !action || form.value.ids.length === 0) {
      return showList(t('refusal.nothing_chosen'), 422)
    }
    const outcome = await changeMany(deps.db, c.get('viewer'), { ids: form.value.ids, action }, deps.clock())
    if ('refused' in outcome) return showList(t('refusal.bulk_too_many'), 422)
    if (outcome.left.length === 0) return backToList(c, deps)
    deps.live.wake()
    return showList(
      t('refusal.bulk_some', {
        done: outcome.done,
        left: outcome.left.length,
        why: reasons(outcome)
          .map((why) => t(`refusal.${why}`, { parties: '', name: '' }))
          .join(' '),
      }),
      409,
    )

    async function showList(words: string, status: 409 | 422) {
      const place = placeOf((name) => c.req.query(name))
      const list = await listInView(deps.db, c.get('viewer'), c.get('reader'), place, null)
      const frame = await frameOf(c, deps, place, { kind: 'refused', words })
      return sendDocument(c, <InboxPage frame={frame} list={list} />, status)
    }
  })

  app.post('/threads/:id/splits', async (c) => {
    const form = await parseForm(c, z.object({ messages: many(z.coerce.number().int()) }))
    if (!form.ok) return notFound(c, deps)
    const split = await splitThread(
      deps.db,
      c.get('viewer'),
      { threadId: threadId(c), messageIds: form.value.messages },
      deps.clock(),
    )
    if (!('refused' in split)) return backToThread(c, deps, split.threadId)
    const { t } = c.get('reader')
    switch (split.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403))
      case 'supervisor-only':
      case 'needs-approval':
        return heldByPolicy(c, deps, split.refused)
      case 'nothing-chosen':
      case 'all-chosen': {
        const words = t(split.refused === 'all-chosen' ? 'refusal.split_all' : 'refusal.missing')
        return sendThread(c, deps, {
          open: 'nothing',
          attempts: { arrange: { errors: { messages: words } } },
          status: 422,
        })
      }
    }
  })

  app.post('/threads/:id/merges', async (c) => {
    const form = await parseForm(c, z.object({ into: z.string().default('') }))
    if (!form.ok) return notFound(c, deps)
    // People write the number as the page shows it, perhaps with its mark.
    const into = numberIn(form.value.into.replace(/[^\d]/g, ''))
    const merged = await mergeThread(deps.db, c.get('viewer'), { threadId: threadId(c), into }, deps.clock())
    if (!('refused' in merged)) return backToThread(c, deps, merged.threadId)
    const { t } = c.get('reader')
    switch (merged.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403))
      case 'supervisor-only':
      case 'needs-approval':
        return heldByPolicy(c, deps, merged.refused)
      case 'itself':
      case 'restriction-differs':
      case 'unknown-target': {
        const words = t(mergeWords[merged.refused])
        return sendThread(c, deps, {
          open: 'nothing',
          attempts: { arrange: { errors: { into: words } } },
          status: 422,
        })
      }
    }
  })

  return app
}

const mergeWords = {
  itself: 'refusal.merge_self',
  'restriction-differs': 'refusal.merge_restriction',
  'unknown-target': 'refusal.merge_unknown',
} as const

async function heldByPolicy(c: Context<Env>, deps: Deps, why: Held): Promise<Response> {
  const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
  if (!thread) return notFound(c, deps)
  return sendThread(c, deps, refused(await replyRefusalInWords(deps.db, c.get('reader'), thread, why), 403))
}

function actionOf(text: string) {
  const [kind, value = ''] = text.split(':')
  if (kind === 'assignee') return { assignee: value === '' ? null : Number(value) }
  const status = statuses.find((word) => word === value)
  return status ? { status } : null
}

const words = {
  'not-found': 'not_found',
  'read-only': 'read_only',
  'waits-open': 'waits_open',
  'needs-wait': 'needs_wait',
  'no-role': 'no_role',
} as const

function reasons(outcome: BulkOutcome) {
  return [...new Set(outcome.left.map(({ why }) => words[why]))]
}
