import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { OutboxPage } from '../../views/outbox/outbox-page.tsx'
import { onwardFromReply } from '../change/onward.routes.tsx'
import { backToThread, frameOf, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { wantsFragment } from '../web/fragment.ts'
import { sendDocument } from '../web/page.tsx'
import { outboxInView } from './outbox-view.ts'
import { queueReply } from './queue-reply.ts'
import { asReply, keep, largestReply, replyForm } from './reply-form.routes.tsx'
import { notQueued, notSaved } from './reply-refused.routes.tsx'
import { replyRefusalInWords } from './reply-view.ts'
import { answerSaving, showSaved } from './saved-draft.routes.tsx'
import { type Settlement, settleReply } from './settle-reply.ts'

/** Writing and sending replies, and the outbox. */
export function replyRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const largest = largestReply(deps)

  app.post('/threads/:id/draft', async (c) => {
    const form = await parseForm(c, replyForm, largest)
    if (!form.ok) return notFound(c, deps)
    const saved = await keep(c, deps, form.value)
    const refusal = 'refused' in saved ? saved.refused : null
    // Saved while typing: the page stays as it is.
    if (wantsFragment(c)) return answerSaving(c, saved)
    if (refusal === 'sent-already') return backToThread(c, deps)
    if (refusal) return notSaved(c, deps, form.value, refusal)
    return showSaved(c, deps, form.value.form_token, form.value.find_template || undefined)
  })

  app.post('/threads/:id/replies', async (c) => {
    const form = await parseForm(c, replyForm, largest)
    if (!form.ok) return notFound(c, deps)
    // The draft first: whatever becomes of the sending, nothing typed or attached is lost.
    const saved = await keep(c, deps, form.value)
    if ('refused' in saved && saved.refused !== 'sent-already') {
      return notSaved(c, deps, form.value, saved.refused)
    }
    if (!('refused' in saved) && saved.placed === 'beside') return notSaved(c, deps, form.value, 'beside')
    const { value } = form
    const queued = await queueReply(deps.db, c.get('viewer'), asReply(c, deps, value), deps.clock())
    if (!('refused' in queued)) return onwardFromReply(c, deps, queued)
    return notQueued(c, deps, value, queued)
  })

  app.get('/outbox', async (c) => {
    const frame = await frameOf(c, deps, {})
    const entries = await outboxInView(deps.db, c.get('viewer'))
    return sendDocument(c, <OutboxPage frame={{ ...frame, page: 'outbox' }} entries={entries} />)
  })

  const settle = async (c: Context<Env>, settlement: Settlement) => {
    const outboxId = threadId(c)
    const settled = await settleReply(deps.db, c.get('viewer'), { outboxId, settlement }, deps.clock())
    if (!('refused' in settled)) {
      return backToThread(c, deps, settled.threadId, `#message-${settled.messageId}`)
    }
    const { t } = c.get('reader')
    switch (settled.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403), settled.threadId)
      case 'no-role':
      case 'assistant':
      case 'supervisor-only':
      case 'assignee-only':
      case 'needs-approval': {
        const thread = await findThread(deps.db, c.get('viewer'), settled.threadId)
        if (!thread) return notFound(c, deps)
        const words = await replyRefusalInWords(deps.db, c.get('reader'), thread, settled.refused)
        return sendThread(c, deps, refused(words, 403), thread.id)
      }
      case 'mailbox-retired':
        return sendThread(c, deps, refused(t('refusal.mailbox_retired'), 409), settled.threadId)
      case 'too-late': {
        const words = t('refusal.too_late', { state: t(`send_state.${settled.state}`) })
        return sendThread(c, deps, refused(words, 409), settled.threadId)
      }
    }
  }
  app.post('/outbox/:id/cancellation', (c) => settle(c, 'cancel'))
  app.post('/outbox/:id/attempts', (c) => settle(c, 'retry'))
  app.post('/outbox/:id/resolution', async (c) => {
    const form = await parseForm(c, z.object({ outcome: z.enum(['sent', 'not_sent']) }))
    if (!form.ok) return notFound(c, deps)
    return settle(c, form.value.outcome === 'sent' ? 'confirm' : 'retry')
  })

  return app
}
