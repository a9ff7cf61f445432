import type { Db } from '../db/database.ts'
import { type CheckKind, type CheckSettings, checkKinds } from './check.ts'

/** How often what a check found was changed before sending. */
export type CheckScore = { found: number; heeded: number }
export type KeptCheck = { on: boolean; words: readonly string[]; score: CheckScore }

/** A mailbox's checks as they stand. What nobody has set is on, without words of its own. */
export async function keptChecks(db: Db, mailboxId: number): Promise<Record<CheckKind, KeptCheck>> {
  const rows = await db.selectFrom('mailbox_checks').selectAll().where('mailbox_id', '=', mailboxId).execute()
  const kept = checkKinds.map((kind): [CheckKind, KeptCheck] => {
    const row = rows.find((one) => one.kind === kind)
    const score = { found: row?.found ?? 0, heeded: row?.heeded ?? 0 }
    return [kind, { on: !row?.off_at, words: linesOf(row?.words ?? ''), score }]
  })
  return Object.fromEntries(kept) as Record<CheckKind, KeptCheck>
}

/** What {@link keptChecks} has, as the checks themselves ask for it. */
export function settingsOf(kept: Record<CheckKind, KeptCheck>): CheckSettings {
  return kept
}

export function linesOf(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Writes one check's switch and words; its score goes on. @param now UTC ms */
export async function keepCheck(
  tx: Db,
  mailboxId: number,
  check: { kind: CheckKind; on: boolean; words: readonly string[] },
  actorId: number,
  now: number,
): Promise<void> {
  const columns = {
    words: check.words.join('\n'),
    off_at: check.on ? null : now,
    off_by: check.on ? null : actorId,
  }
  await tx
    .insertInto('mailbox_checks')
    .values({ mailbox_id: mailboxId, kind: check.kind, ...columns })
    .onConflict((conflict) => conflict.columns(['mailbox_id', 'kind']).doUpdateSet(columns))
    .execute()
}

/** Counts findings of a reply that goes out, and those that its writer had done something about. */
export async function addToScore(
  tx: Db,
  mailboxId: number,
  kind: string,
  { found, heeded }: CheckScore,
): Promise<void> {
  await tx
    .insertInto('mailbox_checks')
    .values({ mailbox_id: mailboxId, kind, words: '', off_at: null, off_by: null, found, heeded })
    .onConflict((conflict) =>
      conflict.columns(['mailbox_id', 'kind']).doUpdateSet((eb) => ({
        found: eb('mailbox_checks.found', '+', found),
        heeded: eb('mailbox_checks.heeded', '+', heeded),
      })),
    )
    .execute()
}
