import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ApprovalPage } from '../../views/approval/approval-page.tsx'
import { ApprovalsPage } from '../../views/approval/approvals-page.tsx'
import { anchorUrl } from '../../views/shown.ts'
import { nameOf } from '../account/account.store.ts'
import { readBlob } from '../message/blob.store.ts'
import { sendBytes } from '../message/message.routes.tsx'
import { replyRefusalInWords } from '../outbox/reply-view.ts'
import { backToThread, hereOf, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { filesOfApproval, findApproval } from './approval.store.ts'
import { approvalInView } from './approval-view.ts'
import { approveReply } from './approve-reply.ts'
import { askFromComposer } from './ask.routes.tsx'
import { returnReply, withdrawRequest } from './end-approval.ts'
import { listedApprovals } from './listed.store.ts'

const typed = z.string().default('')
const decisionForm = z.object({
  ...{ to: typed, cc: typed, bcc: typed, subject: typed, body: typed, reason: typed, seen: typed },
  act: z.enum(['approve', 'return', 'look']).default('look'),
  text_version: z.coerce.number().int().nonnegative(),
  round: z.coerce.number().int().nonnegative(),
  thread_version: z.coerce.number().int().nonnegative(),
})
type DecisionForm = z.infer<typeof decisionForm>

/** Room for a text of the longest kind and the browser's wrapping. */
const LARGEST = { maxBytes: 3_000_000 }

/** Asking for approval, giving it or returning a reply, and the lists of what waits. */
export function approvalRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.post('/threads/:id/approvals', (c) => askFromComposer(c, deps))

  app.get('/approvals', async (c) => {
    const viewer = c.get('viewer')
    const lists = await listedApprovals(db, viewer, clock())
    const frame = await frameOf(c, deps, { page: 'approvals' })
    return sendDocument(c, <ApprovalsPage frame={frame} {...lists} />)
  })

  /** One that waits is decided beside its thread; the others are a record. */
  app.get('/approvals/:id{[0-9]{1,15}}', async (c) => {
    const viewer = c.get('viewer')
    const approval = await findApproval(db, viewer, threadId(c))
    const thread = approval && (await findThread(db, viewer, approval.thread_id))
    if (!approval || !thread) return notFound(c, deps)
    if (approval.state === 'waiting') {
      return c.redirect(anchorUrl(thread.id, hereOf(c), `#approval-${approval.id}`), 303)
    }
    const view = await approvalInView(db, viewer, c.get('reader'), { approval, thread }, {})
    const frame = await frameOf(c, deps, { page: 'approvals' })
    return sendDocument(c, <ApprovalPage frame={frame} approval={view} subject={thread.subject} />)
  })

  app.get('/approvals/:id{[0-9]{1,15}}/files/:file{[0-9]{1,15}}', async (c) => {
    const approval = await findApproval(db, c.get('viewer'), threadId(c))
    const files = approval ? await filesOfApproval(db, approval.id) : []
    const file = files.find(({ id }) => id === threadId(c, 'file'))
    if (!file) return notFound(c, deps)
    const bytes = await readBlob(db, file.blob_id)
    return sendBytes(c, bytes, 'application/octet-stream', file.filename || 'attachment')
  })

  // A form that was refused leaves its own address in the browser: reloading leads back to where it stood.
  app.get('/approvals/:id{[0-9]{1,15}}/:form{(?:decision|withdrawal)}', (c) =>
    c.redirect(`/approvals/${threadId(c)}`, 303),
  )

  app.post('/approvals/:id{[0-9]{1,15}}/withdrawal', async (c) => {
    const done = await withdrawRequest(db, c.get('viewer'), threadId(c), clock())
    if (!('refused' in done)) return backToThread(c, deps, done.threadId)
    return refusedWith(c, done, null)
  })

  app.post('/approvals/:id{[0-9]{1,15}}/decision', async (c) => {
    const form = await parseForm(c, decisionForm, LARGEST)
    const viewer = c.get('viewer')
    const approval = await findApproval(db, viewer, threadId(c))
    if (!form.ok || !approval) return notFound(c, deps)
    const { act, seen, reason, to, cc, bcc, subject, body } = form.value
    const { id, thread_id } = approval
    if (act === 'look') return again(c, form.value, thread_id, { words: null, status: 422 })
    if (act === 'return') {
      const done = await returnReply(db, viewer, { id, reason }, clock())
      return 'refused' in done ? refusedWith(c, done, form.value) : backToThread(c, deps, done.threadId)
    }
    const approving = {
      id,
      text: { to, cc, bcc, subject, body },
      textVersion: form.value.text_version,
      round: form.value.round,
      // Without a word that they have read it, whatever came in since it was asked is asked for again.
      threadVersion: seen === '' ? approval.thread_version : form.value.thread_version,
      pause: deps.config.sendPause,
    }
    const done = await approveReply(db, viewer, approving, clock())
    if ('refused' in done) return refusedWith(c, done, form.value)
    return backToThread(c, deps, done.threadId)
  })

  type Refused =
    | Extract<Awaited<ReturnType<typeof approveReply>>, { refused: string }>
    | Extract<Awaited<ReturnType<typeof returnReply>>, { refused: string }>

  async function refusedWith(c: Context<Env>, done: Refused, form: DecisionForm | null): Promise<Response> {
    if (done.refused === 'not-found') return notFound(c, deps)
    const words = await inWords(c, done)
    const status = statusOf(done.refused)
    return again(c, form, done.threadId, { words, status })
  }

  async function inWords(c: Context<Env>, done: Exclude<Refused, { refused: 'not-found' }>): Promise<string> {
    const { t } = c.get('reader')
    switch (done.refused) {
      case 'over': {
        const name = done.by === null ? 'hoshin' : await nameOf(db, done.by)
        if (done.state === 'next') return t('approval_refusal.next', { name })
        return t('approval_refusal.over', { name, state: t(`approval.state_${done.state}`) })
      }
      case 'own-text':
        return t('approval_refusal.own_text')
      case 'gave-already':
        return t('approval_refusal.gave_already')
      case 'no-right':
        return t('approval_refusal.no_right')
      case 'not-your-round': {
        const row = await findApproval(db, c.get('viewer'), threadId(c))
        return t('approval_refusal.not_your_round', { name: await nameOf(db, row?.holder_id ?? null) })
      }
      case 'changed-meanwhile':
        return t('approval_refusal.changed_meanwhile')
      case 'not-the-writer':
        return t('approval_refusal.not_the_writer')
      case 'needs-reason':
        return t('approval.needs_reason')
      case 'thread-changed':
        return t('approval.must_see')
      case 'mailbox-retired':
        return t('refusal.mailbox_retired')
      case 'internal':
        return t('refusal.internal')
      case 'wrong': {
        const [field] = Object.keys(done.errors)
        return t('approval_refusal.wrong', {
          field: field === undefined ? '' : t(`approval.${fieldOf(field)}`),
        })
      }
      default: {
        const thread = await findThread(db, c.get('viewer'), done.threadId)
        return thread ? replyRefusalInWords(db, { t }, thread, done.refused) : t('approval_refusal.no_right')
      }
    }
  }

  /** The thread again with all that was typed, and what stands in the way. */
  function again(
    c: Context<Env>,
    form: DecisionForm | null,
    thread: number,
    { words, status }: { words: string | null; status: 403 | 409 | 422 },
  ): Promise<Response> {
    const { to = '', cc = '', bcc = '', subject = '', body = '', reason = '' } = form ?? {}
    const decision = { id: threadId(c), text: { to, cc, bcc, subject, body }, reason, error: words }
    return sendThread(
      c,
      deps,
      {
        open: 'nothing',
        status,
        ...(form && { attempts: { decision } }),
        ...(words !== null && { flash: { kind: 'refused' as const, words } }),
      },
      thread,
    )
  }

  return app
}

function statusOf(refusal: string): 403 | 409 | 422 {
  if (refusal === 'needs-reason' || refusal === 'wrong') return 422
  const conflicts = ['over', 'changed-meanwhile', 'thread-changed', 'mailbox-retired', 'internal']
  return conflicts.includes(refusal) ? 409 : 403
}

function fieldOf(field: string): 'to' | 'cc' | 'bcc' | 'subject' | 'body' {
  return field === 'cc' || field === 'bcc' || field === 'subject' || field === 'body' ? field : 'to'
}
