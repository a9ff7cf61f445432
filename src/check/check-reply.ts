import { createHash } from 'node:crypto'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { draftOf, filesOfDraft } from '../draft/draft.store.ts'
import type { Addressees } from '../outbox/read-reply.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Finding, findingKey, findingsIn } from './check.ts'
import { keptChecks, settingsOf } from './check-settings.store.ts'
import { ownWords } from './own-words.ts'
import { surroundingsOf } from './surroundings.store.ts'

/** What there is to say about a reply before it goes, and the mark of exactly this reply and these findings. */
export type CheckedReply = { findings: Finding[]; mark: string }

/**
 * Looks at a reply as it would go out, with the files of its writer's draft. Whoever has confirmed its `mark` has
 * seen these findings on these words, recipients and files; anything else has another mark.
 */
export async function checkReply(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  mailbox: Row<'mailboxes'>,
  reply: { addressees: Addressees; subject: string; body: string },
): Promise<CheckedReply> {
  const draft = await draftOf(db, thread.id, viewer.accountId)
  const files = draft ? await filesOfDraft(db, draft.id) : []
  const settings = settingsOf(await keptChecks(db, mailbox.id))
  const around = await surroundingsOf(db, viewer, thread, mailbox)
  const { addressees, subject, body } = reply
  const written = { addressees, subject, text: ownWords(body), files: files.length }
  const findings = findingsIn(written, around, settings)
  const seen = [
    ...[thread.id, addressees, subject, body.replace(/\r\n?/g, '\n')],
    ...[files.map(({ blob_id, filename }) => [blob_id, filename]), findings.map(findingKey)],
  ]
  return { findings, mark: createHash('sha256').update(JSON.stringify(seen)).digest('hex') }
}

/** Nothing is said about what no person sends, or about what was looked at when its approval was asked for. */
export async function checkedUnless(
  isExempt: boolean,
  ...of: Parameters<typeof checkReply>
): Promise<CheckedReply> {
  return isExempt ? { findings: [], mark: '' } : checkReply(...of)
}
