import { dayAndTime, type Reader } from '../reader.ts'
import { surname } from '../shown.ts'

export type ApprovalStepView = {
  at: number
  action:
    | 'asked'
    | 'remind'
    | 'hand_over'
    | 'raise'
    | 'call_everybody'
    | 'next_round'
    | 'approved'
    | 'returned'
    | 'withdrawn'
    | 'taken_back'
  /** Who did it; null: hoshin. */
  by: string | null
  /** Who was called by it. */
  to: string | null
}

/** What happened to a request, oldest first. */
export function ApprovalSteps({ reader, steps }: { reader: Reader; steps: readonly ApprovalStepView[] }) {
  const { t } = reader
  if (steps.length < 2) return null
  return (
    <details class="approval-steps">
      <summary>{t('approval.history')}</summary>
      <ol>
        {steps.map(({ at, action, by, to }) => (
          <li>
            <small>{dayAndTime(reader, at)}</small> {by !== null && <b>{surname(by)} </b>}
            {t(`approval_step.${action}`)}
            {to !== null && ` → ${surname(to)}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
