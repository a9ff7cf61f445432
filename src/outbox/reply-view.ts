import { randomBytes } from 'node:crypto'
import type { Reader } from '../../views/reader.ts'
import { type Place, threadUrl } from '../../views/shown.ts'
import type { ReplyState } from '../../views/thread/thread-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import { type AskAttempt, askInView, ownWaits } from '../approval/ask-view.ts'
import type { Db } from '../db/database.ts'
import { draftOf, filesOfDraft } from '../draft/draft.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
import { offeredTemplates } from '../template/offered-templates.ts'
import { signatureBeneath } from '../template/own-signature.ts'
import { type PersonInMailbox, workersOf } from '../thread/people.store.ts'
import { lastEventId, type Thread } from '../thread/thread.store.ts'
import { takenFrom } from '../writing/writing.store.ts'
import { answeredMail, mailToQuote } from './answered.store.ts'
import type { ChangeSince } from './changes-since.store.ts'
import { recipientsFor } from './reply.ts'
import { drafted, prefilled, quoteOf } from './reply-fields.ts'

type Open = Extract<ReplyState, { state: 'open' }>

/** What a refused sending gives back: all that was typed, and why. */
export type ReplyAttempt = Pick<Open, 'values' | 'errors' | 'formToken'> & {
  changed: readonly ChangeSince[] | null
  threadVersion: number
  /** Whom to ask for approval, and with what words. */
  ask?: AskAttempt
}

/** The reply as the thread page shows it: folded, or why this person may not send here. */
export async function foldedReply(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
): Promise<ReplyState> {
  const why = await hindrance(db, viewer, reader, thread)
  if (why !== null) return { state: 'refused', why }
  const answered = await answeredMail(db, thread.id)
  const draft = await draftOf(db, thread.id, viewer.accountId)
  const own = await ownAddress(db, thread)
  const [first] = answered ? recipientsFor(answered, own).to : []
  return {
    state: 'folded',
    to: first ? first.name || first.address : '',
    hasDraft: draft !== null && draft.body.trim() !== '',
    needsYes: (await askInView(db, viewer, reader, thread, noText)) !== null,
  }
}

/** The reply open for writing, with the draft if there is one. */
export async function openReply(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  place: Place,
  options: { attempt?: ReplyAttempt; quote?: number | null; formToken?: string; find?: string | undefined },
): Promise<ReplyState> {
  const why = await hindrance(db, viewer, reader, thread)
  // What was typed is never hidden by a refusal: the draft opens again, and the refusal stands above it.
  if (why !== null && !options.attempt) return { state: 'refused', why }
  const answered = await answeredMail(db, thread.id)
  const draft = await draftOf(db, thread.id, viewer.accountId)
  const files = draft ? await filesOfDraft(db, draft.id) : []
  const mailbox = await db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  const { attempt } = options
  const formToken = attempt?.formToken ?? options.formToken ?? randomBytes(16).toString('hex')
  const chosen = options.quote ? await mailToQuote(db, thread.id, options.quote) : null
  const quote = await quoteOf(db, reader, chosen ?? answered)
  const values =
    attempt?.values ?? (draft ? drafted(draft) : prefilled(answered, mailbox.address, thread.subject))
  // A draft that was saved with its quote is opened again under the same address.
  const quotes = !attempt && chosen && quote !== null && !values.body.includes(quote)
  const body = quotes ? `${values.body}\n\n\n${quote}` : values.body
  const text = { ...values, body }
  return {
    state: 'open',
    values: text,
    errors: attempt?.errors ?? {},
    formToken,
    threadVersion: attempt?.threadVersion ?? (await lastEventId(db, thread.id)),
    signature: await signatureBeneath(db, mailbox, viewer.accountId),
    quote,
    files: files.map(({ id, filename, size }) => ({ id, filename, size })),
    savedAt: draft?.updated_at ?? null,
    draftVersion: draft?.version ?? 0,
    edit: draft?.page === formToken ? draft.edit : 0,
    taken: await takenFrom(db, thread.id, viewer.accountId),
    templates: await offeredTemplates(db, viewer, thread, options.find ?? null),
    policy: await policyReminder(db, thread),
    ask: await askInView(db, viewer, reader, thread, text, attempt?.ask ?? null),
    changed: attempt?.changed ? await changesInWords(db, reader, thread, place, attempt.changed) : null,
  }
}

