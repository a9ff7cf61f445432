import { fieldTime, type Reader } from '../../views/reader.ts'
import type { RuleChoices } from '../../views/rule/rule-form.tsx'
import type { RuleView } from '../../views/rule/rule-row.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { noRoute, presentRoute } from '../escalation/route.store.ts'
import { labelsInSight } from '../label/label.store.ts'
import { routePeople } from '../route/route-people.store.ts'
import { workersOf } from '../thread/people.store.ts'
import { confirmedBy } from './confirmations.store.ts'
import { type KeptRule, rulesIn } from './rule.store.ts'
import { mayRule } from './set-rule.ts'

/** What a mailbox's rules are, for whoever may set them. */
export async function rulesInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  mailboxId: number,
): Promise<RuleView[]> {
  const rules = await rulesIn(db, mailboxId)
  const ids = rules.map(({ id }) => id)
  if (ids.length === 0) return []
  const confirmed = await confirmedBy(db, rules)
  const { workers, all } = await workersOf(db, mailboxId)
  const versions = await db
    .selectFrom('rule_versions')
    .innerJoin('accounts', 'accounts.id', 'rule_versions.author_id')
    .select(['rule_id', 'version', 'rule_versions.created_at', 'accounts.name'])
    .where('rule_id', 'in', ids)
    .orderBy('version', 'desc')
    .execute()
  const owners = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      rules.map((kept) => kept.owner_id),
    )
    .execute()
  const wrong = await wrongHits(db, viewer, ids)
  return rules.map((kept) => ({
    id: kept.id,
    rule: kept.rule,
    isOn: kept.enabled_at !== null,
    isEverywhere: kept.mailbox_id === null,
    mayChange: mayRule(viewer, kept.mailbox_id),
    owner:
      owners.find(({ id }) => id === kept.owner_id)?.name ??
      all.find(({ id }) => id === kept.owner_id)?.name ??
      '–',
    hits: kept.hits,
    wrong: kept.wrong,
    wrongOn: wrong.filter((hit) => hit.ruleId === kept.id),
    review:
      kept.review_at === null
        ? null
        : { date: reviewDate(reader, kept), isOver: kept.review_at <= reader.now },
    shownAt: kept.shown_at,
    confirmed: (confirmed.get(kept.id) ?? []).length,
    notConfirmed: workers
      .filter(({ id }) => !confirmed.get(kept.id)?.some((one) => one.id === id))
      .map(({ name }) => name),
    versions: versions
      .filter(({ rule_id }) => rule_id === kept.id)
      .map(({ version, name, created_at }) => ({ version, by: name, at: created_at })),
  }))
}

/** YYYY-MM-DD in the reader's zone, or empty. */
export function reviewDate(reader: Reader, { review_at }: Pick<KeptRule, 'review_at'>): string {
  return review_at === null ? '' : fieldTime(reader, review_at).slice(0, 10)
}

/** Names to choose from, which the words of a rule need too. */
export async function choicesFor(
  db: Db,
  viewer: Viewer,
  mailboxId: number,
  now: number,
): Promise<RuleChoices> {
  const present = await presentRoute(db, mailboxId)
  const { workers } = await workersOf(db, mailboxId)
  const owners = await routePeople(db, { mailboxId, route: noRoute }, now)
  const labels = (await labelsInSight(db, viewer)).filter(
    (label) => label.mailboxId === null || label.mailboxId === mailboxId,
  )
  const mailboxes = viewer.isAdmin
    ? await db.selectFrom('mailboxes').select(['id', 'name']).where('retired_at', 'is', null).execute()
    : []
  return {
    levels: present?.route.ladder.map(({ level, title }) => ({ level, title })) ?? [],
    owners: owners.filter((person) => person.canDecide).map(({ id, name }) => ({ id, name })),
    workers: workers.map(({ id, name }) => ({ id, name })),
    labels: labels.filter(({ kind }) => kind === 'thread').map(({ id, name }) => ({ id, name })),
    customerLabels: labels.filter(({ kind }) => kind === 'customer').map(({ id, name }) => ({ id, name })),
    mailboxes,
  }
}

const WRONG_SHOWN = 20

async function wrongHits(db: Db, viewer: Viewer, ruleIds: readonly number[]) {
  const rows = await db
    .selectFrom('rule_hits')
    .innerJoin('threads', 'threads.id', 'rule_hits.thread_id')
    .select(['rule_hits.rule_id', 'rule_hits.wrong_words', 'threads.id', 'threads.subject'])
    .where('rule_hits.rule_id', 'in', [...ruleIds])
    .where('rule_hits.wrong_at', 'is not', null)
    .where(visibleThreads(viewer))
    .orderBy('rule_hits.wrong_at', 'desc')
    .limit(WRONG_SHOWN)
    .execute()
  return rows.map((row) => ({
    ruleId: row.rule_id,
    threadId: row.id,
    subject: row.subject,
    words: row.wrong_words ?? '',
  }))
}
