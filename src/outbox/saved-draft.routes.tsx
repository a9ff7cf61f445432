import type { Context } from 'hono'
import type { SavedDraft } from '../draft/save-draft.ts'
import { backToThread, hereOf, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { keepWriting } from '../writing/begin-writing.ts'
import { openReply } from './reply-view.ts'

/** Saved while typing: the page stays as it is, and learns what its text goes on from. */
export function answerSaving(c: Context<Env>, saved: SavedDraft): Response {
  if (!('refused' in saved)) return c.json({ placed: saved.placed, version: saved.draft.version })
  // There is nothing left to save: the page is about to show what was sent.
  return saved.refused === 'sent-already'
    ? c.json({ placed: 'late', version: 0 })
    : c.json({ refused: saved.refused }, saved.refused === 'not-found' ? 404 : 422)
}

/** Saved by its button: the composer again, under the token that it had. Without script this says that somebody still writes. */
export async function showSaved(
  c: Context<Env>,
  deps: Deps,
  formToken: string,
  /** What is looked for among the templates, which stand open then. */
  find?: string,
): Promise<Response> {
  const { db } = deps
  const viewer = c.get('viewer')
  const thread = await findThread(db, viewer, threadId(c))
  if (!thread) return notFound(c, deps)
  if (thread.merged_into_id !== null) return backToThread(c, deps)
  const page = { threadId: thread.id, page: formToken, sessionHash: c.get('sessionHash'), script: false }
  await keepWriting(db, viewer, page, deps.clock())
  deps.live.wake()
  const reply = await openReply(db, viewer, c.get('reader'), thread, hereOf(c), { formToken, find })
  return sendThread(c, deps, { open: 'reply', attempts: { reply } })
}
