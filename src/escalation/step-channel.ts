import type { Standing } from './escalation.ts'
import { type Channel, type Hours, levelAt, type Route } from './route.ts'

/** Each of these begins a stage with a call to somebody who was not called before. */
const beginnings = ['raised', 'hand_over', 'raise', 'declined', 'sent_up', 'stepped_down'] as const

/**
 * How a step calls. Mail goes with every call; this is what the level's channels put in the first place. Where
 * everybody is called, the chat hears of it too. Null: the step calls nobody.
 *
 * @param given of a step that calls the same person by one more channel
 */
export function channelOf(
  action: string,
  standing: Standing,
  { route, hours, given }: { route: Route; hours: Hours; given: Channel | null },
): Channel | null {
  if (standing.state !== 'waiting') return given
  if (action === 'call') return given
  const begins = action === 'call_everybody' || beginnings.some((one) => one === action)
  if (!begins) return given
  if (standing.stage === 'everybody') return 'chat'
  const rung = levelAt(route, hours, standing.level, standing.stageAt)
  return rung?.calls[0]?.channel ?? 'email'
}
