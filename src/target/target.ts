import type { ClockKind } from './clock.ts'

/** What a supervisor promises for a mailbox, or for some of its threads. Minutes are business minutes. */
export type Target = {
  id: number
  /** Only threads with this label; null: any. */
  labelId: number | null
  /** Only customers with this label; null: any. */
  customerLabelId: number | null
  /** Null: this target says nothing about it. */
  minutes: Readonly<Record<ClockKind, number | null>>
  /** How long before the end somebody is warned. */
  warnBefore: number
  /** Since when it is set, UTC ms: what ended before is not judged by it. */
  since: number
}

/**
 * The target that binds a clock: of those that fit the thread and say something about it, the one with the
 * most conditions, and among equals the shortest.
 *
 * @param labels of the thread and of its customer
 */
export function bindingTarget(
  targets: readonly Target[],
  kind: ClockKind,
  labels: ReadonlySet<number>,
): { target: Target; minutes: number } | null {
  let best: { target: Target; minutes: number } | null = null
  for (const target of targets) {
    const minutes = target.minutes[kind]
    if (minutes === null || !fits(target, labels)) continue
    const ahead = best === null ? 1 : conditions(target) - conditions(best.target)
    if (best === null || ahead > 0 || (ahead === 0 && minutes < best.minutes)) best = { target, minutes }
  }
  return best
}

function fits({ labelId, customerLabelId }: Target, labels: ReadonlySet<number>): boolean {
  return [labelId, customerLabelId].every((id) => id === null || labels.has(id))
}

function conditions({ labelId, customerLabelId }: Target): number {
  return Number(labelId !== null) + Number(customerLabelId !== null)
}

/** Who is told of a warning, or of a target that was missed. */
export const audiences = ['nobody', 'assignee', 'supervisors', 'both'] as const
export type Audience = (typeof audiences)[number]

/** What holds until a mailbox says otherwise. */
export const usualAudience = { warning: 'assignee', overdue: 'both' } as const satisfies Record<
  'warning' | 'overdue',
  Audience
>

/** Whom that is. Where nobody is responsible for the thread, the supervisors are told in their place. */
export function toldOf(
  audience: Audience,
  people: { assignee: number | null; supervisors: readonly number[] },
): number[] {
  const { assignee, supervisors } = people
  const responsible = assignee === null ? supervisors : [assignee]
  switch (audience) {
    case 'nobody':
      return []
    case 'assignee':
      return [...responsible]
    case 'supervisors':
      return [...supervisors]
    case 'both':
      return [...new Set([...responsible, ...supervisors])]
  }
}

/** 1,000 business hours: about half a year of work. Longer is a slip of the finger. */
export const LONGEST = 60_000
/** Targets of one mailbox. */
export const MOST_TARGETS = 50

export type LimitFields = Record<ClockKind | 'warn_before', number | null>
export type LimitErrors = Partial<Record<ClockKind | 'warn_before', 'none' | 'warns-too-early'>>

/** What is wrong with a target as it was filled in, by field; a field that is null was left empty. */
export function limitErrors(fields: LimitFields): LimitErrors {
  const promised = [fields.first_reply, fields.next_reply, fields.done].filter((minutes) => minutes !== null)
  if (promised.length === 0) return { first_reply: 'none' }
  // A warning before the clock has begun warns of nothing.
  if (fields.warn_before !== null && fields.warn_before >= Math.min(...promised))
    return { warn_before: 'warns-too-early' }
  return {}
}

/** A quarter of the shortest promise, and at most an hour: for whoever leaves the field empty. Business minutes. */
export function usualWarning(fields: LimitFields): number {
  const promised = [fields.first_reply, fields.next_reply, fields.done].filter((minutes) => minutes !== null)
  return Math.min(60, Math.floor(Math.min(...promised) / 4))
}
