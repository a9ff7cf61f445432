import { type Around, nextStep } from '../escalation/next-step.ts'
import type { Channel, Route } from '../escalation/route.ts'
import { levelAt } from '../escalation/route.ts'
import { afterStep, raised } from '../escalation/standing.ts'

/** Who would be called in turn, and when: a rung of the ladder before anybody climbs it. Instants UTC ms. */
export type Foreseen = {
  level: number
  stage: 'primary' | 'backup' | 'everybody'
  /** Null: everybody. */
  accountId: number | null
  at: number
  /** The channels by which they are tried, in order; for everybody none, as it is mail. */
  calls: readonly { channel: Channel; at: number }[]
}

/** More than any ladder has; what goes on for ever is cut there. */
const MOST_STEPS = 200

/**
 * What would happen, step by step, to an escalation that is raised at an instant and that nobody accepts: up to
 * where everybody is called. Computed by the function that the clock itself obeys.
 *
 * @param from UTC ms
 */
export function foresee(
  route: Route,
  { level, urgent }: { level: number; urgent: boolean },
  from: number,
  around: Around,
): Foreseen[] {
  let standing = raised(route, { kind: 'instruction', level, urgent, of: null }, from, around)
  const rungs: Foreseen[] = []
  const stand = (at: number) => {
    const first = levelAt(route, around.hours, standing.level, at)?.calls[0]?.channel ?? 'email'
    const calls = standing.stage === 'everybody' ? [] : [{ channel: first, at }]
    rungs.push({ level: standing.level, stage: standing.stage, accountId: standing.holderId, at, calls })
  }
  stand(from)
  for (let n = 0; n < MOST_STEPS && standing.stage !== 'everybody'; n++) {
    const step = nextStep(route, standing, from, around)
    if (!step) break
    standing = afterStep(standing, step, step.at)
    if (step.do === 'call') {
      const last = rungs.pop()
      if (last) rungs.push({ ...last, calls: [...last.calls, { channel: step.channel, at: step.at }] })
    } else {
      stand(step.at)
    }
  }
  return rungs
}
