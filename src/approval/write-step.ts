import type { Db } from '../db/database.ts'
import type { Standing } from '../escalation/escalation.ts'
import { acceptBy, nextStep } from '../escalation/next-step.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import {
  type Approval,
  gaveYes,
  type LockedApproval,
  reasonsOf,
  type Surroundings,
} from './approval.store.ts'
import { approversOf } from './approvers.store.ts'

/** What happened, as the history of an approval request keeps it. */
export type ApprovalAction =
  | 'asked'
  | 'remind'
  | 'hand_over'
  | 'raise'
  | 'call_everybody'
  /** A yes, after which the next level is asked. */
  | 'next_round'
  | 'approved'
  | 'returned'
  | 'withdrawn'
  /** Stopped in its pause, after the yes. */
  | 'taken_back'

/** Each of these calls somebody, whatever they chose to be told of. */
const calling: readonly ApprovalAction[] = [
  'asked',
  'remind',
  'hand_over',
  'raise',
  'call_everybody',
  'next_round',
]

/**
 * Writes one step of a request in the transaction that decided it: how it stands now, when it goes on by itself,
 * the step in its history, who is told, and the event. The step's number makes it happen once.
 *
 * @param change further columns that this step fills
 * @param now UTC ms
 */
export async function writeStep(
  tx: Db,
  { approval, thread }: LockedApproval,
  { route, around }: Pick<Surroundings, 'route' | 'around'>,
  standing: Standing,
  happened: { action: ApprovalAction; actorId: number | null; words?: string },
  now: number,
  change: Partial<Approval> = {},
): Promise<void> {
  const isOpen = standing.state === 'waiting'
  const isNamed = isOpen && standing.stage !== 'everybody'
  const seq = approval.seq + 1
  const until = isNamed ? acceptBy(route, standing, around.hours) : null
  const moved: Approval = {
    ...approval,
    level: standing.level,
    stage: standing.stage,
    holder_id: standing.holderId,
    stage_at: standing.stageAt,
    calls: standing.calls,
    until_at: until,
    next_at: isOpen ? (nextStep(route, standing, now, around)?.at ?? null) : null,
    seq,
    ...change,
  }
  const { id, ...columns } = moved
  await tx.updateTable('approvals').set(columns).where('id', '=', id).execute()
  await tx
    .insertInto('approval_steps')
    .values({
      approval_id: id,
      seq,
      at: now,
      action: happened.action,
      round: moved.round,
      account_id: isOpen ? standing.holderId : null,
      actor_id: happened.actorId,
      until_at: until,
      words: happened.words || null,
    })
    .execute()
  await recordEvent(tx, {
    at: now,
    kind: `approval_${happened.action}`,
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: happened.actorId,
    facts: { approval: id, seq, to: isOpen ? standing.holderId : null, round: moved.round },
  })
  await tell(tx, { approval: moved, thread }, happened, now)
}

async function tell(
  tx: Db,
  { approval, thread }: LockedApproval,
  { action, actorId }: { action: ApprovalAction; actorId: number | null },
  now: number,
): Promise<void> {
  const about = {
    threadId: thread.id,
    mailboxId: thread.mailbox_id,
    approvalId: approval.id,
    actorId,
    cause: `approval:${approval.id}:${approval.seq}`,
  }
  if (calling.includes(action)) {
    const called =
      approval.holder_id === null ? await everybody(tx, { approval, thread }, now) : [approval.holder_id]
    await notify(tx, called, { ...about, kind: 'approval_asked' }, now)
  } else if (action === 'approved' || action === 'returned' || action === 'taken_back') {
    const kind = action === 'approved' ? 'approval_given' : 'approval_returned'
    await notify(tx, [approval.writer_id], { ...about, kind }, now)
  }
}

/** Where nobody is left who could say yes, administrators hear of it: they can give somebody the role. */
async function everybody(tx: Db, { approval, thread }: LockedApproval, now: number): Promise<number[]> {
  const not = [approval.writer_id, ...(await gaveYes(tx, approval.id))]
  const able = await approversOf(tx, thread, { reasons: reasonsOf(approval), not }, now)
  if (able.length > 0) return able.map(({ id }) => id)
  const admins = await tx
    .selectFrom('accounts')
    .select('id')
    .where('admin_since', 'is not', null)
    .where('disabled_at', 'is', null)
    .execute()
  return admins.map(({ id }) => id)
}
