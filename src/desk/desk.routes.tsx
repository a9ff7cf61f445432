import { Hono } from 'hono'
import { type DeskCallView, DeskPage } from '../../views/desk/desk-page.tsx'
import { listedApprovals } from '../approval/listed.store.ts'
import { reportOf } from '../escalation/escalation.store.ts'
import { heldAnswersFor } from '../mail-answer/held-answers.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { callsFor, type DeskCall, latePoliciesOf } from './desk.store.ts'

/** What waits for the decision of one person: to accept, to decide, and what they decided that is late. */
export function deskRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/desk', async (c) => {
    const viewer = c.get('viewer')
    const rows = (await callsFor(deps.db, viewer)).map(inView)
    const { forMe: approvals } = await listedApprovals(deps.db, viewer, deps.clock())
    const late = await latePoliciesOf(deps.db, viewer, deps.clock())
    const frame = await frameOf(c, deps, { page: 'desk' })
    return sendDocument(
      c,
      <DeskPage
        frame={frame}
        waiting={rows.filter(({ state }) => state === 'waiting').toSorted(byDue)}
        accepted={rows.filter(({ state }) => state === 'accepted').toSorted(byDue)}
        held={(await heldAnswersFor(deps.db, viewer)).length}
        approvals={approvals}
        late={late.map((row) => ({
          threadId: row.thread_id,
          subject: row.subject,
          instruction: row.instruction,
          dueAt: row.due_at ?? 0,
          assignee: row.assignee,
        }))}
      />,
    )
  })

  return app
}

function inView(row: DeskCall): DeskCallView {
  const isAccepted = row.state === 'accepted'
  return {
    id: row.id,
    threadId: row.thread_id,
    kind: row.kind,
    state: isAccepted ? 'accepted' : 'waiting',
    everybody: !isAccepted && row.stage === 'everybody',
    until: isAccepted ? row.decision_due_at : row.until_at,
    urgency: row.urgency,
    wanted: reportOf(row).wanted,
    what: reportOf(row).what.text,
    options: reportOf(row).options,
    subject: row.subject,
    mailbox: row.mailbox,
    customer: row.customer || row.address || null,
    reporter: row.reporter,
    raisedAt: row.raised_at,
  }
}

/** Whatever calls everybody comes first, and what has no time last. */
function byDue(one: DeskCallView, other: DeskCallView): number {
  const never = Number.POSITIVE_INFINITY
  return (
    Number(other.everybody) - Number(one.everybody) ||
    (one.until ?? never) - (other.until ?? never) ||
    one.id - other.id
  )
}
