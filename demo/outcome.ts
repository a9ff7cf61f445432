import type { CastKey } from './cast.ts'
import type { AskDeptStep } from './escalation-story.ts'
import type { DemoStatus, DemoStep, PolicyStep, WaitStep } from './story.ts'

/** Where a thread stands after its story. */
export type Outcome = {
  status: DemoStatus
  assignee: CastKey | undefined
  policies: PolicyStep[]
  /** Whether the assignee confirmed the policy that binds now. */
  acknowledged: boolean
  decisionAwaited: boolean
  openWaits: (WaitStep | AskDeptStep)[]
}

/** Tells the story to its end by the rules of the statuses, so that what a thread claims can be checked. */
export function outcomeOf(story: DemoStep[]): Outcome {
  return story.reduce(after, {
    status: 'new',
    assignee: undefined,
    policies: [],
    acknowledged: false,
    decisionAwaited: false,
    openWaits: [],
  })
}

function after(before: Outcome, step: DemoStep): Outcome {
  switch (step.kind) {
    case 'mail':
      return { ...before, status: before.status === 'done' ? 'new' : before.status }
    case 'reply':
      return { ...before, status: step.andDone ? 'done' : taken(before.status) }
    case 'comment':
      return before
    case 'assign':
      return {
        ...before,
        assignee: step.to,
        status: step.by === step.to ? taken(before.status) : before.status,
      }
    case 'status':
      return { ...before, status: step.to }
    case 'askPolicy':
    case 'escalate':
      return { ...before, decisionAwaited: true }
    case 'guide':
    case 'answer':
    case 'withdraw':
      return { ...before, decisionAwaited: false }
    case 'matter':
      return { ...before, status: 'in_progress', assignee: step.by }
    // Who has it, and what became of it, is the escalation's own matter.
    case 'accept':
    case 'sendUp':
    case 'phoned':
    case 'judge':
    case 'reportAfterwards':
      return before
    case 'policy':
      return { ...before, policies: [...before.policies, step], acknowledged: false, decisionAwaited: false }
    case 'acknowledge':
      return { ...before, acknowledged: true }
    case 'wait':
    case 'askDept':
      return { ...before, status: 'awaiting_dept', openWaits: [...before.openWaits, step] }
    case 'waitAnswer':
      return afterAnswer(before)
  }
}

function taken(status: DemoStatus): DemoStatus {
  return status === 'new' ? 'in_progress' : status
}

function afterAnswer(before: Outcome): Outcome {
  const openWaits = before.openWaits.slice(1)
  return { ...before, openWaits, status: openWaits.length ? before.status : 'in_progress' }
}
