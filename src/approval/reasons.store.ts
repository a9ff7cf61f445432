import { maySend, maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { parseAddressList } from '../mail/addresses.ts'
import { newText } from '../mail/quote.ts'
import { carefulOf } from '../rule/careful.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { approvalNeeded, type Reason } from './approval.ts'
import { approversOf } from './approvers.store.ts'
import { approvalRuleOf } from './rule.store.ts'

export type ReplyText = { to: string; cc: string; bcc: string; subject: string; body: string }

/** Why this reply of this person would wait for approval as things stand; empty: it may go. @param now UTC ms */
export async function reasonsFor(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  text: ReplyText,
  now: number,
): Promise<Reason[]> {
  const { mailbox_id: mailboxId } = thread
  const rule = await approvalRuleOf(db, mailboxId)
  const supervises = maySupervise(viewer, mailboxId)
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return approvalNeeded({
    sender: { maySend: maySend(viewer, mailboxId), supervises },
    policyDemands: await policyDemands(db, thread),
    careful: (await carefulOf(db, thread.id)) !== null,
    rule,
    mailbox: mailbox.address,
    recipients: [text.to, text.cc, text.bcc].flatMap((list) =>
      parseAddressList(list).addresses.map(({ address }) => address),
    ),
    subject: text.subject,
    text: newText(text.body),
    otherSupervisorThere:
      supervises && rule.supervisorsToo && (await isAnotherThere(db, viewer, thread, now)),
  })
}

async function policyDemands(db: Db, { policy_id: id }: Thread): Promise<boolean> {
  if (id === null) return false
  const policy = await db
    .selectFrom('policies')
    .select('needs_approval')
    .where('id', '=', id)
    .executeTakeFirst()
  return policy?.needs_approval === 1
}

async function isAnotherThere(db: Db, viewer: Viewer, thread: Thread, now: number): Promise<boolean> {
  const asked = { reasons: [{ because: 'everything' } as const], not: [viewer.accountId] }
  return (await approversOf(db, thread, asked, now)).some(({ away }) => away === null)
}
