import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { maySeeMailbox, type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Database, Db, Row } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { type Colour, colours, foldLabelName, type Label, type LabelKind } from './label.ts'

/** Labels that exist for this viewer: those for all mailboxes, and those of their own. By name. */
export async function labelsInSight(db: Db, viewer: Viewer, kind?: LabelKind): Promise<Label[]> {
  const rows = await visible(db, { rights: rightsOf(viewer), kind: kind ?? null })
  return rows.map(asLabel).sort(byName)
}

const visible = kept((db, { rights, kind }: { rights: Rights; kind: LabelKind | null }) =>
  db
    .selectFrom('labels')
    .selectAll()
    .where(visibleLabels(rights))
    .$if(kind !== null, (query) => query.where('kind', '=', kind ?? 'thread')),
)

/** The label, if it exists for this viewer. */
export async function findLabel(db: Db, viewer: Viewer, labelId: number): Promise<Label | null> {
  const row = await db
    .selectFrom('labels')
    .selectAll()
    .where('id', '=', labelId)
    .where(visibleLabels(viewer))
    .executeTakeFirst()
  return row ? asLabel(row) : null
}

/** Those a typed name can mean on the threads of one mailbox, or on customers: at most one for all and one of its own. */
export async function labelsNamed(
  db: Db,
  name: string,
  among: { kind?: LabelKind; mailboxId?: number | null } = {},
): Promise<Label[]> {
  const { kind, mailboxId } = among
  const rows = await db
    .selectFrom('labels')
    .selectAll()
    .where('name_key', '=', foldLabelName(name))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'thread'))
    .$if(mailboxId !== undefined, (query) =>
      query.where((eb) => eb.or([eb('mailbox_id', 'is', null), eb('mailbox_id', '=', mailboxId ?? 0)])),
    )
    .orderBy('id')
    .execute()
  return rows.map(asLabel)
}

/** The labels of several threads, in one query; a thread without any is left out. Who sees the thread sees them. */
export async function labelsOfThreads(db: Db, threadIds: readonly number[]): Promise<Map<number, Label[]>> {
  if (threadIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('thread_labels')
    .innerJoin('labels', 'labels.id', 'thread_labels.label_id')
    .selectAll('labels')
    .select('thread_labels.thread_id as of')
    .where('thread_labels.thread_id', 'in', [...new Set(threadIds)])
    .execute()
  return grouped(rows)
}

/**
 * The labels of several customers, in one query, by the id that was asked for: an address that was joined to a
 * customer has that customer's. Those of a mailbox out of somebody's sight are theirs to leave out
 * ({@link maySeeLabel}).
 */
export async function labelsOfCustomers(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, Label[]>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customers')
    .innerJoin('customer_labels', (join) =>
      join.on((eb) =>
        eb('customer_labels.customer_id', '=', eb.fn.coalesce('customers.joined_into_id', 'customers.id')),
      ),
    )
    .innerJoin('labels', 'labels.id', 'customer_labels.label_id')
    .selectAll('labels')
    .select('customers.id as of')
    .where('customers.id', 'in', [...new Set(customerIds)])
    .execute()
  return grouped(rows)
}

export function maySeeLabel(viewer: Viewer, label: Pick<Label, 'mailboxId'>): boolean {
  return label.mailboxId === null || maySeeMailbox(viewer, label.mailboxId)
}

/** The query's side of {@link maySeeLabel}. */
export function visibleLabels(viewer: Rights) {
  return (eb: ExpressionBuilder<Database, 'labels'>): Expression<SqlBool> =>
    viewer.isAdmin
      ? eb.lit(true)
      : eb.or([
          eb('labels.mailbox_id', 'is', null),
          ...(viewer.roles.size > 0 ? [eb('labels.mailbox_id', 'in', [...viewer.roles.keys()])] : []),
        ])
}

export function asLabel(row: Row<'labels'>): Label {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    colour: colourOf(row.colour),
    mailboxId: row.mailbox_id,
  }
}

/** What a newer version wrote is grey here. */
function colourOf(word: string): Colour {
  return colours.find((colour) => colour === word) ?? 'grey'
}

function grouped(rows: readonly (Row<'labels'> & { of: number })[]): Map<number, Label[]> {
  const groups = new Map<number, Label[]>()
  for (const { of, ...row } of rows) groups.set(of, [...(groups.get(of) ?? []), asLabel(row)])
  for (const labels of groups.values()) labels.sort(byName)
  return groups
}

const collator = new Intl.Collator('ja', { numeric: true })

function byName(a: Label, b: Label): number {
  return collator.compare(a.name, b.name) || a.id - b.id
}
