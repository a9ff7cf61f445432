import { type RawBuilder, sql } from 'kysely'
import { maySend, maySupervise, type Rights } from '../access/viewer.ts'

/**
 * The condition under which a row of `approvals` that waits is called for from this person: by name, or from
 * everybody who may say yes.
 */
export function forMe(viewer: Rights): RawBuilder<boolean> {
  const me = viewer.accountId
  const ids = [...viewer.roles.keys()]
  const inOnes = (mailboxIds: readonly number[]) =>
    sql`approvals.mailbox_id in (${sql.join([0, ...mailboxIds])})`
  const supervised = inOnes(ids.filter((id) => maySupervise(viewer, id)))
  const sending = inOnes(ids.filter((id) => maySend(viewer, id)))
  return sql<boolean>`(holder_id = ${me} or (holder_id is null and approvals.writer_id <> ${me} and (${supervised} or (least_role = 'agent' and ${sending}))))`
}
