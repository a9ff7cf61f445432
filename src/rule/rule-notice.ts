import type { Db } from '../db/database.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'
import type { KeptRule } from './rule.store.ts'

/** What people are told of a rule by mail; it belongs to no thread. */
export const RULE_REVIEW = 'rule_review'
export const RULE_SHOWN = 'rule_shown'
export type RuleNotice = typeof RULE_REVIEW | typeof RULE_SHOWN

/** Tells people of a rule, once for each occasion. @returns how many were told */
export async function tellOfRule(
  tx: Db,
  people: readonly number[],
  { kind, rule, at }: { kind: RuleNotice; rule: Pick<KeptRule, 'id' | 'version'>; at: number },
  now: number,
): Promise<number> {
  if (people.length === 0) return 0
  const told = await tx
    .insertInto('notifications')
    .values(
      people.map((accountId) => ({
        account_id: accountId,
        kind,
        thread_id: null,
        comment_id: null,
        message_id: null,
        policy_id: null,
        wait_id: null,
        actor_id: null,
        cause: `${kind}:${rule.id}:${rule.version}:${at}`,
        created_at: now,
        read_at: null,
        email_state: 'queued' as const,
        email_next_at: now,
        email_sent_at: null,
        email_error: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'cause']).doNothing())
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    told.map(({ account_id }) => account_id),
    now,
  )
  return told.length
}

/** The rule that a cause names; null for any other cause. */
export function ruleOfCause(cause: string): number | null {
  const [, id] = /^rule_(?:review|shown):(\d{1,15}):/.exec(cause) ?? []
  return id === undefined ? null : Number(id)
}
