import { usualSuggestion } from '../escalation/criteria.ts'
import type { Call, Ladder, Level, Route } from '../escalation/route.ts'

type Within = { ladder: 'inside' | 'outside' }
type Of<T> = { from: T; to: T }

/** One difference between two versions of a route. Minutes are minutes, people are accounts. */
export type RouteChange =
  | (Within & { what: 'level_added'; rung: Level })
  | (Within & { what: 'level_removed'; rung: Level })
  | (Within & { what: 'title'; level: number } & Of<string>)
  | (Within & { what: 'primary' | 'backup'; title: string } & Of<number | null>)
  | (Within & { what: 'accept' | 'decide'; title: string } & Of<number>)
  | (Within & { what: 'calls'; title: string } & Of<readonly Call[]>)
  | { what: 'outside_added' | 'outside_removed' | 'urgent_on' | 'urgent_off' }
  | ({ what: 'repeat' | 'remind' | 'expert' } & Of<number>)
  | ({ what: 'matrix'; urgency: number; impact: number } & Of<number>)

/** What differs between two versions, in the order of the form. A level is the same one by its number. */
export function routeChanges(before: Route, after: Route): RouteChange[] {
  return [
    ...ladderChanges(before.ladder, after.ladder, 'inside'),
    ...outsideChanges(before.outside, after.outside),
    ...(before.urgentIgnoresHours === after.urgentIgnoresHours
      ? []
      : [{ what: after.urgentIgnoresHours ? 'urgent_on' : 'urgent_off' } as const]),
    ...numberChange('repeat', before.repeatMinutes, after.repeatMinutes),
    ...numberChange('remind', before.remindMinutes, after.remindMinutes),
    ...suggestionChanges(before, after),
  ]
}

function outsideChanges(before: Ladder | null, after: Ladder | null): RouteChange[] {
  if (before === null && after === null) return []
  if (before === null) return [{ what: 'outside_added' }, ...ladderChanges([], after ?? [], 'outside')]
  if (after === null) return [{ what: 'outside_removed' }]
  return ladderChanges(before, after, 'outside')
}

function ladderChanges(before: Ladder, after: Ladder, ladder: Within['ladder']): RouteChange[] {
  const found: RouteChange[] = []
  for (const rung of before) {
    if (!after.some(({ level }) => level === rung.level)) found.push({ ladder, what: 'level_removed', rung })
  }
  for (const rung of after) {
    const was = before.find(({ level }) => level === rung.level)
    if (was) found.push(...rungChanges(was, rung).map((change) => ({ ...change, ladder })))
    else found.push({ ladder, what: 'level_added', rung })
  }
  return found
}

type OfRung =
  | ({ what: 'title'; level: number } & Of<string>)
  | ({ what: 'primary' | 'backup'; title: string } & Of<number | null>)
  | ({ what: 'accept' | 'decide'; title: string } & Of<number>)
  | ({ what: 'calls'; title: string } & Of<readonly Call[]>)

function rungChanges(was: Level, is: Level): OfRung[] {
  const found: OfRung[] = []
  const { title, level } = is
  if (was.title !== title) found.push({ what: 'title', level, from: was.title, to: title })
  const people = [
    { what: 'primary', from: was.primaryId, to: is.primaryId },
    { what: 'backup', from: was.backupId, to: is.backupId },
  ] as const
  const minutes = [
    { what: 'accept', from: was.minutesToAccept, to: is.minutesToAccept },
    { what: 'decide', from: was.minutesToDecide, to: is.minutesToDecide },
  ] as const
  for (const change of people) if (change.from !== change.to) found.push({ ...change, title })
  for (const change of minutes) if (change.from !== change.to) found.push({ ...change, title })
  const said = (calls: readonly Call[]) => calls.map(({ channel, minutes: n }) => `${channel} ${n}`).join()
  if (said(was.calls) !== said(is.calls)) {
    found.push({ what: 'calls', title, from: was.calls, to: is.calls })
  }
  return found
}

function suggestionChanges(before: Route, after: Route): RouteChange[] {
  const [was, is] = [before.suggests ?? usualSuggestion, after.suggests ?? usualSuggestion]
  const cells = is.matrix.flatMap((row, urgency) =>
    row.flatMap((to, impact): RouteChange[] => {
      const from = was.matrix[urgency]?.[impact] ?? to
      return from === to ? [] : [{ what: 'matrix', urgency: urgency + 1, impact: impact + 1, from, to }]
    }),
  )
  return [...cells, ...numberChange('expert', was.expert, is.expert)]
}

function numberChange(what: 'repeat' | 'remind' | 'expert', from: number, to: number): RouteChange[] {
  return from === to ? [] : [{ what, from, to }]
}
