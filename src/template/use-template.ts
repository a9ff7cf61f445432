import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { findTemplate } from './template.store.ts'
import { filled, writtenInJapanese } from './template.ts'
import { templateValues } from './template-values.store.ts'
import { wordingOf } from './wordings.store.ts'

/** What somebody chose to put into a reply: a template, or the wording of a policy, by its id. */
export type Chosen = { template: number } | { wording: number }

/**
 * The text of it, filled for a thread, and counted as used. What is not known of the thread stays as a place to be
 * filled. Null where there is no such text for this person. @param now UTC ms
 */
export async function useTemplate(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  chosen: Chosen,
  now: number,
): Promise<string | null> {
  if ('wording' in chosen) {
    const wording = await wordingOf(db, viewer, chosen.wording)
    return wording === null ? null : fill(db, viewer, thread, wording, now)
  }
  const template = await findTemplate(db, viewer, chosen.template)
  const isOfHere = template?.mailbox_id == null || template.mailbox_id === thread.mailbox_id
  if (!template || !isOfHere) return null
  await db
    .updateTable('templates')
    .set((eb) => ({ uses: eb('uses', '+', 1), used_at: now }))
    .where('id', '=', template.id)
    .execute()
  return fill(db, viewer, thread, template.body, now)
}

async function fill(db: Db, viewer: Viewer, thread: Thread, text: string, now: number): Promise<string> {
  const locale = writtenInJapanese(text) ? 'ja' : 'en'
  return filled(text, await templateValues(db, viewer, thread, locale, now))
}
