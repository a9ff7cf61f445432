import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Sorting } from './find-hits.ts'

/** A search that somebody keeps, for themselves or for all who have a role in a mailbox. */
export type SavedSearch = {
  id: number
  name: string
  query: string
  sorting: Sorting
  owner: { id: number; name: string }
  /** With whom it is shared; null: with nobody. */
  mailbox: { id: number; name: string } | null
  version: number
}

/** Longest name, in characters: it stands in one line of the rail. */
export const NAME_LIMIT = 40
/** Of one person: each stands in the rail, and is counted for it. */
export const MOST_SAVED = 30

/** Its owner changes it, and who decides in the mailbox with which it is shared. */
export function mayChangeSaved(viewer: Viewer, saved: Pick<SavedSearch, 'owner' | 'mailbox'>): boolean {
  return (
    saved.owner.id === viewer.accountId || (saved.mailbox !== null && maySupervise(viewer, saved.mailbox.id))
  )
}
