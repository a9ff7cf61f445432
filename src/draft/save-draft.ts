import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { type PackedBytes, packBytes, storeBlob } from '../message/blob.store.ts'
import { afterTaking } from '../thread/status.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import { type Draft, type DraftFile, draftOf, filesOfDraft } from './draft.store.ts'

/** Characters. */
export const BODY_LIMIT = 200_000

export type DraftText = { to: string; cc: string; bcc: string; subject: string; body: string }
export type Upload = { filename: string; contentType: string; bytes: Uint8Array }

export type SavedDraft =
  | { draft: Draft; files: DraftFile[] }
  | { refused: 'not-found' | 'read-only' | 'too-long' | 'files-too-large' }
  /** The form was sent meanwhile: its text kept as a draft would be sent a second time by whoever finds it. */
  | { refused: 'sent-already' }

/**
 * Keeps what somebody is writing: text and files, one draft per person and thread. The first word written
 * on a new thread puts it in progress, so that the others see that it is in hands.
 *
 * @param input.threadVersion the last event of the thread that the writer has in view
 * @param now UTC ms
 */
export async function saveDraft(
  db: Db,
  viewer: Viewer,
  input: {
    threadId: number
    text: DraftText
    threadVersion: number
    /** Of the form that is being written; null where there is none. */
    formToken?: string | null
    uploads?: readonly Upload[]
    removeFiles?: readonly number[]
    /** All files together, bytes. */
    filesLimit: number
  },
  now: number,
): Promise<SavedDraft> {
  const { text, uploads = [], removeFiles = [] } = input
  if (text.body.length > BODY_LIMIT) return { refused: 'too-long' }
  const packed = await Promise.all(uploads.map((upload) => packBytes(upload.bytes)))

  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (input.formToken && (await isSent(tx, input.formToken))) return { refused: 'sent-already' }

    const before = await draftOf(tx, thread.id, viewer.accountId)
    const kept = before
      ? (await filesOfDraft(tx, before.id)).filter((file) => !removeFiles.includes(file.id))
      : []
    const bytes = [...kept, ...packed].reduce((sum, file) => sum + file.size, 0)
    if (bytes > input.filesLimit) return { refused: 'files-too-large' }

    const draft = await writeDraft(tx, viewer, thread.id, text, input.threadVersion, now)
    if (removeFiles.length > 0) {
      await tx
        .deleteFrom('draft_files')
        .where('draft_id', '=', draft.id)
        .where('id', 'in', removeFiles)
        .execute()
    }
    await addFiles(tx, draft.id, uploads, packed, now)

    if (!before) {
      const status = afterTaking(thread.status)
      await changeThread(tx, thread, { status })
      await recordEvent(tx, {
        at: now,
        kind: 'writing',
        mailboxId: thread.mailbox_id,
        threadId: thread.id,
        actorId: viewer.accountId,
        facts: { from: thread.status, to: status },
      })
    }
    return { draft, files: await filesOfDraft(tx, draft.id) }
  })
}

async function isSent(tx: Db, formToken: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('form_token', '=', formToken)
    .where('state', '!=', 'cancelled')
    .executeTakeFirst()
  return row !== undefined
}

async function writeDraft(
  tx: Db,
  viewer: Viewer,
  threadId: number,
  text: DraftText,
  threadVersion: number,
  now: number,
): Promise<Draft> {
  const columns = {
    to_text: text.to,
    cc_text: text.cc,
    bcc_text: text.bcc,
    subject: text.subject,
    body: text.body,
    thread_version: threadVersion,
    updated_at: now,
  }
  return tx
    .insertInto('drafts')
    .values({ thread_id: threadId, account_id: viewer.accountId, ...columns })
    .onConflict((conflict) => conflict.columns(['thread_id', 'account_id']).doUpdateSet(columns))
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function addFiles(
  tx: Db,
  draftId: number,
  uploads: readonly Upload[],
  packed: readonly PackedBytes[],
  now: number,
): Promise<void> {
  for (const [index, upload] of uploads.entries()) {
    const bytes = packed[index]
    if (!bytes) continue
    await tx
      .insertInto('draft_files')
      .values({
        draft_id: draftId,
        blob_id: await storeBlob(tx, bytes, now),
        filename: oneLine(upload.filename),
        content_type: oneLine(upload.contentType) || 'application/octet-stream',
        size: bytes.size,
      })
      .execute()
  }
}

/** Both become headers of the mail, where a control character is refused. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}
