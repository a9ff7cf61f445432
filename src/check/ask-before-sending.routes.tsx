import type { Context } from 'hono'
import { draftOf, filesOfDraft } from '../draft/draft.store.ts'
import type { ChangeSince } from '../outbox/changes-since.store.ts'
import { type Addressees, readReply } from '../outbox/read-reply.ts'
import type { ReplyForm } from '../outbox/reply-form.routes.tsx'
import { changesInWords } from '../outbox/reply-view.ts'
import { placeOf } from '../thread/place.ts'
import { sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import type { CheckedReply } from './check-reply.ts'
import { ownWords } from './own-words.ts'

type Asked = {
  checked: CheckedReply
  /** The version with what came in, and that; left out where it is looked at later. */
  threadVersion?: number
  since?: readonly ChangeSince[]
  /** What is done with it once it is confirmed. */
  asks?: 'sending' | 'approval'
}

/** The thread with the one question before sending in the composer's place; what was typed is the draft by now. */
export async function askBeforeSending(
  c: Context<Env>,
  deps: Deps,
  form: ReplyForm,
  { checked, threadVersion = form.thread_version, since = [], asks = 'sending' }: Asked,
): Promise<Response> {
  const { db } = deps
  const viewer = c.get('viewer')
  const reader = c.get('reader')
  const thread = await findThread(db, viewer, threadId(c))
  if (!thread) return notFound(c, deps)
  const place = placeOf((name) => c.req.query(name))
  const draft = await draftOf(db, thread.id, viewer.accountId)
  const read = readReply(form)
  const typed = Object.entries(form).flatMap(([name, value]) =>
    ['string', 'number'].includes(typeof value) && name !== 'after' ? [{ name, value: String(value) }] : [],
  )
  const confirmed = {
    confirmed: checked.mark,
    thread_version: String(threadVersion),
    // What was typed is saved: sending goes on from there.
    draft_version: String(draft?.version ?? form.draft_version),
  }
  return sendThread(c, deps, {
    open: 'reply',
    attempts: {
      reply: {
        state: 'asks',
        asks,
        findings: checked.findings.map(({ says, what, meant }) => ({ says, what, meant })),
        changed: since.length > 0 ? await changesInWords(db, reader, thread, place, since) : null,
        recipients: 'errors' in read ? [] : recipientsOf(read.addressees, checked),
        files: draft ? await filesOfDraft(db, draft.id) : [],
        subject: form.subject,
        text: ownWords(form.body),
        after: form.after,
        fields: [
          ...typed.filter(({ name }) => !(name in confirmed)),
          ...Object.entries(confirmed).map(([name, value]) => ({ name, value })),
        ],
      },
    },
    status: since.length > 0 ? 409 : 422,
  })
}

function recipientsOf(addressees: Addressees, { findings }: CheckedReply) {
  const about = (kind: string, address: string) =>
    findings.some((finding) => finding.kind === kind && finding.what === address.toLowerCase())
  return (['to', 'cc', 'bcc'] as const).flatMap((field) =>
    addressees[field].map(({ name, address }) => ({
      field,
      name,
      address,
      is: about('internal_recipient', address)
        ? ('ours' as const)
        : about('new_recipient', address)
          ? ('new' as const)
          : null,
    })),
  )
}
