import type { Reader } from '../../views/reader.ts'
import { businessSpan } from '../../views/target/due-chip.tsx'
import type { TargetForm, TargetsPageProps, TargetView } from '../../views/target/targets-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Calendar } from '../business-time/calendar.ts'
import type { Db } from '../db/database.ts'
import { labelsInSight } from '../label/label.store.ts'
import { clockKinds } from './clock.ts'
import { reckon } from './reckon.ts'
import { isRecounting } from './recount.store.ts'
import { audiencesOf, targetsOf } from './target.store.ts'
import type { Target } from './target.ts'

/** A form that was refused: which one, what was typed, and what is wrong with it. */
export type TargetAttempt = { of: number | 'new'; form: TargetForm }

/** A mailbox's promises as their page shows them. */
export async function targetsInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  mailbox: { id: number; name: string },
  attempt: TargetAttempt | null,
): Promise<Omit<TargetsPageProps, 'frame'>> {
  const targets = await targetsOf(db, mailbox.id)
  const calendar = await loadCalendar(db, mailbox.id, reader.now)
  const labels = (await labelsInSight(db, viewer)).filter(
    ({ mailboxId }) => mailboxId === null || mailboxId === mailbox.id,
  )
  const nameOf = (id: number | null) => labels.find((label) => label.id === id)?.name ?? null
  return {
    mailbox,
    targets: targets.toSorted(byConditions).map((target) => ({
      id: target.id,
      label: nameOf(target.labelId),
      customerLabel: nameOf(target.customerLabelId),
      form: attempt?.of === target.id ? attempt.form : formOf(reader, target),
      examples: examplesOf(reader, target, calendar),
    })),
    fresh: attempt?.of === 'new' ? attempt.form : null,
    labels: labels.filter(({ kind }) => kind === 'thread'),
    customerLabels: labels.filter(({ kind }) => kind === 'customer'),
    audiences: await audiencesOf(db, mailbox.id),
    isCounting: await isRecounting(db, mailbox.id),
  }
}

/** The one for everything first. */
function byConditions(a: Target, b: Target): number {
  const conditions = ({ labelId, customerLabelId }: Target) =>
    Number(labelId !== null) + Number(customerLabelId !== null)
  return conditions(a) - conditions(b) || a.id - b.id
}

function formOf(reader: Reader, { minutes, warnBefore }: Target): TargetForm {
  const words = (span: number | null) => (span === null ? '' : businessSpan(reader, span))
  const { first_reply, next_reply, done } = minutes
  return {
    values: {
      first_reply: words(first_reply),
      next_reply: words(next_reply),
      done: words(done),
      warn_before: words(warnBefore),
    },
    errors: {},
  }
}

/** When a mail that comes at this instant would have to be answered. */
function examplesOf({ now }: Reader, target: Target, calendar: Calendar): TargetView['examples'] {
  return clockKinds.flatMap((kind) => {
    const minutes = target.minutes[kind]
    // A later reply is due as a first one is; only the time that is left differs.
    if (minutes === null) return []
    const clock = { kind, startedAt: now, endedAt: null, endedBy: null, pauses: [] }
    const { dueAt, warnAt } = reckon(clock, { minutes, warnBefore: target.warnBefore }, calendar, now)
    return [{ kind, dueAt, warnAt }]
  })
}
