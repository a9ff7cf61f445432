import type { Reader } from '../../views/reader.ts'
import type { HitView, SearchPageProps } from '../../views/search/search-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Entry, Field } from './entry.ts'
import type { Sorting } from './find-hits.ts'
import { findPage } from './find-page.ts'
import { type Hit, saidBy } from './hits.store.ts'
import { type QueryProblem, readQuery } from './query.ts'
import { hitCursor } from './searched-threads.ts'
import { marked, sentenceAround } from './sentence.ts'
import type { Term } from './term.ts'
import { searchFor } from './wanted.store.ts'

export type Asked = { query: string; sorting: Sorting; after: string | undefined }

type Found = Omit<SearchPageProps, 'frame'>

/** Searches as one person, and says what there is or what is wrong with the query. */
export async function searchInView(db: Db, viewer: Viewer, reader: Reader, asked: Asked): Promise<Found> {
  const shown = { query: asked.query, sorting: asked.sorting }
  const nothing = { ...shown, hits: [], next: null, isFurther: false }
  const read = readQuery(asked.query)
  if ('wrong' in read) return { ...nothing, wrong: inWords(reader, read.wrong) }
  if (read.query.terms.length + read.query.filters.length === 0) return { ...nothing, wrong: null }
  const asks = await searchFor(db, viewer, read.query, reader.now)
  if ('wrong' in asks) return { ...nothing, wrong: inWords(reader, asks.wrong) }
  const { hits, next, isFurther } = await findPage(db, asks.search, asked)
  return {
    ...shown,
    hits: await hitsInView(db, hits, read.query.terms),
    ...{ next, isFurther, after: isFurther ? asked.after : undefined },
    wrong: null,
  }
}

function inWords({ t }: Reader, { problem, at, part }: QueryProblem): { words: string; at: number } {
  return { words: t(`search_problem.${problem}`, { part: part.slice(0, 60) }), at }
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
