import type { CaseFacts } from '../../views/record/case-page.tsx'
import { nameOf } from '../account/account.store.ts'
import type { Db } from '../db/database.ts'
import type { Escalation } from '../escalation/escalation.store.ts'
import { routeById } from '../escalation/route.store.ts'
import type { Thread } from '../thread/thread.store.ts'

/** What the page of one escalation tells beside its ladder and its report. */
export async function caseFacts(db: Db, escalation: Escalation, thread: Thread): Promise<CaseFacts> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('name')
    .where('id', '=', escalation.mailbox_id)
    .executeTakeFirstOrThrow()
  const customer =
    thread.customer_id === null
      ? undefined
      : await db
          .selectFrom('customers')
          .select(['name', 'address'])
          .where('id', '=', thread.customer_id)
          .executeTakeFirst()
  const wait =
    escalation.wait_id === null
      ? undefined
      : await db.selectFrom('waits').select('party').where('id', '=', escalation.wait_id).executeTakeFirst()
  const route = await routeById(db, escalation.route_id)
  return {
    threadId: thread.id,
    subject: thread.subject,
    mailbox: mailbox.name,
    customer: customer ? customer.name || customer.address : null,
    raisedBy: await nameOf(db, escalation.raised_by),
    raisedAt: escalation.raised_at,
    level: route.ladder.find(({ level }) => level === escalation.level)?.title ?? null,
    levelReason: escalation.level_reason,
    urgency: escalation.urgency,
    impact: escalation.impact,
    expertise: escalation.expertise,
    acceptedAt: escalation.accepted_at,
    endedAt: escalation.ended_at,
    asked: wait?.party ?? null,
  }
}
