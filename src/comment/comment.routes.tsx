import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { awayWords } from '../../views/absence/away.ts'
import { PeopleSuggestions } from '../../views/comment/people-suggestions.tsx'
import { awayNow } from '../absence/absence.store.ts'
import { mayWork } from '../access/viewer.ts'
import { backToThread, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { forgetWords } from '../writing/kept-words.store.ts'
import { addComment } from './add-comment.ts'
import { editComment } from './edit-comment.ts'
import { suggestPeople } from './suggest-people.store.ts'

export function commentRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/threads/:id/comments', async (c) => {
    const form = await parseForm(
      c,
      z.object({
        body: z.string(),
        message: z
          .string()
          .regex(/^\d{0,15}$/)
          .default(''),
      }),
    )
    if (!form.ok) return notFound(c, deps)
    const messageId = form.value.message === '' ? null : Number(form.value.message)
    const { body } = form.value
    const added = await addComment(
      deps.db,
      c.get('viewer'),
      { threadId: threadId(c), messageId, body },
      deps.clock(),
    )
    if (!('refused' in added)) {
      const form = messageId === null ? 'comment' : `comment-at-${messageId}`
      await forgetWords(deps.db, threadId(c), c.get('viewer').accountId, form)
      return backToThread(c, deps, threadId(c), `#comment-${added.commentId}`)
    }
    if (added.refused === 'not-found') return notFound(c, deps)
    const error = words(c, added.refused)
    return sendThread(c, deps, {
      open: 'nothing',
      attempts: { comment: { messageId, body, error } },
      status: added.refused === 'read-only' ? 403 : 422,
    })
  })

  app.get('/comments/:id/edit', async (c) => {
    const comment = await commentOf(c, deps)
    if (comment?.author_id !== c.get('viewer').accountId) return notFound(c, deps)
    if (!mayWork(c.get('viewer'), comment.mailbox_id)) {
      return sendThread(c, deps, refused(words(c, 'read-only'), 403), comment.thread_id)
    }
    const editing = { commentId: comment.id, body: comment.body, error: null }
    return sendThread(c, deps, { open: 'nothing', attempts: { editing } }, comment.thread_id)
  })

  // Reloading after a refused edit.
  app.get('/comments/:id', (c) => c.redirect(`/comments/${threadId(c)}/edit`, 303))

  app.post('/comments/:id', async (c) => {
    const form = await parseForm(c, z.object({ body: z.string() }))
    if (!form.ok) return notFound(c, deps)
    const commentId = threadId(c)
    const { body } = form.value
    const edited = await editComment(deps.db, c.get('viewer'), { commentId, body }, deps.clock())
    if (!('refused' in edited)) return backToThread(c, deps, edited.threadId, `#comment-${commentId}`)
    const comment = await commentOf(c, deps)
    if (edited.refused === 'not-found' || !comment) return notFound(c, deps)
    const { refused: why } = edited
    if (why === 'not-yours' || comment.author_id !== c.get('viewer').accountId) {
      return sendThread(c, deps, refused(words(c, 'not-yours'), 403), comment.thread_id)
    }
    const editing = { commentId, body, error: words(c, why) }
    const status = why === 'read-only' ? 403 : 422
    return sendThread(c, deps, { open: 'nothing', attempts: { editing }, status }, comment.thread_id)
  })

  app.get('/people/suggestions', async (c) => {
    const suggestions = await suggestPeople(deps.db, c.get('viewer'), {
      typed: c.req.query('q') ?? '',
      threadId: numberIn(c.req.query('thread')),
    })
    const away = await awayNow(deps.db, deps.clock())
    const shown = suggestions.map((one) => {
      const absent = one.kind === 'person' ? away.get(one.id) : undefined
      if (!absent) return one
      return { ...one, detail: [one.detail, awayWords(c.get('reader'), absent)].filter(Boolean).join(' · ') }
    })
    return c.html(<PeopleSuggestions suggestions={shown} />)
  })

  return app
}

async function commentOf(c: Context<Env>, deps: Deps) {
  const comment = await deps.db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select([
      'comments.id',
      'comments.thread_id',
      'comments.body',
      'comments.author_id',
      'threads.mailbox_id',
    ])
    .where('comments.id', '=', threadId(c))
    .executeTakeFirst()
  return comment ?? null
}

function words(c: Context<Env>, refusal: 'empty' | 'too-long' | 'read-only' | 'not-yours'): string {
  const { t } = c.get('reader')
  switch (refusal) {
    case 'empty':
      return t('refusal.empty')
    case 'too-long':
      return t('refusal.too_long')
    case 'read-only':
      return t('refusal.read_only')
    case 'not-yours':
      return t('refusal.not_yours')
  }
}
