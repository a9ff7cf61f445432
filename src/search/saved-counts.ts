import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { findHits } from './find-hits.ts'
import { findThreads } from './find-threads.ts'
import { readQuery } from './query.ts'
import { savedInSight } from './saved.store.ts'
import type { SavedSearch } from './saved.ts'
import { searchFor } from './wanted.store.ts'

/** Counting stops here: it stands on every page. */
const SAVED_COUNT_LIMIT = 99
/** More would be a list of their own. */
const SHOWN = 20

/** The threads that a search finds for this viewer: so many, or more. Null where its query means nothing any more. */
export type SavedCount = { threads: number; isMore: boolean } | null

export type CountedSearch = { id: number; name: string; count: SavedCount }

export type CountSaved = (viewer: Viewer, now: number) => Promise<CountedSearch[]>

/**
 * The saved searches of the rail with their counts. What was counted holds until something happens that is told to
 * pages, or the viewer's rights change: so a page costs no search when nothing is new.
 */
export function savedCounter(db: Db): CountSaved {
  const known = new Map<string, { asOf: string; count: SavedCount }>()
  return async (viewer, now) => {
    const saved = (await savedInSight(db, viewer)).slice(0, SHOWN)
    if (saved.length === 0) return []
    const asOf = await standOf(db, viewer, now)
    const counted: CountedSearch[] = []
    for (const search of saved) {
      const key = `${viewer.accountId} ${search.id}`
      const before = known.get(key)
      const stand = `${search.version} ${asOf}`
      const count = before?.asOf === stand ? before.count : await countOf(db, viewer, search, now)
      known.set(key, { asOf: stand, count })
      counted.push({ id: search.id, name: search.name, count })
    }
    if (known.size > MOST_KNOWN) known.clear()
    return counted
  }
}

const MOST_KNOWN = 10_000
const DAY = 86_400_000

/** Everything on which a count depends: what has happened, what is not in the index yet, the rights, the day. */
async function standOf(db: Db, viewer: Viewer, now: number): Promise<string> {
  const last = (table: 'events' | 'search_due') =>
    db
      .selectFrom(table)
      .select((eb) => eb.fn.max<number | null>('id').as('id'))
      .executeTakeFirstOrThrow()
  const [event, due] = [await last('events'), await last('search_due')]
  const rights = [...viewer.roles].map(([id, role]) => `${id}${role}`).sort()
  const groups = [...viewer.groupIds].sort((a, b) => a - b)
  return [event.id, due.id, Math.floor(now / DAY), viewer.isAdmin, rights, groups].join(' ')
}

async function countOf(db: Db, viewer: Viewer, { query }: SavedSearch, now: number): Promise<SavedCount> {
  const read = readQuery(query)
  if ('wrong' in read) return null
  const asked = await searchFor(db, viewer, read.query, now)
  if ('wrong' in asked) return null
  const { lead, threads } = asked.search
  if (lead !== null) {
    const page = await findThreads(db, { lead, threads }, { after: null, size: SAVED_COUNT_LIMIT })
    return { threads: page.ids.length, isMore: page.next !== null }
  }
  const page = await findHits(db, asked.search, { sorting: 'newest', size: SAVED_COUNT_LIMIT })
  return { threads: page.hits.length, isMore: page.next !== null }
}
