import type { Db } from '../../src/db/database.ts'
import { addTemplate } from '../../src/template/set-template.ts'
import { templates } from '../templates.ts'
import { accepted } from './accepted.ts'
import { found, type Office } from './office.ts'

/** The templates of the office's mailboxes. @param at UTC ms */
export async function makeTemplates(db: Db, office: Office, at: number): Promise<void> {
  for (const { mailbox, by, folder, name, body, needsApproval = false } of templates) {
    const mailboxId = found(office.mailboxes, mailbox).id
    const template = { mailboxId, text: { folder, name, body }, needsApproval }
    accepted(await addTemplate(db, found(office.people, by), template, at))
  }
}
