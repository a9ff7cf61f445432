import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { labelsInSight } from '../label/label.store.ts'

/** The names by which a viewer may ask, so that they need not be known by heart. */
export type NamesInSight = {
  mailboxes: readonly string[]
  people: readonly { name: string; reading: string; email: string }[]
  labels: readonly string[]
}

export async function namesInSight(db: Db, viewer: Viewer): Promise<NamesInSight> {
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'name']).orderBy('id').execute()
  const inSight = mailboxes.filter(({ id }) => maySeeMailbox(viewer, id))
  const labels = await labelsInSight(db, viewer)
  return {
    mailboxes: inSight.map(({ name }) => name),
    people: await colleagues(
      db,
      inSight.map(({ id }) => id),
    ),
    labels: [...new Set(labels.map(({ name }) => name))],
  }
}

/** Whoever has a role in one of the mailboxes, own or through a group. */
async function colleagues(db: Db, mailboxIds: readonly number[]): Promise<NamesInSight['people']> {
  if (mailboxIds.length === 0) return []
  return db
    .selectFrom('accounts')
    .select(['name', 'reading', 'email'])
    .where('disabled_at', 'is', null)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('memberships')
        .leftJoin('group_members', 'group_members.group_id', 'memberships.group_id')
        .select((of) => of.fn.coalesce('memberships.account_id', 'group_members.account_id').as('id'))
        .where('memberships.mailbox_id', 'in', mailboxIds),
    )
    .orderBy('reading')
    .orderBy('name')
    .execute()
}
