import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type KeptRule, rulesIn } from './rule.store.ts'

/** Who has confirmed the version that holds, and when, by rule. */
export async function confirmedBy(
  db: Db,
  rules: readonly Pick<KeptRule, 'id' | 'version'>[],
): Promise<Map<number, { id: number; name: string; at: number }[]>> {
  if (rules.length === 0) return new Map()
  const rows = await db
    .selectFrom('rule_confirmations')
    .innerJoin('accounts', 'accounts.id', 'rule_confirmations.account_id')
    .select(['rule_id', 'version', 'accounts.id', 'accounts.name', 'rule_confirmations.at'])
    .where(
      'rule_id',
      'in',
      rules.map(({ id }) => id),
    )
    .orderBy('rule_confirmations.at')
    .execute()
  return new Map(
    rules.map(({ id, version }) => [
      id,
      rows
        .filter((row) => row.rule_id === id && row.version === version)
        .map((row) => ({ id: row.id, name: row.name, at: row.at })),
    ]),
  )
}

/** What the team of a mailbox is shown: rules that are on and were shown to it. */
export async function shownRules(db: Db, mailboxId: number): Promise<KeptRule[]> {
  return (await rulesIn(db, mailboxId)).filter((kept) => kept.enabled_at !== null && kept.shown_at !== null)
}

/**
 * "I have read it", of the version that holds. Doing it twice changes nothing.
 *
 * @returns false where no such rule is shown in the mailbox
 */
export async function confirmRule(
  db: Db,
  viewer: Viewer,
  { mailboxId, ruleId }: { mailboxId: number; ruleId: number },
  now: number,
): Promise<boolean> {
  const kept = (await shownRules(db, mailboxId)).find(({ id }) => id === ruleId)
  if (!kept) return false
  await db
    .insertInto('rule_confirmations')
    .values({ rule_id: ruleId, version: kept.version, account_id: viewer.accountId, at: now })
    .onConflict((conflict) => conflict.columns(['rule_id', 'version', 'account_id']).doNothing())
    .execute()
  return true
}
