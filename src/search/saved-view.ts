import type { SavedPanelProps } from '../../views/search/saved-panel.tsx'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Sorting } from './find-hits.ts'
import { mayChangeSaved, NAME_LIMIT, type SavedSearch } from './saved.ts'
import type { Refused } from './search.routes.tsx'

type Saving = Omit<SavedPanelProps, 'reader' | 'query' | 'sorting'>

/** The form that keeps a search, or changes the one that is shown, with what was typed into it before. */
export async function savingInView(
  db: Db,
  viewer: Viewer,
  { query, sorting, saved }: { query: string; sorting: Sorting; saved: SavedSearch | null },
  refused: Refused | undefined,
): Promise<Saving> {
  const mailboxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'name'])
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute()
  const mayChange = saved !== null && mayChangeSaved(viewer, saved)
  return {
    saved: saved && {
      ...{ id: saved.id, name: saved.name, owner: saved.owner.name, version: saved.version, mayChange },
      mailbox: saved.mailbox?.name ?? null,
      isChanged: saved.query !== query.trim() || saved.sorting !== sorting,
    },
    // One that it is shared with already stays a choice.
    mailboxes: mailboxes.filter(({ id }) => mayWork(viewer, id) || (mayChange && saved.mailbox?.id === id)),
    typed: refused?.typed ?? {
      name: mayChange ? saved.name : [...query.trim()].slice(0, NAME_LIMIT).join(''),
      mailbox: mayChange ? String(saved.mailbox?.id ?? '') : '',
    },
    errors: refused?.errors ?? {},
  }
}
