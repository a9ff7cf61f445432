import type { RaiseFormProps, RaiseValues } from '../../views/escalation/raise-form.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { ruleNames } from '../rule/rule.store.ts'
import { workersOf } from '../thread/people.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { aroundOf } from './around.store.ts'
import { usualSuggestion } from './criteria.ts'
import { reportOf } from './escalation.store.ts'
import { firstHolder } from './next-step.ts'
import { reportFrom } from './prefilled-report.ts'
import { missingIn, type Report } from './report.ts'
import { noRoute, presentRoute } from './route.store.ts'
import { similarCases } from './similar.store.ts'
import type { Source } from './source.store.ts'

type Form = Omit<RaiseFormProps, 'reader' | 'place' | 'threadId'>

/** From where it begins, or what was typed before. */
export type RaiseAttempt = { values: RaiseValues; errors: Form['errors'] } | { from: RaiseSource }

/** The form for raising, filled in from the thread as far as it can be, or with what was typed before. */
export async function raiseInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  typed: RaiseAttempt,
): Promise<Form> {
  const present = await presentRoute(db, thread.mailbox_id)
  const route = present?.route ?? noRoute
  const around = await aroundOf(db, { mailboxId: thread.mailbox_id, route }, reader.now)
  const people = await workersOf(db, thread.mailbox_id, reader.now)
  const nameOf = (id: number | null) => people.all.find((person) => person.id === id)?.name ?? null
  const values = 'values' in typed ? typed.values : await prefilled(db, reader, thread, typed.from)
  return {
    values,
    errors: 'errors' in typed ? typed.errors : {},
    missing: 'values' in typed ? missingIn(values.report) : [],
    levels: route.ladder.map(({ level, title }) => {
      const first = firstHolder(route, level, reader.now, around)
      return {
        level,
        title,
        holder: first.do === 'raise' && first.level === level ? nameOf(first.accountId) : null,
      }
    }),
    suggests: route.suggests ?? usualSuggestion,
    people: people.workers.filter((person) => person.id !== viewer.accountId),
    groups: await db.selectFrom('groups').select(['id', 'name']).orderBy('name').execute(),
    similar: await similarCases(db, viewer, thread, {
      kind: values.kind,
      words: [thread.subject, values.report.wanted].join('\n'),
    }),
  }
}

/** Beside the thread itself: a message, a comment, or a report that needed a decision after all. */
export type RaiseSource = Source & {
  reportId: number | null
  /** The rule's suggestion that is followed. */
  hitId?: number | null
}

async function prefilled(
  db: Db,
  reader: Reader,
  thread: Thread,
  { hitId = null, ...from }: RaiseSource,
): Promise<RaiseValues> {
  const suggested = await suggestionOf(db, thread.id, hitId)
  return {
    kind: 'instruction',
    report: (await reportedOn(db, thread.id, from.reportId)) ?? (await reportFrom(db, reader, thread, from)),
    urgency: 2,
    expertise: 1,
    impact: 1,
    level: suggested ? String(suggested.level) : '',
    levelReason: suggested ? reader.t('rule.raise_reason', { name: suggested.name }) : '',
    of: '',
    wantedBy: '',
    party: '',
    ...from,
  }
}

/** The level that a rule suggests on this thread. */
async function suggestionOf(db: Db, threadId: number, hitId: number | null) {
  if (hitId === null) return null
  const hit = await db
    .selectFrom('rule_hits')
    .select(['rule_id', 'suggests'])
    .where('id', '=', hitId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  if (!hit || hit.suggests === null) return null
  return { level: hit.suggests, name: (await ruleNames(db, [hit.rule_id])).get(hit.rule_id) ?? '' }
}

async function reportedOn(db: Db, threadId: number, id: number | null): Promise<Report | null> {
  if (id === null) return null
  const row = await db
    .selectFrom('escalations')
    .select('report')
    .where('id', '=', id)
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  return row ? reportOf(row) : null
}
