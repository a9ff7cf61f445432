import type { Context } from 'hono'
import type { Errors } from '../../views/parts.tsx'
import { ManyRestriction } from '../../views/restriction/many-restriction.tsx'
import { allGroups } from '../account/group.store.ts'
import { readersOf } from '../thread/people.store.ts'
import { frameOf, hereOf } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { sendDocument } from '../web/page.tsx'
import type { Restricted } from './change.ts'

/** Asks whom the chosen threads are to be limited to, and why; the reader is chosen from the beginning. */
export async function sendRestrictionForm(
  c: Context<Env>,
  deps: Deps,
  ids: readonly number[],
  typed?: Restricted & { errors: Errors },
): Promise<Response> {
  const { db } = deps
  const viewer = c.get('viewer')
  const place = hereOf(c)
  const [first] = ids
  const thread = first === undefined ? null : await findThread(db, viewer, first)
  const mailboxIds = thread ? [thread.mailbox_id] : [...viewer.roles.keys()]
  const readers = (await Promise.all(mailboxIds.map((mailboxId) => readersOf(db, mailboxId)))).flat()
  const people = [...new Map(readers.map((person) => [person.id, person])).values()]
  const { accountIds = [viewer.accountId], groupIds = [], reason = '', errors = {} } = typed ?? {}
  return sendDocument(
    c,
    <ManyRestriction
      frame={await frameOf(c, deps, place)}
      ids={ids}
      people={people.map(({ id, name, title }) => ({
        id,
        name,
        note: title,
        chosen: accountIds.includes(id),
      }))}
      groups={(await allGroups(db)).map(({ id, name }) => ({
        ...{ id, name, note: '', chosen: groupIds.includes(id) },
      }))}
      reason={reason}
      errors={errors}
    />,
    typed ? 422 : 200,
  )
}
