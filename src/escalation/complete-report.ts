import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { changeThread } from '../thread/thread.store.ts'
import { type Escalation, lockEscalation, reportOf } from './escalation.store.ts'
import { isOpen } from './escalation.ts'
import { indexEscalation } from './index-escalation.store.ts'
import { type Report, type ReportField, tooLong } from './report.ts'

export type Completed =
  | { escalationId: number; threadId: number }
  | { refused: 'not-found' | 'no-right' | 'over' }
  | { refused: 'too-long'; field: ReportField }
  /** Somebody else wrote meanwhile; what stands now, to write it together. */
  | { refused: 'changed-meanwhile'; report: Report; version: number }

/**
 * Adds to a report what was not known when it was raised. What it said before is kept, and whoever has the
 * decision now hears of it.
 *
 * @param input.version the version that the writer had in view, as `reportVersion` gives it
 * @param now UTC ms
 */
export async function completeReport(
  db: Db,
  viewer: Viewer,
  input: { id: number; report: Report; version: number },
  now: number,
): Promise<Completed> {
  const field = tooLong(input.report)
  if (field) return { refused: 'too-long', field }
  return transact(db, async (tx) => {
    const locked = await lockEscalation(tx, viewer, input.id)
    if (!locked) return { refused: 'not-found' }
    const { escalation, thread } = locked
    if (!mayComplete(viewer, escalation, thread)) return { refused: 'no-right' }
    if (escalation.state === 'withdrawn') return { refused: 'over' }
    const done = { escalationId: escalation.id, threadId: thread.id }
    const body = JSON.stringify(input.report)
    if (body === escalation.report) return done
    const version = await reportVersion(tx, escalation.id)
    if (version !== input.version)
      return { refused: 'changed-meanwhile', report: reportOf(escalation), version }
    await keepReport(tx, viewer, escalation, now)
    await tx.updateTable('escalations').set({ report: body }).where('id', '=', escalation.id).execute()
    await indexEscalation(tx, escalation.id)
    await changeThread(tx, thread, {})
    const about = { threadId: thread.id, mailboxId: thread.mailbox_id, actorId: viewer.accountId }
    if (isOpen(escalation) && escalation.holder_id !== null) {
      const cause = `escalation_completed:${escalation.id}:${version}`
      await notify(
        tx,
        [escalation.holder_id],
        { ...about, kind: 'escalation_moved', escalationId: escalation.id, cause },
        now,
      )
    }
    const facts = { escalation: escalation.id, version: version + 1 }
    await recordEvent(tx, { at: now, kind: 'escalation_completed', ...about, facts })
    return done
  })
}

/** Whoever raised it, the assignee, and everybody who works the thread. */
export function mayComplete(
  viewer: Viewer,
  escalation: Pick<Escalation, 'raised_by'>,
  thread: { mailbox_id: number; assignee_id: number | null },
): boolean {
  return (
    escalation.raised_by === viewer.accountId ||
    thread.assignee_id === viewer.accountId ||
    mayWork(viewer, thread.mailbox_id)
  )
}

/** Which version of the report stands, from 1. */
export async function reportVersion(db: Db, escalationId: number): Promise<number> {
  const { kept } = await db
    .selectFrom('escalation_report_versions')
    .select((eb) => eb.fn.countAll<number>().as('kept'))
    .where('escalation_id', '=', escalationId)
    .executeTakeFirstOrThrow()
  return Number(kept) + 1
}

/** Keeps what a report says before something else takes its place. */
export async function keepReport(tx: Db, viewer: Viewer, escalation: Escalation, now: number): Promise<void> {
  await tx
    .insertInto('escalation_report_versions')
    .values({
      escalation_id: escalation.id,
      version: await reportVersion(tx, escalation.id),
      report: escalation.report,
      replaced_by: viewer.accountId,
      replaced_at: now,
    })
    .execute()
}
