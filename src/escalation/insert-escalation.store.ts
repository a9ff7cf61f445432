import type { Db } from '../db/database.ts'
import type { Criteria } from './criteria.ts'
import { columnsOf, type Escalation } from './escalation.store.ts'
import type { Standing } from './escalation.ts'
import type { Report } from './report.ts'

/** What an escalation has from its beginning, beside how it stands. */
export type Begun = Pick<
  Escalation,
  | 'thread_id'
  | 'mailbox_id'
  | 'route_id'
  | 'suggested_level'
  | 'level_reason'
  | 'wanted_by'
  | 'raised_by'
  | 'raised_at'
  | 'comment_id'
  | 'message_id'
  | 'wait_id'
> & { criteria: Criteria; report: Report }

/** The row of a new escalation; its first step is written in the same transaction. */
export async function insertEscalation(tx: Db, standing: Standing, begun: Begun): Promise<Escalation> {
  return tx
    .insertInto('escalations')
    .values(begunColumns(standing, begun))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A report that turns out to need a decision begins anew in its own row. */
export async function beginAgain(tx: Db, id: number, standing: Standing, begun: Begun): Promise<Escalation> {
  return tx
    .updateTable('escalations')
    .set(begunColumns(standing, begun))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function begunColumns(standing: Standing, { criteria, report, ...columns }: Begun) {
  return {
    ...columns,
    ...columnsOf(standing),
    ...criteria,
    kind: standing.kind,
    next_at: null,
    report: JSON.stringify(report),
  }
}
