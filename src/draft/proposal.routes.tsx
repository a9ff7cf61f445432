import { Hono } from 'hono'
import { threadUrl } from '../../views/shown.ts'
import { replyRefusalInWords } from '../outbox/reply-view.ts'
import { hereOf, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { adoptProposal } from './adopt-proposal.ts'

/** Replies that were proposed by those who may not send. */
export function proposalRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/proposals/:id/adoption', async (c) => {
    const viewer = c.get('viewer')
    const { filesLimit } = deps.config
    const adopted = await adoptProposal(deps.db, viewer, { draftId: threadId(c), filesLimit }, deps.clock())
    if (!('refused' in adopted)) return c.redirect(threadUrl(adopted.threadId, hereOf(c), '/reply'), 303)
    const reader = c.get('reader')
    switch (adopted.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(reader.t('refusal.read_only'), 403), adopted.threadId)
      case 'assistant': {
        const thread = await findThread(deps.db, viewer, adopted.threadId)
        if (!thread) return notFound(c, deps)
        const words = await replyRefusalInWords(deps.db, reader, thread, 'assistant')
        return sendThread(c, deps, refused(words, 403), thread.id)
      }
      case 'files-too-large': {
        const limit = Math.round(filesLimit / 1_048_576)
        return sendThread(
          c,
          deps,
          refused(reader.t('refusal.files_too_large', { limit }), 422),
          adopted.threadId,
        )
      }
    }
  })

  return app
}
