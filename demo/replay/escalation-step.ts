import type { Viewer } from '../../src/access/viewer.ts'
import { recordCall } from '../../src/channel/record-call.ts'
import type { Db } from '../../src/db/database.ts'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { askDepartment } from '../../src/escalation/ask-department.ts'
import { decideEscalation } from '../../src/escalation/decide-escalation.ts'
import { FRONT_LINE } from '../../src/escalation/escalation.ts'
import { judgeOutcome } from '../../src/escalation/judge-outcome.ts'
import {
  sendUpEscalation,
  stepDownEscalation,
  withdrawEscalation,
} from '../../src/escalation/pass-escalation.ts'
import { reportFrom } from '../../src/escalation/prefilled-report.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import type { Report } from '../../src/escalation/report.ts'
import { reportAfterwards } from '../../src/escalation/report-afterwards.ts'
import { openInternal } from '../../src/thread/open-internal.ts'
import { findThread } from '../../src/thread/thread.store.ts'
import { makeReader } from '../../views/reader.ts'
import { personOf } from '../cast.ts'
import type { AskDeptStep, EscalateStep, EscalationStep, ReportWords } from '../escalation-story.ts'
import type { Moment } from '../timeline.ts'
import { accepted } from './accepted.ts'
import { openThread } from './attention.ts'
import { found, type Office } from './office.ts'
import { idOf, type ToldThread } from './told-thread.ts'

type Stage = { db: Db; office: Office }

/** Lets one step around an escalation happen by the operation that its form would have called. */
export async function tellEscalation(
  { db, office }: Stage,
  told: ToldThread,
  { thread, step, at }: Moment & { step: EscalationStep },
): Promise<void> {
  const viewer = found(office.people, step.by)
  if (step.kind === 'matter') {
    const mailboxId = found(office.mailboxes, thread.mailbox).id
    const { subject, text } = step
    told.threadId = accepted(await openInternal(db, viewer, { mailboxId, subject, text }, at)).threadId
    return
  }
  await openThread(db, viewer, idOf(told), at)
  const id = told.escalationId ?? 0
  switch (step.kind) {
    case 'escalate':
      return raise(db, viewer, told, step, at)
    case 'askDept':
      return ask({ db, office }, viewer, told, step, at)
    case 'accept':
      accepted(await acceptEscalation(db, viewer, id, at))
      return
    case 'sendUp':
      accepted(await sendUpEscalation(db, viewer, { id, reason: step.reason }, at))
      return
    case 'guide':
      accepted(await stepDownEscalation(db, viewer, { id, level: FRONT_LINE, reason: step.words }, at))
      return
    case 'answer':
      accepted(await decideEscalation(db, viewer, { id, choice: { by: 'answer', words: step.words } }, at))
      return
    case 'withdraw':
      accepted(await withdrawEscalation(db, viewer, { id, reason: step.reason }, at))
      return
    case 'phoned': {
      const { outcome, note } = step
      accepted(await recordCall(db, viewer, { callId: await openCall(db, id), outcome, note }, at))
      return
    }
    case 'judge':
      accepted(await judgeOutcome(db, viewer, { id, outcome: step.outcome }, at))
      return
    case 'reportAfterwards': {
      const report = await reportOn(db, viewer, told, step, at)
      accepted(await reportAfterwards(db, viewer, { threadId: idOf(told), report, messageId: null }, at))
      return
    }
  }
}

async function raise(
  db: Db,
  viewer: Viewer,
  told: ToldThread,
  step: EscalateStep,
  at: number,
): Promise<void> {
  const { as: kind, urgency, expertise, impact, wantedIn } = step
  const raised = accepted(
    await raiseEscalation(
      db,
      viewer,
      {
        threadId: idOf(told),
        kind,
        criteria: { urgency, expertise, impact },
        level: null,
        levelReason: '',
        of: null,
        report: await reportOn(db, viewer, told, step, at),
        wantedBy: wantedIn === undefined ? null : at + wantedIn * 60_000,
        commentId: null,
        messageId: null,
      },
      at,
    ),
  )
  told.escalationId = raised.escalationId
}

async function ask(
  { db, office }: Stage,
  viewer: Viewer,
  told: ToldThread,
  step: AskDeptStep,
  at: number,
): Promise<void> {
  const report = { ...(await reportOn(db, viewer, told, step, at)), wanted: step.question }
  const asked = accepted(
    await askDepartment(
      db,
      viewer,
      {
        threadId: idOf(told),
        party: { groupId: found(office.groupIds, step.with.group) },
        criteria: { urgency: 2, expertise: 3, impact: 1 },
        report,
        wantedBy: at + step.dueInMinutes * 60_000,
        commentId: null,
        messageId: null,
      },
      at,
    ),
  )
  const row = await db
    .selectFrom('escalations')
    .select('wait_id')
    .where('id', '=', asked.escalationId)
    .executeTakeFirstOrThrow()
  told.openWaits.push(row.wait_id ?? 0)
}

/** What the form would be filled in with, and over it what the story says. What a story guesses is marked so. */
async function reportOn(
  db: Db,
  viewer: Viewer,
  told: ToldThread,
  { by, report: said }: { by: EscalationStep['by']; report: ReportWords },
  at: number,
): Promise<Report> {
  const { locale, timeZone } = personOf(by)
  const thread = await findThread(db, viewer, idOf(told))
  if (!thread) throw new Error(`${viewer.name} cannot see the thread`)
  const reader = makeReader({ locale, timeZone, now: at, newestFirst: true })
  const filled = await reportFrom(db, reader, thread, { messageId: null, commentId: null })
  const line = (name: 'when' | 'where' | 'who' | 'what' | 'why' | 'how') => {
    const text = said[name]
    return text === undefined ? filled[name] : { text, isGuess: name === 'why' || name === 'how' }
  }
  return {
    when: line('when'),
    where: line('where'),
    who: line('who'),
    what: line('what'),
    why: line('why'),
    how: line('how'),
    tried: said.tried ?? '',
    options: said.options ?? [],
    wanted: said.wanted ?? '',
  }
}

async function openCall(db: Db, escalationId: number): Promise<number> {
  const call = await db
    .selectFrom('phone_calls')
    .select('id')
    .where('escalation_id', '=', escalationId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (!call) throw new Error('nobody is to be called')
  return call.id
}
