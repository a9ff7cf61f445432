import type { Place } from '../../views/shown.ts'
import { statuses } from './status.ts'
import { listNames } from './thread-list.ts'

/** Which list somebody stands in, read from an address; words that mean nothing are left out. */
export function placeOf(query: (name: string) => string | undefined): Place {
  return {
    mailbox: idIn(query('mailbox')),
    status: statuses.find((word) => word === query('status')),
    list: listNames.find((word) => word === query('list')),
    label: idIn(query('label')),
    after: query('after'),
    at: query('at'),
  }
}

function idIn(text: string | undefined): number | undefined {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
