import type { Db } from '../db/database.ts'
import { tellPeople } from '../notification/tell-people.ts'
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
  return tellPeople(tx, people, { kind, cause: `${kind}:${rule.id}:${rule.version}:${at}` }, now)
}

/** The rule that a cause names; null for any other cause. */
export function ruleOfCause(cause: string): number | null {
  const [, id] = /^rule_(?:review|shown):(\d{1,15}):/.exec(cause) ?? []
  return id === undefined ? null : Number(id)
}
