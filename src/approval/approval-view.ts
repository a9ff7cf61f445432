import type { ApprovalView, ReplyFields } from '../../views/approval/approval-card.tsx'
import type { ApprovalStepView } from '../../views/approval/approval-steps.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Place } from '../../views/shown.ts'
import { namesOf } from '../absence/absence.store.ts'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { changesSince } from '../outbox/changes-since.store.ts'
import { changesInWords } from '../outbox/reply-view.ts'
import { lastEventId, type Thread } from '../thread/thread.store.ts'
import {
  type Approval,
  filesOfApproval,
  reasonsOf,
  surroundingsOf,
  textFrom,
  textsOf,
} from './approval.store.ts'
import type { Reason } from './approval.ts'
import { judgeRefusal } from './judge.store.ts'
import { wordDiff } from './word-diff.ts'

/** The requests that a thread's page shows: those that wait, and what became of the viewer's own last one. */
export async function approvalsInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  place: Place,
): Promise<ApprovalView[]> {
  const rows = await db
    .selectFrom('approvals')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  const shown = rows.filter((row) => row.state === 'waiting' || isNews(row, viewer, thread, rows[0]))
  return Promise.all(shown.map((row) => approvalInView(db, viewer, reader, { approval: row, thread }, place)))
}

/** The reason of a return stands on the page until its writer asks again, or another reply goes its way. */
function isNews(row: Approval, viewer: Viewer, thread: Thread, newest: Approval | undefined): boolean {
  const came = row.state === 'returned' || row.state === 'taken_back'
  const isAnswered = (thread.last_outbound_at ?? 0) > (row.ended_at ?? 0)
  return came && !isAnswered && row.id === newest?.id && row.writer_id === viewer.accountId
}

/** Everything that is shown of one request. */
export async function approvalInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  { approval, thread }: { approval: Approval; thread: Thread },
  place: Place,
): Promise<ApprovalView> {
  const now = reader.now
  const isOpen = approval.state === 'waiting'
  const texts = await textsOf(db, approval.id)
  const steps = await db
    .selectFrom('approval_steps')
    .selectAll()
    .where('approval_id', '=', approval.id)
    .orderBy('seq')
    .execute()
  const text = texts.find(({ version }) => version === approval.text_version)
  const names = await namesOf(db, peopleIn(approval, texts, steps))
  const name = (id: number | null) => (id === null ? null : (names.get(id) ?? ''))
  const locked = { approval, thread }
  const refusal = isOpen
    ? await judgeRefusal(db, viewer, locked, await surroundingsOf(db, locked, now), now)
    : 'no-right'
  const decides = isOpen && (refusal === null || refusal === 'supervisor-only' || refusal === 'assignee-only')
  const since = isOpen ? await changesSince(db, thread.id, approval.thread_version, viewer.accountId) : []
  return {
    id: approval.id,
    threadId: thread.id,
    state: approval.state,
    writer: name(approval.writer_id) ?? '',
    askedAt: approval.asked_at,
    reasons: reasonsOf(approval).map((reason) => reasonInWords(reader, reason)),
    note: approval.note,
    round: approval.round,
    rounds: approval.rounds,
    holder: name(approval.holder_id),
    until: approval.until_at,
    text: text ? textFrom(text) : { to: '', cc: '', bcc: '', subject: '', body: '' },
    files: (await filesOfApproval(db, approval.id)).map(({ id, filename, size }) => ({ id, filename, size })),
    difference: differenceOf(texts, name),
    textVersion: approval.text_version,
    threadVersion: await lastEventId(db, thread.id),
    changed: (await changesInWords(db, reader, thread, place, since)).map(onThePage),
    may: {
      decide: decides,
      withdraw: isOpen && approval.writer_id === viewer.accountId && mayWork(viewer, thread.mailbox_id),
    },
    endedBy: name(approval.state === 'taken_back' ? (steps.at(-1)?.actor_id ?? null) : approval.ended_by),
    endedAt: approval.ended_at,
    words: approval.words,
    steps: steps.map((step) => ({
      at: step.at,
      action: step.action as ApprovalStepView['action'],
      by: name(step.actor_id),
      to: name(step.account_id),
    })),
  }
}

/** The composer's way leads through itself; whoever approves stays on the thread. */
function onThePage<T extends { href: string }>(change: T): T {
  return { ...change, href: change.href.replace(/\/reply(?=[?#]|$)/, '') }
}

function peopleIn(
  approval: Approval,
  texts: readonly Row<'approval_texts'>[],
  steps: readonly Row<'approval_steps'>[],
): number[] {
  return [
    ...[approval.writer_id, approval.holder_id, approval.ended_by],
    ...texts.map((text) => text.author_id),
    ...steps.flatMap((step) => [step.actor_id, step.account_id]),
  ].filter((id) => id !== null)
}

const fields = ['to', 'cc', 'bcc', 'subject', 'body'] as const

/** From what was written to what stands now, in words. */
function differenceOf(
  texts: readonly Row<'approval_texts'>[],
  name: (id: number | null) => string | null,
): ApprovalView['difference'] {
  const [first, last] = [texts[0], texts.at(-1)]
  if (!first || !last || first.version === last.version) return null
  const [before, after]: ReplyFields[] = [textFrom(first), textFrom(last)]
  if (!before || !after) return null
  const changed = fields.filter((field) => before[field] !== after[field])
  return {
    by: name(last.author_id) ?? '',
    fields: changed.map((field) => ({ name: field, parts: wordDiff(before[field], after[field]) })),
  }
}

export function reasonInWords({ t, locale }: Pick<Reader, 't' | 'locale'>, reason: Reason): string {
  const found = 'found' in reason ? reason.found.join(locale === 'ja' ? '、' : ', ') : ''
  return t(`approval.because_${reason.because}`, { found })
}
