import { phonedWords } from '../channel/phoned-words.ts'
import type { Reader } from '../reader.ts'

/** One step of an escalation, with names in place of ids. */
export type Step = {
  at: number
  action: string
  words: string | null
  /** Who was called. */
  called: string | null
  /** Who did it; null: hoshin, because time passed. */
  actor: string | null
}

const told = [
  'raised',
  'call',
  'hand_over',
  'raise',
  'call_everybody',
  'remind',
  'accepted',
  'declined',
  'sent_up',
  'stepped_down',
  'decided',
  'withdrawn',
  'reported',
  'route_changed',
  'phoned',
] as const

/** What happened in one line: 佐藤 受理. A step that has no words yet is told by its name. */
export function StepWords({ reader, step }: { reader: Reader; step: Step }) {
  const action = told.find((word) => word === step.action)
  const words = action
    ? reader.t(`event.escalation_${action}`, { to: step.called ?? '' }).replace(/[\s→:]+$/u, '')
    : step.action
  return (
    <span>
      {step.actor && <b>{step.actor} </b>}
      {words}
      {step.words && <q>{step.action === 'phoned' ? phonedWords(reader, step.words) : step.words}</q>}
    </span>
  )
}
