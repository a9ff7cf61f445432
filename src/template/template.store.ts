import { maySend, maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'

export type Template = Row<'templates'>
export type TemplateProposal = Row<'template_proposals'> & { author: string }

/** More are not offered at once; the most used come first. */
const MOST_OFFERED = 1000

/** What somebody can put into a reply of a mailbox: its templates and their own, the most used first. */
export async function templatesFor(db: Db, viewer: Viewer, mailboxId: number): Promise<Template[]> {
  return db
    .selectFrom('templates')
    .selectAll()
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('mailbox_id', '=', mailboxId), eb('account_id', '=', viewer.accountId)]))
    .orderBy('uses', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_OFFERED)
    .execute()
}

/** All that a person may use, by folder and name. */
export async function templatesInSight(db: Db, viewer: Viewer): Promise<Template[]> {
  const mailboxes = mailboxesOf(viewer)
  return db
    .selectFrom('templates')
    .selectAll()
    .where('removed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('account_id', '=', viewer.accountId),
        ...(mailboxes.length > 0 ? [eb('mailbox_id', 'in', mailboxes)] : []),
      ]),
    )
    .orderBy('folder')
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_OFFERED)
    .execute()
}

function mailboxesOf(viewer: Viewer): number[] {
  return [...viewer.roles.keys()].filter((id) => mayWork(viewer, id))
}

/** One template, where the viewer may use it; removed ones are gone. */
export async function findTemplate(db: Db, viewer: Viewer, id: number): Promise<Template | null> {
  const template = await db
    .selectFrom('templates')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return template && mayUse(viewer, template) ? template : null
}

type Owner = Pick<Template, 'mailbox_id' | 'account_id'>

export function mayUse(viewer: Viewer, { mailbox_id, account_id }: Owner): boolean {
  return mailbox_id === null ? account_id === viewer.accountId : mayWork(viewer, mailbox_id)
}

/** `propose`: the change waits for a supervisor. Null: they may not change it at all. */
export function changing(
  viewer: Viewer,
  template: Owner & Pick<Template, 'needs_approval'>,
): 'change' | 'propose' | null {
  if (!mayUse(viewer, template)) return null
  if (template.mailbox_id === null || maySupervise(viewer, template.mailbox_id)) return 'change'
  return template.needs_approval === 0 && maySend(viewer, template.mailbox_id) ? 'change' : 'propose'
}

/** Mailboxes for which somebody may make templates. */
export function mayAddTo(viewer: Viewer, mailboxId: number): boolean {
  return maySend(viewer, mailboxId)
}

/** The changes that wait, by template. */
export async function proposalsOf(
  db: Db,
  templateIds: readonly number[],
): Promise<Map<number, TemplateProposal>> {
  if (templateIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('template_proposals')
    .innerJoin('accounts', 'accounts.id', 'template_proposals.author_id')
    .selectAll('template_proposals')
    .select('accounts.name as author')
    .where('template_id', 'in', [...templateIds])
    .execute()
  return new Map(rows.map((row) => [row.template_id, row]))
}
