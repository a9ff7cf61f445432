import type { EscalationStep } from './escalation.store.ts'
import type { Standing } from './escalation.ts'
import type { Step } from './next-step.ts'

/** One rung of the ladder as it is drawn: who, since when, and what became of it there. */
export type Rung = {
  level: number
  /** `reporter` stands at the bottom; the others as the steps have them. */
  stage: 'reporter' | 'primary' | 'backup' | 'everybody'
  /** Null: everybody. */
  accountId: number | null
  /** Number of the step that brought it here; null: it has not come, or nobody was called. */
  seq: number | null
  /** UTC ms: since when it is here, or when it will be. */
  at: number
  /** Where it stands, what is behind it, and what comes by itself. */
  is: 'past' | 'present' | 'coming'
  /** What ended it here, or marks it: with when, and the words that were given; and who did it, if not its own person. */
  after: readonly { what: Ending; at: number; words: string | null; byId: number | null }[]
}

export type Ending =
  | 'accepted'
  | 'declined'
  | 'sent_up'
  | 'stepped_down'
  | 'not_accepted'
  | 'decided'
  | 'withdrawn'

/**
 * The ladder from its history: a rung for everybody who had it, in order, with the present one marked and the
 * one that comes by itself at the end.
 *
 * @param steps all steps, oldest first
 * @param next who is next if nobody accepts
 */
export function ladderOf(
  steps: readonly EscalationStep[],
  standing: Standing,
  reporter: { accountId: number; at: number },
  next: Step | null,
): Rung[] {
  const rungs: Rung[] = [bottom(reporter)]
  for (const step of steps) {
    const ending = endingOf(step)
    if (ending) mark(rungs, { what: ending, at: step.at, words: step.words, byId: step.actor_id })
    if (movesIt(step) && !isCalledAgain(rungs, step)) {
      if (!ending && step.actor_id === null)
        mark(rungs, { what: 'not_accepted', at: step.at, words: null, byId: null })
      rungs.push(rungOf(step))
    }
  }
  const isOver = standing.state !== 'waiting' && standing.state !== 'accepted'
  const drawn = rungs.map((rung, n) => ({
    ...rung,
    is: n === rungs.length - 1 && !isOver ? ('present' as const) : ('past' as const),
  }))
  return next === null ? drawn : [...drawn, coming(next, standing)]
}

function bottom({ accountId, at }: { accountId: number; at: number }): Rung {
  return { level: 1, stage: 'reporter', accountId, seq: null, at, is: 'past', after: [] }
}

/** Everybody is called again and again, and stands there once. */
function isCalledAgain(rungs: readonly Rung[], step: EscalationStep): boolean {
  return step.action === 'call_everybody' && rungs.at(-1)?.stage === 'everybody'
}

/** Calls again, reminders, acceptance and the end leave it where it is. */
function movesIt(step: EscalationStep): boolean {
  switch (step.action) {
    case 'raised':
    case 'hand_over':
    case 'raise':
    case 'declined':
    case 'sent_up':
      return true
    case 'stepped_down':
      return step.level > 1 && step.account_id !== null
    case 'call_everybody':
      return step.stage === 'everybody'
    case 'accepted':
      return false
    default:
      return false
  }
}

function endingOf(step: EscalationStep): Ending | null {
  switch (step.action) {
    case 'accepted':
    case 'declined':
    case 'sent_up':
    case 'stepped_down':
    case 'decided':
    case 'withdrawn':
      return step.action
    default:
      return null
  }
}

function mark(rungs: Rung[], ending: Rung['after'][number]): void {
  const last = rungs.pop()
  if (!last) return
  // At the bottom nobody was called: there is nothing that they did not accept.
  const isKept = last.stage !== 'reporter' || ending.what === 'withdrawn'
  const isOwn = ending.byId === last.accountId
  const marked = { ...ending, byId: isOwn ? null : ending.byId }
  rungs.push(isKept ? { ...last, after: [...last.after, marked] } : last)
}

function rungOf(step: EscalationStep): Rung {
  const stage = step.stage === 'backup' || step.stage === 'everybody' ? step.stage : 'primary'
  const { level, account_id: accountId, seq, at } = step
  return { level, stage, accountId, seq, at, is: 'past', after: [] }
}

function coming(step: Step, standing: Standing): Rung {
  const common = { at: step.at, seq: null, is: 'coming' as const, after: [] }
  switch (step.do) {
    case 'hand_over':
      return { ...common, level: step.level, stage: 'backup', accountId: step.accountId }
    case 'raise':
      return { ...common, level: step.level, stage: step.stage, accountId: step.accountId }
    default:
      return { ...common, level: standing.level, stage: 'everybody', accountId: null }
  }
}
