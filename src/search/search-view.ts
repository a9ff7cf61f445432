import type { Reader } from '../../views/reader.ts'
import type { HitView, SearchPageProps } from '../../views/search/search-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Hit } from './backend.ts'
import { findHits, readPlace, type Sorting, writePlace } from './find-hits.ts'
import { type HitText, hitTexts } from './hit-texts.store.ts'
import { type QueryProblem, readQuery } from './query.ts'
import { marked, sentenceAround } from './sentence.ts'
import type { Term } from './term.ts'
import { wantedBy } from './wanted.store.ts'

export type Asked = { query: string; sorting: Sorting; after: string | undefined }

type Found = Omit<SearchPageProps, 'frame'>

/** Searches as one person, and says what there is or what is wrong with the query. */
export async function searchInView(db: Db, viewer: Viewer, reader: Reader, asked: Asked): Promise<Found> {
  const after = readPlace(asked.after)
  const shown = { query: asked.query, sorting: asked.sorting, isFurther: after !== null }
  const nothing = { ...shown, hits: [], next: null }
  const read = readQuery(asked.query)
  if ('wrong' in read) return { ...nothing, wrong: inWords(reader, read.wrong) }
  if (read.query.terms.length + read.query.filters.length === 0) return { ...nothing, wrong: null }
  const asks = await wantedBy(db, viewer, read.query, reader.now)
  if ('wrong' in asks) return { ...nothing, wrong: inWords(reader, asks.wrong) }
  const { hits, next } = await findHits(db, asks.wanted, asked.sorting, after)
  return {
    ...shown,
    hits: await hitsInView(db, hits, read.query.terms),
    next: next && writePlace(next),
    wrong: null,
  }
}

function inWords({ t }: Reader, { problem, at, part }: QueryProblem): { words: string; at: number } {
  return { words: t(`search_problem.${problem}`, { part: part.slice(0, 60) }), at }
}

async function hitsInView(db: Db, hits: readonly Hit[], terms: readonly Term[]): Promise<HitView[]> {
  if (hits.length === 0) return []
  const [texts, threads] = await Promise.all([hitTexts(db, hits), threadsOf(db, hits)])
  return hits.flatMap((hit) => {
    const text = texts.get(hit.id)
    const thread = threads.get(hit.thread_id)
    if (!text || !thread) return []
    return [
      {
        threadId: hit.thread_id,
        kind: hit.kind,
        anchor: anchors[hit.kind](hit.ref_id),
        status: thread.status,
        subject: marked(thread.subject, termsFor('subject', terms)),
        by: marked(text.by, termsFor('sender', terms)),
        at: text.at,
        sentence: sentenceOf(text, terms),
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

/** The first text that has a word that was asked for; else the beginning of what was said. */
function sentenceOf({ texts }: HitText, terms: readonly Term[]) {
  for (const { field, text } of texts) {
    // The subject stands above, with its words marked.
    const found = field === 'subject' ? null : sentenceAround(text, termsFor(field, terms))
    if (found) return found
  }
  const [first] = texts
  const beginning = (first?.text ?? '').replace(/\s+/g, ' ').trim()
  return beginning === '' ? [] : [{ text: [...beginning].slice(0, 140).join(''), marked: false }]
}

function termsFor(field: HitText['texts'][number]['field'], terms: readonly Term[]): Term[] {
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
