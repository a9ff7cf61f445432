import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { replyRefusalInWords } from '../outbox/reply-view.ts'
import type { Held } from '../policy/policy.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { many, parseForm } from '../web/forms.ts'
import { mergeThread } from './merge-thread.ts'
import { splitThread } from './split-thread.ts'
import { backToThread, numberIn, refused, sendThread, threadId } from './thread.routes.tsx'
import { findThread } from './thread.store.ts'

/** Putting threads in order: splitting, merging. */
export function arrangeRoutes(deps: Deps) {
  const app = new Hono<Env>()

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
      case 'internal-differs':
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
  'internal-differs': 'refusal.internal_merge',
  'unknown-target': 'refusal.merge_unknown',
} as const

async function heldByPolicy(c: Context<Env>, deps: Deps, why: Held): Promise<Response> {
  const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
  if (!thread) return notFound(c, deps)
  return sendThread(c, deps, refused(await replyRefusalInWords(deps.db, c.get('reader'), thread, why), 403))
}
