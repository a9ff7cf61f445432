import type { Db } from '../db/database.ts'
import type { Wanted } from './backend.ts'
import type { Lead } from './find-threads.ts'
import { type Hit, hitsAmong, saidBy, type ThreadCondition } from './hits.store.ts'
import { searchBackend } from './search.store.ts'
import { saysAll } from './term.ts'

/** Newest first, or what has the words in its subject before the rest. */
export const sortings = ['newest', 'best'] as const
export type Sorting = (typeof sortings)[number]

/** Threads of one page. */
export const PAGE_SIZE = 30

/** What is looked for, and on which threads: the one access decision and whatever is asked of them. */
export type Search = {
  wanted: Wanted
  threads: ThreadCondition
  /** By which the threads are to be walked, when nothing is asked of what was said: see {@link findThreads}. */
  lead: Lead | null
}

/** Where a page begins: behind this entry, among those of the subject or all. */
export type Place = { stage: 'subject' | 'all'; below: number }

export function writePlace({ stage, below }: Place): string {
  return `${stage === 'subject' ? 's' : 'a'}.${below.toString(36)}`
}

/** @returns null for anything that {@link writePlace} does not write: the hits then begin at their top */
export function readPlace(text: string | undefined): Place | null {
  const [, stage, below] = /^([sa])\.([0-9a-z]{1,10})$/.exec(text ?? '') ?? []
  return below === undefined
    ? null
    : { stage: stage === 's' ? 'subject' : 'all', below: Number.parseInt(below, 36) }
}

const LEAST_AT_ONCE = 100
const MOST_AT_ONCE = 800
/** When nothing but entries out of sight or of other threads is found among so many, the page ends as it is. */
const LOOKED_AT = 4_000
/** So many times as much it costs to look at one whose text has to be read. */
const COST_OF_TEXT = 4
/** Hits that are compared at once: few at first, because most pages are full of the newest; then more and more. */
const COMPARED_FIRST = 64
const COMPARED_AT_ONCE = 256

/**
 * One page of hits, one of each thread: its first in the order asked for, which no earlier page has shown. It may
 * be shorter than a page and still have a `next`, when much had to be looked at.
 *
 * @param page.after what an earlier page gave as `next`
 * @param page.size in threads
 */
export async function findHits(
  db: Db,
  search: Search,
  { sorting, after = null, size = PAGE_SIZE }: { sorting: Sorting; after?: Place | null; size?: number },
): Promise<{ hits: Hit[]; next: Place | null }> {
  const all = search.wanted
  const inSubject = sorting === 'best' ? subjectOnly(all) : null
  // One more than fits, to know whether there is one.
  const hits: (Hit & { stage: Place['stage'] })[] = []
  let place: Place | null = after ?? { stage: inSubject ? 'subject' : 'all', below: all.below }
  let looked = 0
  let isRare = false
  for (let limit = LEAST_AT_ONCE; place !== null && hits.length <= size && looked < LOOKED_AT; limit *= 2) {
    const { stage, below }: Place = place
    const wanted = stage === 'subject' && inSubject ? inSubject : all
    const from = { ...wanted, below: Math.min(below, wanted.below) }
    const found = await searchBackend(db).newest(db, from, Math.min(limit, MOST_AT_ONCE), isRare)
    const page = { wanted, below: from.below, earlier: stage === 'all' ? inSubject : null, read: found.read }
    const isRead = searchBackend(db).unsure(wanted.terms).length > 0
    looked += Math.max(found.ids.length, LEAST_AT_ONCE) * (isRead ? COST_OF_TEXT : 1)
    for (let [at, many] = [0, COMPARED_FIRST]; at < found.ids.length && hits.length <= size; at += many) {
      many = Math.min(at + COMPARED_FIRST, COMPARED_AT_ONCE)
      const seen = await hitsAmong(db, found.ids.slice(at, at + many), search.threads)
      const fresh = await freshAmong(db, seen, hits, page)
      hits.push(...fresh.map((hit) => ({ ...hit, stage })))
    }
    isRare = found.below !== null && found.isRare
    if (found.below !== null) place = { stage, below: found.below }
    else place = stage === 'subject' ? { stage: 'all', below: all.below } : null
  }
  const last = hits[size - 1]
  const next = hits.length > size && last ? { stage: last.stage, below: last.id } : place
  return { hits: hits.slice(0, size), next }
}

