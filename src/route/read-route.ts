import type { Suggestion } from '../escalation/criteria.ts'
import { type Call, channels, type Ladder, type Route } from '../escalation/route.ts'
import { numberOf, type RouteDraft, type RungDraft } from './route-draft.ts'

/**
 * What a form means. What is no number becomes one that `routeProblems` refuses, so that all that is wrong is
 * said in one place.
 */
export function readRoute(draft: RouteDraft): Route {
  return {
    ladder: readLadder(draft.inside),
    outside: draft.outside === null ? null : readLadder(draft.outside),
    urgentIgnoresHours: draft.urgentIgnoresHours,
    repeatMinutes: numberOf(draft.repeat),
    remindMinutes: numberOf(draft.remind),
    suggests: readSuggestion(draft),
  }
}

function readLadder(rungs: readonly RungDraft[]): Ladder {
  return rungs.map((rung) => ({
    level: numberOf(rung.level),
    title: rung.title.replace(/\s+/g, ' ').trim(),
    primaryId: readPerson(rung.primary),
    backupId: readPerson(rung.backup),
    minutesToAccept: numberOf(rung.accept),
    minutesToDecide: numberOf(rung.decide),
    calls: rung.calls.map(readCall),
  }))
}

/** Nobody has the number 0: what is not a person is somebody unknown. */
function readPerson(typed: string): number | null {
  if (typed.trim() === '') return null
  return /^\d{1,15}$/.test(typed) ? Number(typed) : 0
}

function readCall({ channel, minutes }: RungDraft['calls'][number]): Call {
  return { channel: channels.find((one) => one === channel) ?? 'email', minutes: numberOf(minutes) }
}

function readSuggestion(draft: RouteDraft): Suggestion {
  return { matrix: draft.matrix.map((row) => row.map(numberOf)), expert: numberOf(draft.expert) }
}