/** Before anything is written: only what holds for every text counts. */
const noText = { to: '', cc: '', bcc: '', subject: '', body: '' }

/** Why this person cannot even write a reply here. What needs a yes may be written. */
async function hindrance(db: Db, viewer: Viewer, reader: Reader, thread: Thread): Promise<string | null> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('retired_at')
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirst()
  if (thread.opened_by !== null) return reader.t('refusal.internal')
  if (mailbox?.retired_at != null) return reader.t('refusal.mailbox_retired')
  if (await ownWaits(db, viewer, thread)) return reader.t('approval.own_waits')
  const refusal = replyRefusal(
    viewer,
    { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id },
    await bindingPolicy(db, thread),
  )
  if (refusal === null || refusal === 'assistant' || refusal === 'needs-approval') return null
  return replyRefusalInWords(db, reader, thread, refusal)
}

/** Says who can, so that the next step is clear. */
export async function replyRefusalInWords(
  db: Db,
  reader: Pick<Reader, 't'>,
  thread: Thread,
  refusal: ReplyRefusal,
): Promise<string> {
  const people = await workersOf(db, thread.mailbox_id)
  const names = namesOf(reader, people.supervisors)
  switch (refusal) {
    case 'no-role':
      return reader.t('refusal.reply_no_role')
    case 'assistant':
      return reader.t('refusal.reply_assistant', { names: namesOf(reader, people.senders) })
    case 'supervisor-only':
      return reader.t('refusal.reply_supervisor_only', { names })
    case 'needs-approval':
      return reader.t('refusal.reply_needs_approval', { names })
    case 'assignee-only': {
      const assignee = people.all.find((person) => person.id === thread.assignee_id)
      return reader.t('refusal.reply_assignee_only', {
        assignee: assignee?.name ?? reader.t('common.nobody'),
      })
    }
  }
}

function namesOf({ t }: Pick<Reader, 't'>, people: readonly PersonInMailbox[]): string {
  return (
    people.map((person) => [person.name, person.title].filter(Boolean).join(' ')).join('、') ||
    t('refusal.no_supervisors')
  )
}

async function policyReminder(db: Db, thread: Thread) {
  if (thread.policy_id === null) return null
  const policy = await db
    .selectFrom('policies')
    .innerJoin('accounts', 'accounts.id', 'policies.author_id')
    .select(['policies.instruction', 'accounts.name'])
    .where('policies.id', '=', thread.policy_id)
    .executeTakeFirst()
  return policy ? { by: policy.name, instruction: policy.instruction } : null
}

async function ownAddress(db: Db, thread: Thread): Promise<string> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirst()
  return mailbox?.address ?? ''
}

/** What came in while somebody wrote, with the way to each. */
export async function changesInWords(
  db: Db,
  reader: Reader,
  thread: Thread,
  place: Place,
  changes: readonly ChangeSince[],
): Promise<NonNullable<Open['changed']>> {
  const messageIds = changes.map((change) => change.messageId).filter((id) => id !== null)
  const messages =
    messageIds.length === 0
      ? []
      : await db
          .selectFrom('messages')
          .select(['id', 'from_name', 'from_address', 'excerpt'])
          .where('id', 'in', messageIds)
          .execute()
  const commentIds = changes.map((change) => change.commentId).filter((id) => id !== null)
  const comments =
    commentIds.length === 0
      ? []
      : await db.selectFrom('comments').select(['id', 'body']).where('id', 'in', commentIds).execute()
  return changes.map((change) => {
    const message = messages.find(({ id }) => id === change.messageId)
    const comment = comments.find(({ id }) => id === change.commentId)
    const anchor = message ? `#message-${message.id}` : comment ? `#comment-${comment.id}` : ''
    return {
      who: change.actor ?? (message ? message.from_name || message.from_address : 'hoshin'),
      at: change.at,
      excerpt:
        message?.excerpt ?? comment?.body.slice(0, 120) ?? reader.t(`change.${changeWord(change.kind)}`),
      href: `${threadUrl(thread.id, place, '/reply')}${anchor}`,
    }
  })
}

function changeWord(kind: string): 'policy' | 'status' | 'taken_over' | 'other' {
  if (kind === 'policy_set') return 'policy'
  if (kind === 'writing_taken_over') return 'taken_over'
  return kind === 'status_changed' || kind === 'wait_ended' ? 'status' : 'other'
}
