import type { ApprovalAskView } from '../../views/approval/ask-fields.tsx'
import { dueTime, type Reader } from '../../views/reader.ts'
import { namesOf } from '../absence/absence.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { acceptBy } from '../escalation/next-step.ts'
import { noRoute, presentRoute } from '../escalation/route.store.ts'
import { raised } from '../escalation/standing.ts'
import type { Thread } from '../thread/thread.store.ts'
import { waitingOn } from './approval.store.ts'
import { reasonInWords } from './approval-view.ts'
import { approversOf, aroundApproval, asApprovalRoute, levelOfRound } from './approvers.store.ts'
import { type ReplyText, reasonsFor } from './reasons.store.ts'

/** `noticed`: sending was pressed, and only then was it seen that a yes is needed. */
export type AskAttempt = { approverId: number | null; note: string; noticed?: boolean }

/** What stands in the composer where this text of this person needs a yes; null: they may send it. */
export async function askInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  text: ReplyText,
  attempt: AskAttempt | null = null,
): Promise<ApprovalAskView | null> {
  const { now } = reader
  const reasons = await reasonsFor(db, viewer, thread, text, now)
  if (reasons.length === 0) return null
  const able = await approversOf(db, thread, { reasons, not: [viewer.accountId] }, now)
  const route = asApprovalRoute((await presentRoute(db, thread.mailbox_id))?.route ?? noRoute)
  const around = await aroundApproval(db, thread, { reasons, not: [viewer.accountId], route }, now)
  const level = levelOfRound(route, around.hours, 1, now)
  const standing = raised(route, { kind: 'instruction', level, urgent: false, of: null }, now, around)
  const until = standing.stage === 'everybody' ? null : acceptBy(route, standing, around.hours)
  const holder = standing.holderId
  const name = holder === null ? null : ((await namesOf(db, [holder])).get(holder) ?? null)
  return {
    reasons: reasons.map((reason) => reasonInWords(reader, reason)),
    called: name ?? reader.t('approval.by_everybody'),
    until: until === null ? null : dueTime(reader, until),
    approvers: able.map(({ id, name: who, title, away }) => ({ id, name: who, title, away: away !== null })),
    chosen: attempt?.approverId ?? null,
    note: attempt?.note ?? '',
    noticed: attempt?.noticed ?? false,
  }
}

/** Why this person's reply does not go on: they have asked already. */
export async function ownWaits(db: Db, viewer: Viewer, thread: Thread): Promise<boolean> {
  return (await waitingOn(db, thread.id)).some((row) => row.writer_id === viewer.accountId)
}
