import type { Reader } from '../../views/reader.ts'
import type { Place } from '../../views/shown.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type ListedThread, listedThreads } from '../thread/thread-list.store.ts'
import { writeCursor } from '../thread/thread-list.ts'
import { type Sorting, sortings } from './find-hits.ts'
import { findPage } from './find-page.ts'
import { readQuery } from './query.ts'
import { searchFor } from './wanted.store.ts'

/** Where the first hit of a page stands; each beneath it two lower, so that there is a place between any two. */
const TOP = 1_000_000

/** Above the first hit of a page. */
export const aboveHits = { lastAt: TOP + 1, id: 1 }

/**
 * What a search found, as a list that stands beside a thread: the threads of one of its pages, in its order.
 * A hit's place is where it stands on its page. What the query lacks is told on the search's own page.
 */
export async function searchedThreads(
  db: Db,
  viewer: Viewer,
  { now }: Reader,
  { q = '', sort, after }: Pick<Place, 'q' | 'sort' | 'after'>,
): Promise<{ rows: (ListedThread & { cursor: string })[]; next: string | null }> {
  const none = { rows: [], next: null }
  const read = readQuery(q)
  if ('wrong' in read || read.query.terms.length + read.query.filters.length === 0) return none
  const asks = await searchFor(db, viewer, read.query, now)
  if ('wrong' in asks) return none
  const { hits, next } = await findPage(db, asks.search, { sorting: sortingOf(sort), after })
  const threads = await listedThreads(
    db,
    viewer,
    hits.map((hit) => hit.thread_id),
  )
  const rows = hits.flatMap((hit, place) => {
    const thread = threads.find(({ id }) => id === hit.thread_id)
    return thread ? [{ ...thread, cursor: hitCursor(place) }] : []
  })
  return { rows, next }
}

/** @param place of a hit on its page, from 0 */
export function hitCursor(place: number): string {
  return writeCursor({ lastAt: TOP - 2 * place, id: 1 })
}

function sortingOf(word: string | undefined): Sorting {
  return sortings.find((sorting) => sorting === word) ?? 'newest'
}
