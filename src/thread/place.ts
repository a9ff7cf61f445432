import type { Place } from '../../views/shown.ts'
import { statuses } from './status.ts'
import { listNames } from './thread-list.ts'

/** Which list somebody stands in, read from an address; words that mean nothing are left out. */
export function placeOf(query: (name: string) => string | undefined): Place {
  const mailbox = Number(query('mailbox'))
  return {
    mailbox: Number.isSafeInteger(mailbox) && mailbox > 0 ? mailbox : undefined,
    status: statuses.find((word) => word === query('status')),
    list: listNames.find((word) => word === query('list')),
    after: query('after'),
  }
}
