import type { Place } from '../../views/shown.ts'
import { statuses } from './status.ts'
import { listNames } from './thread-list.ts'

/** A query that is longer finds nothing, and would not fit into an address. */
const LONGEST_QUERY = 1000

/** Which list somebody stands in, read from an address; words that mean nothing are left out. */
export function placeOf(query: (name: string) => string | undefined): Place {
  return {
    mailbox: idIn(query('mailbox')),
    status: statuses.find((word) => word === query('status')),
    list: listNames.find((word) => word === query('list')),
    label: idIn(query('label')),
    q: query('q')?.slice(0, LONGEST_QUERY),
    sort: query('sort')?.slice(0, 20),
    after: query('after'),
    at: query('at'),
  }
}

function idIn(text: string | undefined): number | undefined {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
