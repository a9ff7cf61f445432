import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changing, findTemplate, mayAddTo, type Template } from './template.store.ts'
import { LONGEST_TEMPLATE, LONGEST_TEMPLATE_NAME, unknownVariables } from './template.ts'

export type TemplateText = { folder: string; name: string; body: string }

export type TemplateError = 'missing' | 'too-long' | { unknown: string[] }
export type TemplateErrors = Partial<Record<keyof TemplateText, TemplateError>>

export type SetTemplate =
  | { templateId: number; waits: boolean }
  | { refused: 'not-found' }
  | { refused: 'wrong'; errors: TemplateErrors }
  /** Somebody else changed it since the form was opened. */
  | { refused: 'changed-meanwhile'; version: number }

/** Makes a template for a mailbox, or for oneself (`mailboxId` null). @param now UTC ms */
export async function addTemplate(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number | null; text: TemplateText; needsApproval: boolean },
  now: number,
): Promise<SetTemplate> {
  const { mailboxId } = input
  if (mailboxId !== null && !mayAddTo(viewer, mailboxId)) return { refused: 'not-found' }
  const text = trimmed(input.text)
  const errors = errorsIn(text)
  if (errors) return { refused: 'wrong', errors }
  const guarded = mailboxId !== null && maySupervise(viewer, mailboxId) && input.needsApproval
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('templates')
      .values({
        ...text,
        mailbox_id: mailboxId,
        account_id: mailboxId === null ? viewer.accountId : null,
        needs_approval: guarded ? 1 : 0,
        changed_by: viewer.accountId,
        changed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tell(tx, viewer, mailboxId, now)
    return { templateId: id, waits: false }
  })
}

/**
 * Changes a template. Where that needs a supervisor's approval, the change waits beside it, in place of an
 * earlier one that waits, and what stood before stays in use.
 *
 * @param input.version what the form was filled with
 * @param now UTC ms
 */
export async function changeTemplate(
  db: Db,
  viewer: Viewer,
  input: { templateId: number; version: number; text: TemplateText; needsApproval: boolean },
  now: number,
): Promise<SetTemplate> {
  const text = trimmed(input.text)
  return transact(db, async (tx) => {
    const template = await findTemplate(tx, viewer, input.templateId)
    const way = template && changing(viewer, template)
    if (!template || !way) return { refused: 'not-found' }
    const errors = errorsIn(text)
    if (errors) return { refused: 'wrong', errors }
    if (template.version !== input.version) return { refused: 'changed-meanwhile', version: template.version }
    if (way === 'propose') {
      const columns = { ...text, author_id: viewer.accountId, at: now }
      await tx
        .insertInto('template_proposals')
        .values({ template_id: template.id, ...columns })
        .onConflict((conflict) => conflict.column('template_id').doUpdateSet(columns))
        .execute()
      return { templateId: template.id, waits: true }
    }
    const supervises = template.mailbox_id !== null && maySupervise(viewer, template.mailbox_id)
    const guarded = supervises ? input.needsApproval : template.needs_approval === 1
    await put(tx, viewer, template, { ...text, needs_approval: guarded ? 1 : 0 }, now)
    return { templateId: template.id, waits: false }
  })
}

/** A supervisor takes a change that waits, or leaves it. @param now UTC ms */
export async function settleTemplateProposal(
  db: Db,
  viewer: Viewer,
  input: { templateId: number; at: number; take: boolean },
  now: number,
): Promise<{ templateId: number } | { refused: 'not-found' | 'changed-meanwhile' }> {
  return transact(db, async (tx) => {
    const template = await findTemplate(tx, viewer, input.templateId)
    if (!template || changing(viewer, template) !== 'change') return { refused: 'not-found' }
    // What was read is what is taken: a newer proposal is read first.
    const proposal = await tx
      .deleteFrom('template_proposals')
      .where('template_id', '=', template.id)
      .where('at', '=', input.at)
      .returning(['folder', 'name', 'body'])
      .executeTakeFirst()
    if (!proposal) return { refused: 'changed-meanwhile' }
    if (input.take) await put(tx, viewer, template, proposal, now)
    return { templateId: template.id }
  })
}

/** Takes a template out of use. @param now UTC ms */
export async function removeTemplate(
  db: Db,
  viewer: Viewer,
  templateId: number,
  now: number,
): Promise<{ removed: true } | { refused: 'not-found' }> {
  return transact(db, async (tx) => {
    const template = await findTemplate(tx, viewer, templateId)
    if (!template || changing(viewer, template) !== 'change') return { refused: 'not-found' }
    await tx.updateTable('templates').set({ removed_at: now }).where('id', '=', templateId).execute()
    await tx.deleteFrom('template_proposals').where('template_id', '=', templateId).execute()
    await tell(tx, viewer, template.mailbox_id, now)
    return { removed: true }
  })
}

async function put(
  tx: Db,
  viewer: Viewer,
  template: Template,
  columns: TemplateText & { needs_approval?: 0 | 1 },
  now: number,
): Promise<void> {
  await tx
    .updateTable('templates')
    .set({ ...columns, version: template.version + 1, changed_by: viewer.accountId, changed_at: now })
    .where('id', '=', template.id)
    .execute()
  await tell(tx, viewer, template.mailbox_id, now)
}

/** One's own templates are nobody else's business. */
async function tell(tx: Db, viewer: Viewer, mailboxId: number | null, now: number): Promise<void> {
  if (mailboxId === null) return
  await recordEvent(tx, {
    at: now,
    kind: 'mailbox_changed',
    mailboxId,
    threadId: null,
    actorId: viewer.accountId,
    facts: { what: 'templates' },
  })
}

function trimmed({ folder, name, body }: TemplateText): TemplateText {
  const line = (text: string) => text.replace(/\s+/gu, ' ').trim()
  return { folder: line(folder), name: line(name), body: body.replace(/\r\n?/g, '\n').trimEnd() }
}

function errorsIn({ folder, name, body }: TemplateText): TemplateErrors | null {
  const unknown = unknownVariables(body)
  const errors: TemplateErrors = {
    ...(folder.length > LONGEST_TEMPLATE_NAME && { folder: 'too-long' as const }),
    ...(name.length > LONGEST_TEMPLATE_NAME && { name: 'too-long' as const }),
    ...(name === '' && { name: 'missing' as const }),
    ...(unknown.length > 0 && { body: { unknown } }),
    ...(body.length > LONGEST_TEMPLATE && { body: 'too-long' as const }),
    ...(body.trim() === '' && { body: 'missing' as const }),
  }
  return Object.keys(errors).length > 0 ? errors : null
}
