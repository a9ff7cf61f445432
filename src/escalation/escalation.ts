/** What is asked for; the words stand in the glossary. */
export const kinds = ['instruction', 'question', 'takeover', 'other_dept', 'customer_notice'] as const
export type Kind = (typeof kinds)[number]

/** The front line: nobody is called there, and an escalation that steps down to it is answered by guidance. */
export const FRONT_LINE = 1

/**
 * Where an escalation stands. `docs/escalation.md` has the table of these; `whatHappens` below is that table.
 *
 * - `waiting`: somebody is called and has not accepted
 * - `accepted`: one person answers for it, and the decision is awaited
 * - `asked`: a department or partner was asked; its wait has its own clock
 * - `decided`, `withdrawn`: over
 * - `reported`: an after-the-fact report, which calls nobody
 */
export type State = 'waiting' | 'accepted' | 'asked' | 'decided' | 'withdrawn' | 'reported'

/** Who of a level is called: its primary, its backup with full authority, or, above the top, everybody. */
export type Stage = 'primary' | 'backup' | 'everybody'

/** How the decision came. */
export const decisions = ['policy', 'option', 'guidance', 'answer', 'takeover'] as const
export type Decision = (typeof decisions)[number]

/** What the clock and the rights need of an escalation. Instants are UTC ms. */
export type Standing = {
  state: State
  kind: Kind
  level: number
  stage: Stage
  /** Who has the authority to accept and decide; null where everybody is called, and when it is over. */
  holderId: number | null
  /** When this stage began. */
  stageAt: number
  /** How many of the stage's channels have been tried. */
  calls: number
  /** Urgent ones do not wait for the morning, where the route says so. */
  urgent: boolean
  /** By when the decision is due, once accepted. */
  decisionDueAt: number | null
  /** How often the one who accepted was reminded. */
  reminders: number
}

/** Whether its clock runs and somebody owes an answer. */
export function isOpen({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'waiting' || state === 'accepted' || state === 'asked'
}
