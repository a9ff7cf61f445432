import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { type PackedBytes, packBytes, storeBlob } from '../message/blob.store.ts'
import { afterTaking } from '../thread/status.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import {
  addDraftFiles,
  type Draft,
  type DraftColumns,
  type DraftFile,
  draftOf,
  filesOfDraft,
  putDraft,
  removeDraftFiles,
} from './draft.store.ts'
import { keepBeside } from './draft-copy.store.ts'
import { type Edition, type Placing, placeEdition } from './edition.ts'

/** Characters. */
export const BODY_LIMIT = 200_000

export type DraftText = { to: string; cc: string; bcc: string; subject: string; body: string }
export type Upload = { filename: string; contentType: string; bytes: Uint8Array }

export type SavedDraft =
  | { draft: Draft; files: DraftFile[]; placed: Placing }
  | { refused: 'not-found' | 'read-only' | 'too-long' | 'files-too-large' }
  /** The form was sent meanwhile: its text kept as a draft would be sent a second time by whoever finds it. */
  | { refused: 'sent-already' }

/**
 * Keeps what somebody is writing: text and files, one draft per person and thread. A text that does not go on
 * from what is kept is put beside it; its files join the draft. The first word written on a new thread puts it
 * in progress, so that the others see that it is in hands.
 *
 * @param input.threadVersion the last event of the thread that the writer has in view
 * @param input.edition where the text comes from; without it, it replaces what is kept
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
    edition?: Edition | null
    /** Where it does not go on from what is kept, that is put beside, and this becomes the draft. */
    swaps?: boolean
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

    const { draft, placed } = await writeText(
      tx,
      before,
      viewer.accountId,
      { ...input, threadId: thread.id },
      now,
    )
    await removeDraftFiles(tx, draft.id, removeFiles, now)
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
    return { draft, files: await filesOfDraft(tx, draft.id), placed }
  })
}

async function isSent(tx: Db, formToken: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('form_token', '=', formToken)
    .where('state', '!=', 'cancelled')
    .executeTakeFirst()
  const asked = await tx
    .selectFrom('approvals')
    .select('id')
    .where('form_token', '=', formToken)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined || asked !== undefined
}

async function writeText(
  tx: Db,
  before: Draft | null,
  accountId: number,
  input: {
    threadId: number
    text: DraftText
    threadVersion: number
    edition?: Edition | null
    swaps?: boolean
  },
  now: number,
): Promise<{ draft: Draft; placed: Placing }> {
  const { threadId, edition = null } = input
  const text = columnsOf(input.text)
  const key = { threadId, accountId }
  const placed = edition ? placeEdition(before, edition, before !== null && isSame(before, text)) : 'write'
  const isBeside = before !== null && edition !== null && placed === 'beside'
  if (isBeside && input.swaps) await keepBeside(tx, key, before, before, before.updated_at)
  else if (isBeside) await keepBeside(tx, key, text, edition, now)
  if (before !== null && placed !== 'write' && !(isBeside && input.swaps)) return { draft: before, placed }
  const columns = { ...text, thread_version: input.threadVersion, updated_at: now }
  return { draft: await putDraft(tx, key, columns, edition ?? undefined), placed }
}

function columnsOf({ to, cc, bcc, subject, body }: DraftText): DraftColumns {
  return { to_text: to, cc_text: cc, bcc_text: bcc, subject, body }
}

function isSame(one: DraftColumns, other: DraftColumns): boolean {
  const names = ['to_text', 'cc_text', 'bcc_text', 'subject', 'body'] as const
  return names.every((name) => one[name] === other[name])
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
    const blobId = await storeBlob(tx, bytes, now)
    const filename = oneLine(upload.filename)
    const contentType = oneLine(upload.contentType) || 'application/octet-stream'
    await addDraftFiles(tx, draftId, [
      { blob_id: blobId, filename, content_type: contentType, size: bytes.size },
    ])
  }
}

/** Both become headers of the mail, where a control character is refused. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}
