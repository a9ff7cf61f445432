import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { type ApprovalRule, MOST_ROUNDS, noRule } from './approval.ts'

/** What a mailbox wants approved; nothing until somebody said so. */
export async function approvalRuleOf(db: Db, mailboxId: number): Promise<ApprovalRule> {
  const row = await db
    .selectFrom('approval_rules')
    .select('body')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  // Written by `setApprovalRule` alone, which has checked it.
  return row ? { ...noRule, ...(JSON.parse(row.body) as ApprovalRule) } : noRule
}

/** Longest list of words or of domains. */
export const MOST_ENTRIES = 200

export type SetApprovalRule =
  | { mailboxId: number }
  | { refused: 'not-supervisor' | 'too-many' | 'bad-domain'; field?: 'words' | 'inside' }

/** Says what a mailbox wants approved from now on. What is asked already goes its way. @param now UTC ms */
export async function setApprovalRule(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; rule: ApprovalRule },
  now: number,
): Promise<SetApprovalRule> {
  const { mailboxId, rule } = input
  if (!maySupervise(viewer, mailboxId) && !viewer.isAdmin) return { refused: 'not-supervisor' }
  if (rule.words.length > MOST_ENTRIES) return { refused: 'too-many', field: 'words' }
  if (rule.insideDomains.length > MOST_ENTRIES) return { refused: 'too-many', field: 'inside' }
  if (!rule.insideDomains.every((domain) => /^[^\s@,]+\.[^\s@,.]+$/u.test(domain))) {
    return { refused: 'bad-domain', field: 'inside' }
  }
  const rounds = Math.max(1, Math.min(Math.trunc(rule.rounds), MOST_ROUNDS))
  const columns = {
    body: JSON.stringify({ ...rule, rounds }),
    author_id: viewer.accountId,
    changed_at: now,
  }
  return transact(db, async (tx) => {
    await tx
      .insertInto('approval_rules')
      .values({ mailbox_id: mailboxId, ...columns })
      .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(columns))
      .execute()
    await recordEvent(tx, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId,
      threadId: null,
      actorId: viewer.accountId,
      facts: { what: 'approval' },
    })
    return { mailboxId }
  })
}
