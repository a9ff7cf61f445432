import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { type CheckKind, checkKinds } from './check.ts'
import { keepCheck } from './check-settings.store.ts'

export type NewChecks = {
  mailboxId: number
  checks: Readonly<Record<CheckKind, { on: boolean; words: readonly string[] }>>
  /** How long a reply waits before it goes, ms; null: as the installation says. */
  pause: number | null
}

/** Sets what a mailbox's replies are looked at for, and how long they wait. @param now UTC ms */
export async function setChecks(
  db: Db,
  viewer: Viewer,
  { mailboxId, checks, pause }: NewChecks,
  now: number,
): Promise<{ set: true } | { refused: 'forbidden' }> {
  if (!viewer.isAdmin && !maySupervise(viewer, mailboxId)) return { refused: 'forbidden' }
  return transact(db, async (tx) => {
    for (const kind of checkKinds) {
      await keepCheck(tx, mailboxId, { kind, ...checks[kind] }, viewer.accountId, now)
    }
    await tx.updateTable('mailboxes').set({ send_pause: pause }).where('id', '=', mailboxId).execute()
    await recordEvent(tx, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId,
      threadId: null,
      actorId: viewer.accountId,
      facts: { what: 'checks' },
    })
    return { set: true }
  })
}
