import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { OutboxPage } from '../../views/outbox/outbox-page.tsx'
import { onwardFromReply } from '../change/onward.routes.tsx'
import { type DraftText, saveDraft, type Upload } from '../draft/save-draft.ts'
import { placeOf } from '../thread/place.ts'
import { backToThread, frameOf, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { files, many, parseForm } from '../web/forms.ts'
import { wantsFragment } from '../web/fragment.ts'
import { sendDocument } from '../web/page.tsx'
import { outboxInView } from './outbox-view.ts'
import { type NewReply, type QueuedReply, queueReply, type ReplyError } from './queue-reply.ts'
import { openReply, type ReplyAttempt, replyRefusalInWords } from './reply-view.ts'
import { type Settlement, settleReply } from './settle-reply.ts'

/** Room for the text and the browser's wrapping beside the largest files, bytes. */
const BESIDE_FILES = 2 * 1024 * 1024

const replyForm = z.object({
  to: z.string().default(''),
  cc: z.string().default(''),
  bcc: z.string().default(''),
  subject: z.string().default(''),
  body: z.string().default(''),
  form_token: z.string().regex(/^[0-9a-f]{32}$/),
  thread_version: z.coerce.number().int().nonnegative(),
  after: z.enum(['in_progress', 'awaiting_dept', 'done']).default('in_progress'),
  remove_files: many(z.coerce.number().int()),
  files: files(),
})

type ReplyForm = z.infer<typeof replyForm>

/** Writing and sending replies, and the outbox. */
export function replyRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const largest = { maxBytes: deps.config.filesLimit + BESIDE_FILES }

  app.post('/threads/:id/draft', async (c) => {
    const form = await parseForm(c, replyForm, largest)
    if (!form.ok) return notFound(c, deps)
    const saved = await keep(c, deps, form.value)
    const refusal = 'refused' in saved ? saved.refused : null
    // Saved while typing: the page stays as it is.
    if (wantsFragment(c)) return c.body(null, refusal === null || refusal === 'sent-already' ? 204 : 422)
    if (refusal === 'sent-already') return backToThread(c, deps)
    if (refusal) return notSaved(c, deps, form.value, refusal)
    deps.live.wake()
    return sendThread(c, deps, { open: 'reply' })
  })

  app.post('/threads/:id/replies', async (c) => {
    const form = await parseForm(c, replyForm, largest)
    if (!form.ok) return notFound(c, deps)
    // The draft first: whatever becomes of the sending, nothing typed or attached is lost.
    const saved = await keep(c, deps, form.value)
    if ('refused' in saved && saved.refused !== 'sent-already') {
      return notSaved(c, deps, form.value, saved.refused)
    }
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

function textOf({ to, cc, bcc, subject, body }: ReplyForm): DraftText {
  return { to, cc, bcc, subject, body }
}

async function keep(c: Context<Env>, deps: Deps, form: ReplyForm) {
  const uploads: Upload[] = await Promise.all(
    form.files.map(async (file) => ({
      filename: file.name,
      contentType: file.type,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return saveDraft(
    deps.db,
    c.get('viewer'),
    {
      threadId: threadId(c),
      text: textOf(form),
      threadVersion: form.thread_version,
      formToken: form.form_token,
      uploads,
      removeFiles: form.remove_files,
      filesLimit: deps.config.filesLimit,
    },
    deps.clock(),
  )
}

function asReply(c: Context<Env>, deps: Deps, form: ReplyForm): NewReply {
  return {
    threadId: threadId(c),
    ...textOf(form),
    formToken: form.form_token,
    threadVersion: form.thread_version,
    after: form.after === 'awaiting_dept' ? 'unchanged' : form.after,
    pause: deps.config.sendPause,
  }
}

async function notSaved(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  refusal: 'not-found' | 'read-only' | 'too-long' | 'files-too-large',
): Promise<Response> {
  const { t } = c.get('reader')
  switch (refusal) {
    case 'not-found':
      return notFound(c, deps)
    case 'read-only':
      return sendThread(c, deps, refused(t('refusal.read_only'), 403))
    case 'too-long':
      return again(c, deps, form, { errors: { body: t('refusal.too_long') } })
    case 'files-too-large': {
      // The text at least is kept; the files were never stored.
      await keep(c, deps, { ...form, files: [] })
      return again(c, deps, form, {
        errors: {
          files: t('refusal.files_too_large', { limit: Math.round(deps.config.filesLimit / 1_048_576) }),
        },
      })
    }
  }
}

const wrong: Record<ReplyError, 'missing' | 'bad_address' | 'line_break' | 'too_many'> = {
  missing: 'missing',
  'bad-address': 'bad_address',
  'line-break': 'line_break',
  'too-many': 'too_many',
}

async function notQueued(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  queued: Extract<QueuedReply, { refused: string }>,
): Promise<Response> {
  const { t } = c.get('reader')
  switch (queued.refused) {
    case 'not-found':
      return notFound(c, deps)
    case 'mailbox-retired':
      return again(c, deps, form, { why: t('refusal.mailbox_retired') })
    case 'internal':
      return again(c, deps, form, { why: t('refusal.internal') })
    case 'wrong': {
      const errors = Object.entries(queued.errors).map(([field, error]) => [
        field,
        t(`refusal.${wrong[error]}`),
      ])
      return again(c, deps, form, { errors: Object.fromEntries(errors) })
    }
    case 'thread-changed':
      return again(c, deps, form, { changed: queued.since, threadVersion: queued.threadVersion })
    case 'no-role':
    case 'assistant':
    case 'supervisor-only':
    case 'assignee-only':
    case 'needs-approval': {
      const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
      if (!thread) return notFound(c, deps)
      return again(c, deps, form, { why: await replyRefusalInWords(deps.db, { t }, thread, queued.refused) })
    }
  }
}

/** The composer again, with everything that was typed, and what stands in the way. */
async function again(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  state: Partial<Pick<ReplyAttempt, 'errors' | 'changed' | 'threadVersion'>> & { why?: string },
): Promise<Response> {
  const { db } = deps
  const viewer = c.get('viewer')
  const reader = c.get('reader')
  const thread = await findThread(db, viewer, threadId(c))
  if (!thread) return notFound(c, deps)
  const place = placeOf((name) => c.req.query(name))
  const attempt: ReplyAttempt = {
    values: textOf(form),
    errors: state.errors ?? {},
    formToken: form.form_token,
    threadVersion: state.threadVersion ?? form.thread_version,
    changed: state.changed ?? null,
  }
  return sendThread(c, deps, {
    open: 'reply',
    attempts: { reply: await openReply(db, viewer, reader, thread, place, { attempt }) },
    status: state.changed ? 409 : state.why ? 403 : 422,
    ...(state.why && { flash: { kind: 'refused' as const, words: state.why } }),
  })
}
