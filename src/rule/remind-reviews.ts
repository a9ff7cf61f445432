import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { ruleById } from './rule.store.ts'
import { RULE_REVIEW, tellOfRule } from './rule-notice.ts'

/**
 * Reminds the owners of the rules whose review is due, once for each date.
 *
 * @param now UTC ms
 * @returns how many rules were due
 */
export async function remindReviews(db: Db, now: number): Promise<number> {
  const due = await db
    .selectFrom('rules')
    .select('id')
    .where('remind_at', 'is not', null)
    .where('remind_at', '<=', now)
    .execute()
  for (const { id } of due) {
    await transact(db, async (tx) => {
      const claimed = await tx
        .updateTable('rules')
        .set({ remind_at: null })
        .where('id', '=', id)
        .where('remind_at', '<=', now)
        .returning('id')
        .executeTakeFirst()
      const rule = claimed && (await ruleById(tx, id))
      if (rule)
        await tellOfRule(tx, [rule.owner_id], { kind: RULE_REVIEW, rule, at: rule.review_at ?? now }, now)
    })
  }
  return due.length
}
