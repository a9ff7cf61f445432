import type { Reader } from '../../views/reader.ts'
import type { HitView } from '../../views/search/hits.tsx'
import type { SearchPageProps, WrongView } from '../../views/search/search-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Entry, Field } from './entry.ts'
import type { Sorting } from './find-hits.ts'
import { findPage } from './find-page.ts'
import { type Hit, saidBy } from './hits.store.ts'
import { namesInSight } from './names-in-sight.store.ts'
import { narrowings } from './narrow.ts'
import { type QueryProblem, readQuery } from './query.ts'
import { hitCursor } from './searched-threads.ts'
import { marked, sentenceAround } from './sentence.ts'
import type { Term } from './term.ts'
import { searchFor } from './wanted.store.ts'

export type Asked = { query: string; sorting: Sorting; after: string | undefined }

type Found = Omit<SearchPageProps, 'frame' | 'saving'>

/** Searches as one person, and says what there is or what is wrong with the query. */
export async function searchInView(db: Db, viewer: Viewer, reader: Reader, asked: Asked): Promise<Found> {
  const shown = { query: asked.query, sorting: asked.sorting }
  const nothing = { ...shown, hits: [], filters: [], next: null, isFurther: false }
  const read = readQuery(asked.query)
  if ('wrong' in read) return { ...nothing, wrong: inWords(reader, asked.query, read.wrong) }
  if (read.query.terms.length + read.query.filters.length === 0) return { ...nothing, wrong: null }
  const asks = await searchFor(db, viewer, read.query, reader.now)
  if ('wrong' in asks) return { ...nothing, wrong: inWords(reader, asked.query, asks.wrong) }
  const { hits, next, isFurther } = await findPage(db, asks.search, asked)
  return {
    ...shown,
    hits: await hitsInView(db, hits, read.query.terms),
    ...{ next, isFurther, after: isFurther ? asked.after : undefined },
    filters: narrowings(asked.query, read.query, await namesInSight(db, viewer), reader.locale),
    wrong: null,
  }
}

/** So much of the query is shown around the place where it is wrong, in UTF-16 units. */
const AROUND = 24

function inWords({ t }: Reader, query: string, { problem, at, part }: QueryProblem): WrongView {
  const [start, end] = [at - 1, at - 1 + part.length]
  return {
    ...{ at, words: t(`search_problem.${problem}`, { part: part.slice(0, 60) }) },
    before: `${start > AROUND ? '…' : ''}${query.slice(Math.max(0, start - AROUND), start)}`,
    part: part.length > 60 ? `${part.slice(0, 60)}…` : part,
    after: `${query.slice(end, end + AROUND)}${query.length > end + AROUND ? '…' : ''}`,
  }
}

async function hitsInView(db: Db, hits: readonly Hit[], terms: readonly Term[]): Promise<HitView[]> {
  if (hits.length === 0) return []
  const [texts, threads] = await Promise.all([saidBy(db, hits), threadsOf(db, hits)])
  return hits.flatMap((hit, place) => {
    const entry = texts.get(hit.id)
    const thread = threads.get(hit.thread_id)
    if (!entry || !thread) return []
    return [
      {
        threadId: hit.thread_id,
        cursor: hitCursor(place),
        kind: hit.kind,
        anchor: anchors[hit.kind](hit.ref_id),
        status: thread.status,
        subject: marked(thread.subject, termsFor('subject', terms)),
        by: marked(entry.by, termsFor('sender', terms)),
        at: entry.at,
        sentence: sentenceOf(entry, terms),
        mailbox: thread.mailbox,
        assignee:
          thread.assignee_id === null ? null : { id: thread.assignee_id, name: thread.name ?? '', title: '' },
      },
    ]
  })
}

const anchors: Record<Hit['kind'], (refId: number) => string> = {
  message: (id) => `#message-${id}`,
  comment: (id) => `#comment-${id}`,
  policy: () => '#policy',
  customer: () => '',
}

/** In the order in which a sentence to show is looked for. The subject stands above, with its words marked. */
const shownFields = ['body', 'sender', 'recipients'] as const satisfies Field[]

/** The first text that has a word that was asked for; else the beginning of what was said. */
function sentenceOf({ said }: Entry, terms: readonly Term[]) {
  for (const field of shownFields) {
    for (const text of said[field] ?? []) {
      const found = sentenceAround(text, termsFor(field, terms))
      if (found) return found
    }
  }
  const beginning = (said.body?.[0] ?? '').slice(0, 1_000).replace(/\s+/g, ' ').trim()
  return beginning === '' ? [] : [{ text: [...beginning].slice(0, 140).join(''), marked: false }]
}

function termsFor(field: Field, terms: readonly Term[]): Term[] {
  return terms.filter((term) => !term.not && (term.field === null || term.field === field))
}

async function threadsOf(db: Db, hits: readonly Hit[]) {
  const rows = await db
    .selectFrom('threads')
    .innerJoin('mailboxes', 'mailboxes.id', 'threads.mailbox_id')
    .leftJoin('accounts', 'accounts.id', 'threads.assignee_id')
    .select(['threads.id', 'threads.subject', 'threads.status', 'threads.assignee_id'])
    .select(['mailboxes.name as mailbox', 'accounts.name'])
    .where(
      'threads.id',
      'in',
      hits.map((hit) => hit.thread_id),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
