import type { Context } from 'hono'
import { z } from 'zod'
import { nameOf } from '../account/account.store.ts'
import { askBeforeSending } from '../check/ask-before-sending.routes.tsx'
import { unconfirmed } from '../check/unconfirmed.ts'
import { keep, largestReply, replyForm, textOf } from '../outbox/reply-form.routes.tsx'
import { again, notQueued, notSaved } from '../outbox/reply-refused.routes.tsx'
import { backToThread, numberIn, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { askApproval } from './ask-approval.ts'

const askForm = replyForm.extend({ approver: z.string().default(''), note: z.string().default('') })

/** POST /threads/ID/approvals: the composer's form, asking instead of sending. */
export async function askFromComposer(c: Context<Env>, deps: Deps): Promise<Response> {
  const { db, clock } = deps
  const { t } = c.get('reader')
  const form = await parseForm(c, askForm, largestReply(deps))
  if (!form.ok) return notFound(c, deps)
  const { value } = form
  // The draft first: whatever becomes of the request, nothing typed or attached is lost.
  const saved = await keep(c, deps, value)
  if ('refused' in saved && saved.refused !== 'sent-already') return notSaved(c, deps, value, saved.refused)
  const toSay = await unconfirmed(db, c.get('viewer'), { ...value, threadId: threadId(c) }, clock())
  if (toSay) return askBeforeSending(c, deps, value, { checked: toSay, asks: 'approval' })
  const request = {
    threadId: threadId(c),
    ...textOf(value),
    formToken: value.form_token,
    threadVersion: value.thread_version,
    after: value.after === 'awaiting_dept' ? ('unchanged' as const) : value.after,
    approverId: numberIn(value.approver) || null,
    note: value.note,
  }
  const asked = await askApproval(db, c.get('viewer'), request, clock())
  if (!('refused' in asked)) return backToThread(c, deps, asked.threadId, `#approval-${asked.approvalId}`)
  const ask = { approverId: request.approverId, note: request.note }
  const why = (words: string) => again(c, deps, value, { why: words, ask })
  switch (asked.refused) {
    case 'not-needed':
      return why(t('approval_refusal.not_needed'))
    case 'not-an-approver':
      return why(t('approval_refusal.not_an_approver'))
    case 'nobody':
      return why(t('approval_refusal.nobody'))
    case 'one-waits':
      return why(t('approval_refusal.one_waits', { name: await nameOf(db, asked.by) }))
    case 'thread-changed':
      return again(c, deps, value, { changed: asked.since, threadVersion: asked.threadVersion, ask })
    default:
      return notQueued(c, deps, value, asked)
  }
}
