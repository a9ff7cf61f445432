import { type RawBuilder, sql } from 'kysely'
import { maySend, maySupervise, type Viewer } from '../access/viewer.ts'

/**
 * The condition under which a row of `approvals` that waits is called for from this person: by name, or from
 * everybody who may say yes. With ids in its text, as the query of all counts wants it.
 */
export function forMe(viewer: Viewer): RawBuilder<boolean> {
  const me = sql.lit(viewer.accountId)
  const ids = [...viewer.roles.keys()]
  const inOnes = (mailboxIds: readonly number[]) =>
    sql`approvals.mailbox_id in (${sql.join([0, ...mailboxIds].map((id) => sql.lit(id)))})`
  const supervised = inOnes(ids.filter((id) => maySupervise(viewer, id)))
  const sending = inOnes(ids.filter((id) => maySend(viewer, id)))
  return sql<boolean>`(holder_id = ${me} or (holder_id is null and approvals.writer_id <> ${me} and (${supervised} or (least_role = 'agent' and ${sending}))))`
}
