import type { TemplateSection, TemplateView } from '../../views/template/templates-page.tsx'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { changing, mayAddTo, proposalsOf, type Template, templatesInSight } from './template.store.ts'

/** The templates of each mailbox and one's own, with what waits and what the viewer may do. */
export async function templatesInView(db: Db, viewer: Viewer): Promise<TemplateSection[]> {
  const mailboxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'name'])
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute()
  const templates = await templatesInSight(db, viewer)
  const proposals = await proposalsOf(
    db,
    templates.map(({ id }) => id),
  )
  const shown = (template: Template): TemplateView[] => {
    const may = changing(viewer, template)
    if (!may) return []
    const { id, folder, name, body, version, uses, needs_approval } = template
    const waiting = proposals.get(id)
    const proposal = waiting
      ? {
          ...{ by: waiting.author, isOwn: waiting.author_id === viewer.accountId, at: waiting.at },
          ...{ folder: waiting.folder, name: waiting.name, body: waiting.body },
        }
      : null
    return [{ id, folder, name, body, version, uses, needsApproval: needs_approval === 1, may, proposal }]
  }
  return [
    ...mailboxes
      .filter(({ id }) => mayWork(viewer, id))
      .map((mailbox) => ({
        mailbox,
        templates: templates.filter((one) => one.mailbox_id === mailbox.id).flatMap(shown),
        mayAdd: mayAddTo(viewer, mailbox.id),
        supervises: maySupervise(viewer, mailbox.id),
      })),
    {
      mailbox: null,
      templates: templates.filter((one) => one.mailbox_id === null).flatMap(shown),
      mayAdd: true,
      supervises: false,
    },
  ]
}
