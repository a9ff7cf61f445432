import type { Db } from '../db/database.ts'
import type { Hit, Wanted } from './backend.ts'
import { searchBackend } from './search.store.ts'

/** Newest first, or what has the words in its subject before the rest. */
export const sortings = ['newest', 'best'] as const
export type Sorting = (typeof sortings)[number]

/** Threads of one page. */
export const PAGE_SIZE = 30

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

const HITS_AT_ONCE = 100
/** A thread may have thousands of hits, each of which is read for nothing once the thread is shown. */
const ROUNDS = 8

/**
 * One page of hits, one of each thread: its first in the order asked for, which no earlier page has shown.
 *
 * @param after what an earlier page gave as `next`
 */
export async function findHits(
  db: Db,
  wanted: Wanted,
  sorting: Sorting,
  after: Place | null,
): Promise<{ hits: Hit[]; next: Place | null }> {
  const inSubject = sorting === 'best' ? subjectOnly(wanted) : null
  const hits: Hit[] = []
  let place: Place | null = after ?? { stage: inSubject ? 'subject' : 'all', below: wanted.below }
  for (let round = 0; place !== null && round < ROUNDS && hits.length < PAGE_SIZE; round++) {
    const asked: Wanted = place.stage === 'subject' && inSubject ? inSubject : wanted
    const below = Math.min(place.below, asked.below)
    const found = await searchBackend(db).newest(db, { ...asked, below }, HITS_AT_ONCE)
    const fresh = onePerThread(found, hits)
    const shown = await shownBefore(db, fresh, asked, below, asked === wanted ? inSubject : null)
    const taken = fresh.filter((hit) => !shown.has(hit.thread_id)).slice(0, PAGE_SIZE - hits.length)
    hits.push(...taken)
    const last = hits.length === PAGE_SIZE ? taken.at(-1) : found.at(-1)
    const isEnd = found.length < HITS_AT_ONCE && last?.id === found.at(-1)?.id
    if (!isEnd && last) place = { stage: place.stage, below: last.id }
    else place = asked === inSubject ? { stage: 'all', below: wanted.below } : null
  }
  return { hits, next: place }
}

/** The same words, all of them in the subject; null when the query has none that could stand there. */
function subjectOnly(wanted: Wanted): Wanted | null {
  if (!wanted.terms.some((term) => !term.not && term.field === null)) return null
  const terms = wanted.terms.map((term) =>
    term.field === null && !term.not ? { ...term, field: 'subject' as const } : term,
  )
  return { ...wanted, terms }
}

function onePerThread(found: readonly Hit[], before: readonly Hit[]): Hit[] {
  const seen = new Set(before.map((hit) => hit.thread_id))
  return found.filter((hit) => !seen.has(hit.thread_id) && seen.add(hit.thread_id))
}

/** The threads of which an earlier page has shown a hit: one above the page's beginning, or one of the subject. */
async function shownBefore(
  db: Db,
  fresh: readonly Hit[],
  asked: Wanted,
  below: number,
  earlier: Wanted | null,
): Promise<Set<number>> {
  const isFirst = below === asked.below
  if (fresh.length === 0 || (isFirst && !earlier)) return new Set()
  const threads = new Map<number, number>()
  const rows = await db
    .selectFrom('search_entries')
    .select(['id', 'thread_id'])
    .where(
      'thread_id',
      'in',
      fresh.map((hit) => hit.thread_id),
    )
    .where('id', '>=', asked.from)
    .where('id', '<', asked.below)
    .execute()
  for (const row of rows) threads.set(row.id, row.thread_id)
  const ids = rows.map((row) => row.id)
  const backend = searchBackend(db)
  const above = isFirst
    ? new Set<number>()
    : await backend.among(
        db,
        asked,
        ids.filter((id) => id >= below),
      )
  const inSubject = earlier ? await backend.among(db, earlier, ids) : new Set<number>()
  return new Set([...above, ...inSubject].flatMap((id) => threads.get(id) ?? []))
}
