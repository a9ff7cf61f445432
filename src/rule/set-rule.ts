import { loadViewer } from '../access/viewer.store.ts'
import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { mayDecide } from '../escalation/around.store.ts'
import { recordEvent } from '../event/record-event.ts'
import { type KeptRule, ruleById } from './rule.store.ts'
import { problemIn, type Rule, type RuleProblem } from './rule.ts'

export type NewRule = {
  /** Null: a new one. */
  id: number | null
  /** Null: every mailbox, which only an administrator may order. */
  mailboxId: number | null
  ownerId: number
  rule: Rule
  /** UTC ms; null: nobody is reminded. */
  reviewAt: number | null
  /** The version that its author had before them; 0: none. */
  replaces: number
}

export type SetRule =
  | { ruleId: number; version: number }
  | { refused: 'not-found' | 'no-right' | 'owner-cannot' | 'review-in-the-past' | RuleProblem }
  /** Somebody else saved one meanwhile; it is not silently replaced. */
  | { refused: 'replaced-meanwhile'; version: number }

/**
 * Saves a rule as its next version. A new one is switched off until somebody switches it on.
 *
 * @param now UTC ms
 */
export async function setRule(db: Db, viewer: Viewer, input: NewRule, now: number): Promise<SetRule> {
  const { id, mailboxId, ownerId, reviewAt } = input
  if (!mayRule(viewer, mailboxId)) return { refused: 'no-right' }
  const rule = { ...input.rule, name: input.rule.name.trim() }
  const problem = problemIn(rule)
  if (problem) return { refused: problem }
  if (reviewAt !== null && reviewAt <= now) return { refused: 'review-in-the-past' }
  return transact(db, async (tx) => {
    const owner = await loadViewer(tx, ownerId)
    if (!owner || !mayOwn(owner, mailboxId)) return { refused: 'owner-cannot' }
    const kept = id === null ? null : await ruleById(tx, id)
    if (id !== null && (!kept || !mayRule(viewer, kept.mailbox_id))) return { refused: 'not-found' }
    const version = (kept?.version ?? 0) + 1
    if (version - 1 !== input.replaces) return { refused: 'replaced-meanwhile', version: version - 1 }
    const columns = {
      mailbox_id: mailboxId,
      owner_id: ownerId,
      version,
      review_at: reviewAt,
      remind_at: reviewAt,
    }
    const ruleId = kept
      ? await changeRow(tx, kept.id, columns)
      : (
          await tx
            .insertInto('rules')
            .values({ ...columns, enabled_at: null, shown_at: null, removed_at: null, created_at: now })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id
    await tx
      .insertInto('rule_versions')
      .values({
        rule_id: ruleId,
        version,
        body: JSON.stringify(rule),
        author_id: viewer.accountId,
        created_at: now,
      })
      .execute()
    await recordRule(tx, viewer, { id: ruleId, mailboxId, version, what: 'rule' }, now)
    return { ruleId, version }
  })
}

/** Supervisors rule in their mailbox, administrators everywhere. */
export function mayRule(viewer: Viewer, mailboxId: number | null): boolean {
  return viewer.isAdmin || (mailboxId !== null && maySupervise(viewer, mailboxId))
}

/** Whoever a rule acts for must be able to answer for it. */
function mayOwn(owner: Viewer, mailboxId: number | null): boolean {
  return mailboxId === null ? owner.isAdmin || owner.roles.size > 0 : mayDecide(owner, mailboxId)
}

async function changeRow(tx: Db, id: number, columns: Partial<KeptRow>): Promise<number> {
  await tx.updateTable('rules').set(columns).where('id', '=', id).execute()
  return id
}

type KeptRow = Omit<KeptRule, 'rule' | 'id'>

export async function recordRule(
  tx: Db,
  viewer: Viewer,
  { id, mailboxId, version, what }: { id: number; mailboxId: number | null; version: number; what: string },
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'mailbox_changed',
    mailboxId,
    threadId: null,
    actorId: viewer.accountId,
    facts: { mailbox: mailboxId, what, rule: id, version },
  })
}
