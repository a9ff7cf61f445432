import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { templatesFor } from './template.store.ts'
import { matches } from './template.ts'
import { wordingsFor } from './wordings.store.ts'

/** More in one list nobody reads; the rest is found by its words. */
const MOST_SHOWN = 100
const BEGINNING = 120
/** What the browser looks through by itself, characters of each text. */
const SEARCHED = 600

/** What can be put into a reply, as the composer offers it; with a query, what has its words. */
export async function offeredTemplates(db: Db, viewer: Viewer, thread: Thread, find: string | null) {
  const query = find ?? ''
  const templates = (await templatesFor(db, viewer, thread.mailbox_id)).filter((one) => matches(one, query))
  const wordings = (await wordingsFor(db, viewer, thread)).filter(({ by, body }) =>
    matches({ folder: '', name: by, body }, query),
  )
  return {
    find,
    templates: templates.slice(0, MOST_SHOWN).map(({ id, name, folder, body, account_id }) => ({
      ...{ id, name, folder, isOwn: account_id !== null },
      ...{ beginning: beginningOf(body, BEGINNING), searched: beginningOf(body, SEARCHED) },
    })),
    wordings: wordings.map(({ policyId, by, at, body, isOfThread }) => ({
      ...{ policyId, by, at, isOfThread, beginning: beginningOf(body, BEGINNING) },
      searched: beginningOf(body, SEARCHED),
    })),
  }
}

function beginningOf(body: string, length: number): string {
  return body.slice(0, length).replace(/\s+/gu, ' ').trim()
}
