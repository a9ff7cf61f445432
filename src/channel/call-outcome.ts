/** What came of calling somebody by telephone. */
export const callOutcomes = ['reached', 'no_answer', 'left_message'] as const
export type CallOutcome = (typeof callOutcomes)[number]
