import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { threadUrl } from '../../views/shown.ts'
import type { ReplyState } from '../../views/thread/thread-page.tsx'
import { insertCopy } from '../draft/insert-copy.ts'
import { BODY_LIMIT } from '../draft/save-draft.ts'
import { openReply } from '../outbox/reply-view.ts'
import { hereOf, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread, type Thread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { beginWriting, keepWriting } from './begin-writing.ts'
import { endWriting } from './end-writing.ts'
import { keepWords } from './keep-words.ts'
import { keptForm } from './kept-words.ts'
import { takeOver } from './take-over.ts'
import { writersInView } from './writing-view.ts'

const page = z.string().regex(/^[0-9a-f]{32}$/)

const keptWords = z.looseObject({
  kept_page: page,
  edit: z.coerce.number().int().nonnegative().max(1_000_000),
  follows: z.string().max(2000).default(''),
})

/** Opening the composer, who has it open, and taking over. */
export function writingRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/threads/:id/reply', async (c) => {
    const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
    if (!thread || thread.merged_into_id !== null) return sendThread(c, deps, { open: 'reply' })
    return sendThread(c, deps, { open: 'reply', attempts: { reply: await composerOf(c, deps, thread) } })
  })

  // An open page says again and again that it is there, and at its end that it is not.
  app.post('/threads/:id/writing', async (c) => {
    const form = await parseForm(c, z.object({ page, ended: z.string().optional() }))
    const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
    if (!form.ok || !thread) return notFound(c, deps)
    const open = { threadId: thread.id, page: form.value.page }
    if (form.value.ended !== undefined) {
      await endWriting(deps.db, c.get('viewer'), open, deps.clock())
    } else {
      const beat = { ...open, sessionHash: c.get('sessionHash'), script: true }
      await keepWriting(deps.db, c.get('viewer'), beat, deps.clock())
    }
    deps.live.wake()
    return c.body(null, 204)
  })

  // What is typed into other forms of the thread. Its answer is for the script alone: without it they are sent whole.
  app.post('/threads/:id/kept-words/:form', async (c) => {
    const words = await parseForm(c, keptWords)
    const form = c.req.param('form')
    if (!words.ok || !keptForm.test(form)) return notFound(c, deps)
    const { kept_page: page, edit, follows, ...rest } = words.value
    const fields = Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    const input = { threadId: threadId(c), form, page, edit, follows, fields }
    const kept = await keepWords(deps.db, c.get('viewer'), input, deps.clock())
    if (!('refused' in kept)) return c.body(null, 204)
    if (kept.refused === 'not-found') return notFound(c, deps)
    return c.json({ refused: kept.refused }, kept.refused === 'read-only' ? 403 : 422)
  })

  app.post('/threads/:id/take-overs', async (c) => {
    const taken = await takeOver(deps.db, c.get('viewer'), threadId(c), deps.clock())
    if (!('refused' in taken)) {
      deps.live.wake()
      return c.redirect(threadUrl(taken.threadId, hereOf(c), '/reply'), 303)
    }
    if (taken.refused === 'not-found') return notFound(c, deps)
    return sendThread(c, deps, refused(c.get('reader').t('refusal.read_only'), 403))
  })

  app.post('/draft-copies/:id/insertions', async (c) => {
    const { filesLimit } = deps.config
    const input = { copyId: numberIn(c.req.param('id')), filesLimit, bodyLimit: BODY_LIMIT }
    const inserted = await insertCopy(deps.db, c.get('viewer'), input, deps.clock())
    const { t } = c.get('reader')
    if (!('refused' in inserted)) return c.redirect(threadUrl(inserted.threadId, hereOf(c), '/reply'), 303)
    switch (inserted.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403), inserted.threadId)
      case 'too-long':
        return sendThread(c, deps, refused(t('writing.too_long'), 422), inserted.threadId)
      case 'files-too-large': {
        const limit = Math.round(filesLimit / 1_048_576)
        const words = t('refusal.files_too_large', { limit })
        return sendThread(c, deps, refused(words, 422), inserted.threadId)
      }
    }
  })

  return app
}

/**
 * The composer, or the question that stands before it while others write. A page that fetches itself anew keeps
 * what it is: it begins nothing, and a composer that is open is never taken away.
 */
async function composerOf(c: Context<Env>, deps: Deps, thread: Thread): Promise<ReplyState> {
  const { db } = deps
  const viewer = c.get('viewer')
  const reader = c.get('reader')
  const refreshes = c.req.header('x-hoshin-refresh') !== undefined
  const open = page.safeParse(c.req.header('x-hoshin-writing'))
  const formToken = refreshes && open.success ? open.data : randomBytes(16).toString('hex')
  const quote = numberIn(c.req.query('quote'))
  const reply = await openReply(db, viewer, reader, thread, hereOf(c), { quote, formToken })
  if (reply.state !== 'open') return reply
  if (refreshes) {
    return open.success
      ? reply
      : { state: 'occupied', writers: await writersInView(db, viewer, thread.id, reader.now) }
  }
  const asks = c.req.query('together') === undefined
  const begin = { threadId: thread.id, page: formToken, sessionHash: c.get('sessionHash'), asks }
  const begun = await beginWriting(db, viewer, begin, deps.clock())
  deps.live.wake()
  return 'ask' in begun ? { state: 'occupied', writers: begun.ask } : { ...reply, taken: null }
}
