import type { Context } from 'hono'
import { askBeforeSending } from '../check/ask-before-sending.routes.tsx'
import { placeOf } from '../thread/place.ts'
import { refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import type { QueuedReply } from './queue-reply.ts'
import type { ReplyError } from './read-reply.ts'
import { keep, type ReplyForm, textOf } from './reply-form.routes.tsx'
import { openReply, type ReplyAttempt, replyRefusalInWords } from './reply-view.ts'

/** The text could not be kept: the composer with all of it, and why. */
export async function notSaved(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  /** `beside`: another page has written meanwhile, and its text now stands beside this one. */
  refusal: 'not-found' | 'read-only' | 'too-long' | 'files-too-large' | 'beside',
): Promise<Response> {
  const { t } = c.get('reader')
  switch (refusal) {
    case 'not-found':
      return notFound(c, deps)
    case 'read-only':
      return sendThread(c, deps, refused(t('refusal.read_only'), 403))
    case 'beside':
      return again(c, deps, form, { why: t('writing.beside_send'), status: 409 })
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

/** It was not sent: the composer with all that was typed, and why. */
export async function notQueued(
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
    case 'unconfirmed':
      return askBeforeSending(c, deps, form, { ...queued, since: [] })
    case 'thread-changed':
      if (queued.checked.findings.length > 0) return askBeforeSending(c, deps, form, queued)
      return again(c, deps, form, { changed: queued.since, threadVersion: queued.threadVersion })
    case 'assistant':
    case 'needs-approval':
      return again(c, deps, form, { ask: { approverId: null, note: '', noticed: true } })
    case 'no-role':
    case 'supervisor-only':
    case 'assignee-only': {
      const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
      if (!thread) return notFound(c, deps)
      return again(c, deps, form, { why: await replyRefusalInWords(deps.db, { t }, thread, queued.refused) })
    }
  }
}

/** The composer again, with everything that was typed, and what stands in the way. */
export async function again(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  state: Partial<Pick<ReplyAttempt, 'errors' | 'changed' | 'threadVersion' | 'ask'>> & {
    why?: string
    status?: 409
  },
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
    ...(state.ask && { ask: state.ask }),
  }
  return sendThread(c, deps, {
    open: 'reply',
    attempts: { reply: await openReply(db, viewer, reader, thread, place, { attempt }) },
    status: state.status ?? (state.changed ? 409 : state.why || state.ask?.noticed ? 403 : 422),
    ...(state.why && { flash: { kind: 'refused' as const, words: state.why } }),
  })
}
