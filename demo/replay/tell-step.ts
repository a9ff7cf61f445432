import type { Viewer } from '../../src/access/viewer.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { acknowledgePolicy } from '../../src/policy/acknowledge-policy.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type EscalationStep, isEscalationStep } from '../escalation-story.ts'
import type { DemoImap } from '../imap-server.ts'
import type { CommentStep, DemoStep, MailStep, PolicyStep, WaitStep } from '../story.ts'
import type { Moment } from '../timeline.ts'
import { accepted } from './accepted.ts'
import { openThread } from './attention.ts'
import { tellEscalation } from './escalation-step.ts'
import { found, type Office } from './office.ts'
import { receiveStep } from './receive-step.ts'
import { replyStep } from './reply-step.ts'
import { idOf, type ToldThread } from './told-thread.ts'
import type { World } from './world.ts'

export type Stage = {
  db: Db
  imap: DemoImap
  office: Office
  world: World
  /** In which a reply can be taken back, ms. */
  pause: number
}

/** Lets one step happen by the operation that a person's form or a server's mail would have called. */
export async function tellStep(stage: Stage, told: ToldThread, moment: Moment): Promise<void> {
  const { step } = moment
  if (step.kind === 'mail') {
    await receiveStep(stage, told, { ...moment, step })
  } else if (isEscalationStep(step)) {
    await tellEscalation(stage, told, { ...moment, step })
  } else {
    const viewer = found(stage.office.people, step.by)
    await openThread(stage.db, viewer, idOf(told), moment.at)
    await act(stage, told, { ...moment, step }, viewer)
  }
}

type Act = Exclude<DemoStep, MailStep | EscalationStep>

async function act(
  stage: Stage,
  told: ToldThread,
  { thread, index, step, at }: Moment & { step: Act },
  viewer: Viewer,
): Promise<void> {
  const { db, office } = stage
  const threadId = idOf(told)
  switch (step.kind) {
    case 'reply': {
      const own = found(office.mailboxes, thread.mailbox).address
      const formToken = `${thread.key}.${index}`
      const { body, andDone = false } = step
      return replyStep(stage, told, { viewer, body, andDone, own, formToken }, at)
    }
    case 'comment':
      return comment(db, viewer, told, step, at)
    case 'assign': {
      const to = found(office.people, step.to).accountId
      accepted(await assignThread(db, viewer, { threadId, to }, at))
      return
    }
    case 'status':
      accepted(await changeStatus(db, viewer, { threadId, to: step.to }, at))
      return
    case 'askPolicy': {
      const of = found(office.people, step.of).accountId
      accepted(await askPolicy(db, viewer, { threadId, of, body: step.body }, at))
      return
    }
    case 'policy':
      return policy(db, viewer, told, step, at)
    case 'acknowledge':
      accepted(await acknowledgePolicy(db, viewer, told.policyId ?? 0, at))
      return
    case 'wait':
      return wait(stage, viewer, told, step, at)
    case 'waitAnswer': {
      const waitId = told.openWaits.shift() ?? 0
      accepted(await endWait(db, viewer, { waitId, answer: step.answer }, at))
      return
    }
  }
}

async function comment(
  db: Db,
  viewer: Viewer,
  told: ToldThread,
  { body, onMessage }: CommentStep,
  at: number,
): Promise<void> {
  const messageId = onMessage === undefined ? null : (told.messageIds[onMessage] ?? 0)
  const { withoutAccess } = accepted(
    await addComment(db, viewer, { threadId: idOf(told), messageId, body }, at),
  )
  if (withoutAccess.length > 0) throw new Error('a comment mentions somebody without access')
}

async function policy(db: Db, viewer: Viewer, told: ToldThread, step: PolicyStep, at: number): Promise<void> {
  const { instruction, dueInMinutes, replyBy, needsApproval, returnWhen = '' } = step
  const set = accepted(
    await setPolicy(
      db,
      viewer,
      {
        threadId: idOf(told),
        instruction,
        dueAt: dueInMinutes === undefined ? null : at + dueInMinutes * 60_000,
        replyBy,
        needsApproval,
        returnWhen,
        replaces: told.policies,
      },
      at,
    ),
  )
  told.policyId = set.policyId
  told.policies = set.version
}

async function wait(
  { db, office }: Stage,
  viewer: Viewer,
  told: ToldThread,
  step: WaitStep,
  at: number,
): Promise<void> {
  const party =
    'group' in step.with ? { groupId: found(office.groupIds, step.with.group) } : { ...step.with.partner }
  const { waitId } = accepted(
    await openWait(
      db,
      viewer,
      { threadId: idOf(told), party, question: step.question, dueAt: at + step.dueInMinutes * 60_000 },
      at,
    ),
  )
  told.openWaits.push(waitId)
}
