import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import type { SavedSearch } from './saved.ts'

/** The viewer's own saved searches, and those that are shared with a mailbox of theirs. By name. */
export async function savedInSight(db: Db, viewer: Viewer): Promise<SavedSearch[]> {
  const rows = await allInSight(db, { accountId: viewer.accountId, mailboxIds: [...viewer.roles.keys()] })
  return rows.map(asSaved).sort((a, b) => collator.compare(a.name, b.name) || a.id - b.id)
}

/** @returns null when it does not exist for this viewer */
export async function findSaved(db: Db, viewer: Viewer, id: number): Promise<SavedSearch | null> {
  const seen = { accountId: viewer.accountId, mailboxIds: [...viewer.roles.keys()] }
  const row = await inSight(db, seen).where('saved_searches.id', '=', id).executeTakeFirst()
  return row ? asSaved(row) : null
}

export async function countOwned(db: Db, viewer: Viewer): Promise<number> {
  const row = await db
    .selectFrom('saved_searches')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('owner_id', '=', viewer.accountId)
    .executeTakeFirstOrThrow()
  return row.n
}

const collator = new Intl.Collator('ja', { numeric: true })

type Seen = { accountId: number; mailboxIds: readonly number[] }

const allInSight = kept((db, seen: Seen) => inSight(db, seen))

function inSight(db: Db, { accountId, mailboxIds }: Seen) {
  return db
    .selectFrom('saved_searches')
    .innerJoin('accounts', 'accounts.id', 'saved_searches.owner_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'saved_searches.mailbox_id')
    .selectAll('saved_searches')
    .select(['accounts.name as owner_name', 'mailboxes.name as mailbox_name'])
    .where((eb) =>
      eb.or([
        eb('saved_searches.owner_id', '=', accountId),
        ...(mailboxIds.length > 0 ? [eb('saved_searches.mailbox_id', 'in', mailboxIds)] : []),
      ]),
    )
}

type SavedRow = Awaited<ReturnType<ReturnType<typeof inSight>['execute']>>[number]

function asSaved(row: SavedRow): SavedSearch {
  return {
    ...{ id: row.id, name: row.name, query: row.query, sorting: row.sorting, version: row.version },
    owner: { id: row.owner_id, name: row.owner_name },
    mailbox: row.mailbox_id === null ? null : { id: row.mailbox_id, name: row.mailbox_name ?? '' },
  }
}
