import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { workersOf } from '../thread/people.store.ts'
import { confirmedBy } from './confirmations.store.ts'
import { ruleById } from './rule.store.ts'
import { RULE_SHOWN, tellOfRule } from './rule-notice.ts'
import { mayRule, recordRule } from './set-rule.ts'

export const ruleStates = ['on', 'off', 'shown', 'removed'] as const
export type RuleState = (typeof ruleStates)[number]

/**
 * Switches a rule on or off, removes it, or shows it to the team, who are asked by mail to confirm that they have
 * read it. What it did stays told.
 *
 * @param now UTC ms
 */
export async function switchRule(
  db: Db,
  viewer: Viewer,
  { id, state }: { id: number; state: RuleState },
  now: number,
): Promise<{ ruleId: number } | { refused: 'not-found' }> {
  return transact(db, async (tx) => {
    const kept = await ruleById(tx, id)
    if (!kept || !mayRule(viewer, kept.mailbox_id)) return { refused: 'not-found' }
    const change = {
      on: { enabled_at: kept.enabled_at ?? now },
      off: { enabled_at: null },
      shown: { shown_at: now },
      removed: { enabled_at: null, remind_at: null, removed_at: now },
    }[state]
    await tx.updateTable('rules').set(change).where('id', '=', id).execute()
    const { mailbox_id: mailboxId, version } = kept
    await recordRule(tx, viewer, { id, mailboxId, version, what: `rule_${state}` }, now)
    if (state === 'shown' && mailboxId !== null) {
      const { workers } = await workersOf(tx, mailboxId)
      const confirmed = (await confirmedBy(tx, [kept])).get(id) ?? []
      const told = workers
        .map((person) => person.id)
        .filter((person) => person !== viewer.accountId && !confirmed.some((one) => one.id === person))
      await tellOfRule(tx, told, { kind: RULE_SHOWN, rule: kept, at: now }, now)
    }
    return { ruleId: id }
  })
}
