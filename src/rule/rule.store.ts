import type { Db, Row } from '../db/database.ts'
import type { Rule } from './rule.ts'

/** A rule with its row: who answers for it, whether it is on, and what came of it. */
export type KeptRule = Row<'rules'> & { rule: Rule }

/** Every rule that holds in a mailbox, its own and those of all; in the order in which they were made. */
export async function rulesIn(db: Db, mailboxId: number): Promise<KeptRule[]> {
  const rows = await keptRules(db)
    .where((eb) => eb.or([eb('rules.mailbox_id', 'is', null), eb('rules.mailbox_id', '=', mailboxId)]))
    .orderBy('rules.id')
    .execute()
  return rows.map(withRule)
}

export async function ruleById(db: Db, id: number): Promise<KeptRule | null> {
  const row = await keptRules(db).where('rules.id', '=', id).executeTakeFirst()
  return row ? withRule(row) : null
}

function keptRules(db: Db) {
  return db
    .selectFrom('rules')
    .innerJoin('rule_versions', (join) =>
      join
        .onRef('rule_versions.rule_id', '=', 'rules.id')
        .onRef('rule_versions.version', '=', 'rules.version'),
    )
    .selectAll('rules')
    .select('rule_versions.body')
    .where('rules.removed_at', 'is', null)
}

function withRule({ body, ...row }: Row<'rules'> & { body: string }): KeptRule {
  return { ...row, rule: readRuleBody(body) }
}

export function readRuleBody(body: string): Rule {
  // Written by `setRule` alone, which has checked it.
  return JSON.parse(body) as Rule
}

/** The words of the rules of these ids, removed ones too: what they did is still told. */
export async function ruleNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('rules')
    .innerJoin('rule_versions', (join) =>
      join
        .onRef('rule_versions.rule_id', '=', 'rules.id')
        .onRef('rule_versions.version', '=', 'rules.version'),
    )
    .select(['rules.id', 'rule_versions.body'])
    .where('rules.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, body }) => [id, readRuleBody(body).name]))
}
