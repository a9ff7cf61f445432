import { type ExpressionBuilder, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'
import { type RecordQuery, type Sought, soughtIn } from './record-query.ts'

export const RECORD_PAGE = 50

/**
 * One page of the record, newest first: every escalation and report on threads that the viewer sees.
 *
 * @param span when they were raised, UTC ms; `until` is not part of it
 * @param after the last one of the page before
 */
export async function listRecord(
  db: Db,
  viewer: Viewer,
  query: RecordQuery,
  span: { from: number | null; until: number | null },
  after: number | null,
  size = RECORD_PAGE,
) {
  const rows = await db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'escalations.mailbox_id')
    .leftJoin('customers', 'customers.id', 'threads.customer_id')
    .leftJoin('accounts as decider', 'decider.id', 'escalations.ended_by')
    .select(['escalations.id', 'escalations.thread_id', 'escalations.kind', 'escalations.state'])
    .select(['escalations.level', 'escalations.route_id', 'report', 'raised_at', 'ended_at'])
    .select(['accepted_at', 'decision', 'decision_words', 'followed', 'solved', 'outcome_at'])
    .select(['threads.subject', 'mailboxes.name as mailbox', 'decider.name as by'])
    .select(['customers.name as customer', 'customers.address'])
    .where(visibleThreads(viewer))
    .where(asked(query))
    .where((eb) => eb.and(soughtIn(query.words).map((one) => hasWord(eb, one))))
    .$if(span.from !== null, (q) => q.where('raised_at', '>=', span.from ?? 0))
    .$if(span.until !== null, (q) => q.where('raised_at', '<', span.until ?? 0))
    .$if(after !== null, (q) => q.where('escalations.id', '<', after ?? 0))
    .orderBy('escalations.id', 'desc')
    .limit(size + 1)
    .execute()
  const shown = rows.slice(0, size)
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.id ?? null) : null }
}

export type RecordRow = Awaited<ReturnType<typeof listRecord>>['rows'][number]

type Builder = ExpressionBuilder<Database, 'escalations'>

function asked({ kind, level, state, outcome }: RecordQuery) {
  return (eb: Builder) =>
    eb.and([
      ...(kind === null ? [] : [eb('escalations.kind', '=', kind)]),
      ...(level === null ? [] : [eb('escalations.level', '=', level)]),
      ...(state === null
        ? []
        : [eb('escalations.state', 'in', state === 'open' ? ['waiting', 'accepted', 'asked'] : [state])]),
      ...(outcome === null ? [] : [hadOutcome(eb, outcome)]),
    ])
}

function hadOutcome(eb: Builder, outcome: NonNullable<RecordQuery['outcome']>) {
  switch (outcome) {
    case 'solved':
      return eb('escalations.solved', '=', 1)
    case 'followed':
      return eb.and([eb('escalations.followed', '=', 1), eb('escalations.solved', '=', 0)])
    case 'neither':
      return eb('escalations.followed', '=', 0)
    case 'unknown':
      return eb.and([eb('escalations.decision', 'is not', null), eb('escalations.outcome_at', 'is', null)])
  }
}

/** Along the index of words, never through the reports. */
function hasWord(eb: Builder, { word, begins }: Sought) {
  return eb(
    'escalations.id',
    'in',
    eb
      .selectFrom('escalation_words')
      .select('escalation_words.escalation_id')
      .where('word', '>=', word)
      // Behind every token that begins so, or behind this one alone.
      .where('word', '<', begins ? `${word}\u{10ffff}` : `${word}\u0001`),
  )
}

/** The levels that escalations on visible threads have had, from the lowest. */
export async function levelsInRecord(db: Db, viewer: Viewer): Promise<number[]> {
  const mailboxIds = viewer.isAdmin ? null : [0, ...viewer.roles.keys()]
  const rows = await db
    .selectFrom('escalations')
    .select('level')
    .distinct()
    .$if(mailboxIds !== null, (q) => q.where(sql<boolean>`mailbox_id in (${sql.join(mailboxIds ?? [])})`))
    .orderBy('level')
    .execute()
  return rows.map(({ level }) => level)
}

/** What the report said before it was completed, newest first. */
export async function earlierReports(db: Db, escalationId: number) {
  return db
    .selectFrom('escalation_report_versions')
    .innerJoin('accounts', 'accounts.id', 'escalation_report_versions.replaced_by')
    .select(['version', 'report', 'replaced_at', 'accounts.name'])
    .where('escalation_id', '=', escalationId)
    .orderBy('version', 'desc')
    .execute()
}

/** Every step of one, with the names of those it called and those who made it. */
export async function namedSteps(db: Db, escalationId: number) {
  return db
    .selectFrom('escalation_steps')
    .leftJoin('accounts as called', 'called.id', 'escalation_steps.account_id')
    .leftJoin('accounts as actor', 'actor.id', 'escalation_steps.actor_id')
    .select(['seq', 'at', 'action', 'words', 'called.name as called', 'actor.name as actor'])
    .where('escalation_id', '=', escalationId)
    .orderBy('seq')
    .execute()
}