/** The same words, all of them in the subject; null when the query has none that could stand there. */
function subjectOnly(wanted: Wanted): Wanted | null {
  if (!wanted.terms.some((term) => !term.not && term.field === null)) return null
  const terms = wanted.terms.map((term) =>
    term.field === null && !term.not ? { ...term, field: 'subject' as const } : term,
  )
  return { ...wanted, terms }
}

/** Where a page stands: what it asks for, from where on, what was asked for before that, and whose text was read. */
type Page = { wanted: Wanted; below: number; earlier: Wanted | null; read: ReadonlySet<number> }

/** Of hits in their order, the first of each thread that no page has shown. */
async function freshAmong(db: Db, hits: readonly Hit[], before: readonly Hit[], page: Page): Promise<Hit[]> {
  const known = new Set(before.map((hit) => hit.thread_id))
  const unknown = hits.filter((hit) => !known.has(hit.thread_id))
  const isCertain = await tellCertain(db, page.wanted, unknown, page.read)
  const firsts = unknown.filter(
    (hit) => !known.has(hit.thread_id) && isCertain(hit) && known.add(hit.thread_id),
  )
  const shown = await shownBefore(db, firsts, page)
  return firsts.filter((hit) => !shown.has(hit.thread_id))
}

/** Those that have the terms, where the index alone cannot tell. */
export async function certainAmong<T extends Hit>(db: Db, wanted: Wanted, hits: readonly T[]): Promise<T[]> {
  const isCertain = await tellCertain(db, wanted, hits)
  return hits.filter(isCertain)
}

/** @param read those whose text was asked already */
async function tellCertain(
  db: Db,
  wanted: Wanted,
  hits: readonly Hit[],
  read: ReadonlySet<number> = new Set(),
): Promise<(hit: Hit) => boolean> {
  const unsure = searchBackend(db).unsure(wanted.terms)
  if (unsure.length === 0) return () => true
  const unread = hits.filter((hit) => !read.has(hit.id))
  const said = await saidBy(db, unread)
  return ({ id }) => {
    const entry = said.get(id)
    return read.has(id) || (entry !== undefined && saysAll(entry.said, unsure))
  }
}

/** The threads of which an earlier page has shown a hit: one above the page's beginning, or one of the subject. */
async function shownBefore(
  db: Db,
  fresh: readonly Hit[],
  { wanted, below, earlier }: Page,
): Promise<Set<number>> {
  const isFirst = below === wanted.below
  if (fresh.length === 0 || (isFirst && !earlier)) return new Set()
  const rows = await db
    .selectFrom('search_entries')
    .selectAll()
    .where(
      'thread_id',
      'in',
      fresh.map((hit) => hit.thread_id),
    )
    .where('id', '>=', wanted.from)
    .where('id', '<', wanted.below)
    .execute()
  const above = await matching(
    db,
    wanted,
    rows.filter((row) => row.id >= below),
  )
  const inSubject = earlier ? await matching(db, earlier, rows) : []
  return new Set([...above, ...inSubject].map((hit) => hit.thread_id))
}

async function matching(db: Db, wanted: Wanted, hits: readonly Hit[]): Promise<Hit[]> {
  const ids = await searchBackend(db).among(
    db,
    wanted,
    hits.map((hit) => hit.id),
  )
  return certainAmong(
    db,
    wanted,
    hits.filter((hit) => ids.has(hit.id)),
  )
}
