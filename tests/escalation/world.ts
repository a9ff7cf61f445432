import fc from 'fast-check'
import type { Around } from '../../src/escalation/next-step.ts'
import type { Call, Hours, Level, Route } from '../../src/escalation/route.ts'
import { standInBy } from '../../src/escalation/stand-in.ts'
import { HOUR, MINUTE, START } from '../support/cast.ts'

export const people = { sato: 1, kondo: 2, mori: 3, ueda: 4, honda: 5, shacho: 6 }

const calls: Call[] = [
  { channel: 'chat', minutes: 10 },
  { channel: 'phone', minutes: 60 },
]

export function rung(level: number, change: Partial<Level>): Level {
  const [primaryId, backupId] = [people.sato, people.kondo]
  return {
    level,
    title: '係長',
    primaryId,
    backupId,
    minutesToAccept: 30,
    minutesToDecide: 60,
    calls,
    ...change,
  }
}

export const route: Route = {
  ladder: [
    rung(2, {}),
    rung(3, { title: '課長', primaryId: people.mori, backupId: people.ueda }),
    rung(4, { title: '部長', primaryId: people.honda, backupId: people.shacho }),
  ],
  outside: null,
  urgentIgnoresHours: true,
  repeatMinutes: 15,
  remindMinutes: 30,
}

export const always: Hours = { isOpen: () => true, after: (from, minutes) => from + minutes * MINUTE }
export const around: Around = { hours: always, standIn: (id) => id }

/** Open for so many hours of every so many, from an arbitrary beginning on. */
function shifts(every: number, open: number): Hours {
  const length = every * HOUR
  const opens = open * HOUR
  const into = (at: number) => (((at - START) % length) + length) % length
  return {
    isOpen: (at) => into(at) < opens,
    after: (from, minutes) => {
      let at = into(from) < opens ? from : from - into(from) + length
      let left = minutes * MINUTE
      for (;;) {
        const rest = opens - into(at)
        if (left <= rest) return at + left
        left -= rest
        at = at - into(at) + length
      }
    },
  }
}

const person = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null })
const minutes = fc.integer({ min: 1, max: 240 })
const someCalls = fc.array(fc.record({ channel: fc.constantFrom('email', 'chat', 'phone'), minutes }), {
  maxLength: 3,
})
const ladder = fc.subarray([2, 3, 4, 5], { minLength: 0 }).chain((levels) =>
  fc.tuple(
    ...levels.map((level) =>
      fc.record({
        level: fc.constant(level),
        title: fc.constant(''),
        primaryId: person,
        backupId: person,
        minutesToAccept: minutes,
        minutesToDecide: minutes,
        calls: someCalls,
      }),
    ),
  ),
)
const absences = fc.array(
  fc
    .record({
      accountId: fc.integer({ min: 1, max: 6 }),
      deputyId: person,
      from: fc.nat(5000),
      lasts: minutes,
    })
    .map(({ accountId, deputyId, from, lasts }) => ({
      accountId,
      deputyId,
      from: START + from * MINUTE,
      until: START + (from + lasts) * MINUTE,
    })),
  { maxLength: 6 },
)

/** A route, hours, absences, and a ticker that is late now and then (minutes). */
export const randomWorld = fc
  .record({
    route: fc.record({
      ladder,
      outside: fc.option(ladder, { nil: null }),
      urgentIgnoresHours: fc.boolean(),
      repeatMinutes: minutes,
      remindMinutes: minutes,
    }),
    hours: fc.oneof(
      fc.constant(always),
      fc.tuple(fc.integer({ min: 2, max: 48 }), fc.integer({ min: 1, max: 2 })).map(([a, b]) => shifts(a, b)),
      // Hours that never come.
      fc.constant({ isOpen: () => false, after: () => null }),
    ),
    absences,
    level: fc.integer({ min: 2, max: 6 }),
    urgent: fc.boolean(),
    late: fc.array(fc.constantFrom(0, 0, 0, 1, 90, 3000), { minLength: 1, maxLength: 5 }),
  })
  .map(({ hours, absences, ...world }) => ({
    ...world,
    around: { hours, standIn: standInBy(absences, (id) => id !== 6) } satisfies Around,
  }))
