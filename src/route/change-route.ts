import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { presentRoute } from '../escalation/route.store.ts'
import type { Route } from '../escalation/route.ts'
import { type RouteProblem, routeProblems } from '../escalation/route-problems.ts'
import { type SetRoute, setRoute } from '../escalation/set-route.ts'
import { peopleFor } from './route-people.store.ts'

export type RouteChanged = SetRoute | { refused: 'problems'; problems: RouteProblem[] } | { same: true }

/**
 * Saves a route that could run, as the mailbox's next version; warnings stop nothing. The people are asked
 * for in the same transaction, so that nobody who was just disabled gets onto it. The same route again makes
 * no version.
 *
 * @param input.replaces the version that its author had before them; 0: none
 * @param now UTC ms
 */
export function changeRoute(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; route: Route; replaces: number },
  now: number,
): Promise<RouteChanged> {
  return transact(db, async (tx): Promise<RouteChanged> => {
    const found = routeProblems(input.route, await peopleFor(tx, input, now), now)
    const problems = found.filter(({ weight }) => weight === 'refused')
    if (problems.length > 0) return { refused: 'problems', problems }
    const present = await presentRoute(tx, input.mailboxId)
    const isSame = present?.version === input.replaces && isEqual(present.route, input.route)
    return isSame ? { same: true } : setRoute(tx, viewer, input, now)
  })
}

/** Written in one order of fields, whichever way each was made. */
function isEqual(one: Route, other: Route): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  )
}
