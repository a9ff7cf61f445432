/** Why an answer by mail was not acted on, and waits for a person. */
export const heldReasons = [
  'wrong-sender',
  'wrong-token',
  'no-token',
  'no-access',
  'old',
  'unclear',
  'empty',
  'unreadable',
  'authentication-failed',
  'not-authenticated',
  'no-right',
  'no-escalation',
  'taken',
  'policy-changed',
  'too-long',
  'no-approval',
  'approval-changed',
] as const

export type HeldReason = (typeof heldReasons)[number]

export function isHeldReason(word: string): word is HeldReason {
  return heldReasons.some((reason) => reason === word)
}
