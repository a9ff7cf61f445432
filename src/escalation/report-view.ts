import type { AfterwardsProps, CompletingProps } from '../../views/escalation/report-forms.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { reportVersion } from './complete-report.ts'
import { type Escalation, reportOf } from './escalation.store.ts'
import { reportFrom } from './prefilled-report.ts'

/** The form for completing a report: as it stands, or as it was typed and refused. */
export type CompletingAttempt = { escalation: Escalation } | { typed: CompletingProps }

export async function completingInView(db: Db, attempt: CompletingAttempt): Promise<CompletingProps> {
  if ('typed' in attempt) return attempt.typed
  const { escalation } = attempt
  const version = await reportVersion(db, escalation.id)
  return { escalationId: escalation.id, version, report: reportOf(escalation), errors: {} }
}

/** The short form for a report after the fact: filled in from the thread, or as it was typed and refused. */
export type AfterwardsAttempt = { messageId: number | null } | { typed: AfterwardsProps }

export async function afterwardsInView(
  db: Db,
  reader: Reader,
  thread: Thread,
  attempt: AfterwardsAttempt,
): Promise<AfterwardsProps> {
  if ('typed' in attempt) return attempt.typed
  const { messageId } = attempt
  const report = await reportFrom(db, reader, thread, { messageId, commentId: null })
  return { report: { ...report, how: { text: '', isGuess: false } }, messageId, errors: {} }
}
