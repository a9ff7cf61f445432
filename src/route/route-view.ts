import type { Drawing, RoutePageProps } from '../../views/route/route-page.tsx'
import { nextClosing, nextOpening } from '../business-time/business-time.ts'
import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Db } from '../db/database.ts'
import { aroundOf } from '../escalation/around.store.ts'
import type { Around } from '../escalation/next-step.ts'
import type { Route } from '../escalation/route.ts'
import { type RouteProblem, routeProblemsUntil } from '../escalation/route-problems.ts'
import { type Foreseen, foresee } from './foresee.ts'
import { peopleFor, type RoutePerson } from './route-people.store.ts'

const DAY = 86_400_000

/** What is wrong with a route now, or will be within a day. */
export async function problemsOf(
  db: Db,
  of: { mailboxId: number; route: Route },
  now: number,
): Promise<RouteProblem[]> {
  return routeProblemsUntil(of.route, await peopleFor(db, of, now), now, now + DAY)
}

/** The ladders that would be climbed: now, now and urgent, and in the other half of the clock. */
export async function drawingsOf(
  db: Db,
  { mailboxId, route }: { mailboxId: number; route: Route },
  people: readonly RoutePerson[],
  now: number,
): Promise<RoutePageProps['drawings']> {
  const around = await aroundOf(db, { mailboxId, route }, now)
  const calendar = await loadCalendar(db, mailboxId, now)
  const isOpen = around.hours.isOpen(now)
  const other = isOpen ? nextClosing(calendar, now) : nextOpening(calendar, now)
  const plain = drawn(route, people, around, { is: 'now', from: now, urgent: false })
  const urgent = drawn(route, people, around, { is: 'now', from: now, urgent: true })
  const otherwise =
    other === null
      ? null
      : drawn(route, people, around, { is: isOpen ? 'closed' : 'open', from: other, urgent: false })
  const shown = isAlike(plain, urgent, 0) ? [plain] : [plain, urgent]
  return otherwise && !isAlike(plain, otherwise, otherwise.from - now) ? [...shown, otherwise] : shown
}

function drawn(
  route: Route,
  people: readonly RoutePerson[],
  around: Around,
  { is, from, urgent }: Pick<Drawing, 'is' | 'from' | 'urgent'>,
): Drawing {
  const rungs = foresee(route, { level: lowest(route, around, from), urgent }, from, around)
  const named = (rung: Foreseen) => ({
    ...rung,
    title: titleOf(route, rung.level),
    name: people.find(({ id }) => id === rung.accountId)?.name ?? null,
  })
  return { is, from, urgent, rungs: rungs.map(named) }
}

function lowest(route: Route, { hours }: Around, from: number): number {
  const ladder = route.outside !== null && !hours.isOpen(from) ? route.outside : route.ladder
  return ladder[0]?.level ?? 2
}

function titleOf(route: Route, level: number): string {
  return [...route.ladder, ...(route.outside ?? [])].find((rung) => rung.level === level)?.title ?? ''
}

/** The same people at the same distances in time. */
function isAlike(one: Drawing, other: Drawing, shift: number): boolean {
  const said = ({ rungs }: Drawing, by: number) =>
    rungs.map((rung) => `${rung.accountId} ${rung.at - by}`).join()
  return said(one, 0) === said(other, shift)
}
