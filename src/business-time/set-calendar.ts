import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { followHours } from '../target/follow-labels.ts'
import { askRecount } from '../target/recount.ts'
import { keptCalendar, replaceCalendar } from './calendar.store.ts'
import { type Definition, readDefinition, writeDefinition } from './definition.ts'

/** Hours bind what supervisors promise, so a mailbox's supervisor sets them, or an administrator. */
export function maySetHours(viewer: Viewer, mailboxId: number): boolean {
  return viewer.isAdmin || maySupervise(viewer, mailboxId)
}

export type CalendarSet =
  | { version: number; changed: boolean }
  | { refused: 'forbidden' }
  /** Somebody else set them since `version` was read. */
  | { refused: 'changed-meanwhile'; by: number | null; at: number | null; version: number }

/**
 * Sets a mailbox's hours, says so in the audit log with the new version, and has the due times that were
 * worked out by the old one worked out anew. The same hours again change nothing.
 *
 * @param version the one that was read before the change
 */
export function setCalendar(
  db: Db,
  viewer: Viewer,
  change: { mailboxId: number; definition: Definition; version: number },
  now: number,
): Promise<CalendarSet> {
  const { mailboxId, definition, version } = change
  return transact(db, async (tx): Promise<CalendarSet> => {
    if (!maySetHours(viewer, mailboxId)) return { refused: 'forbidden' }
    const kept = await keptCalendar(tx, mailboxId)
    if (kept.version === version) {
      const parts = changedParts(kept.definition, definition)
      if (parts.length === 0) return { version, changed: false }
      const replaced = await replaceCalendar(tx, mailboxId, {
        definition,
        version,
        actorId: viewer.accountId,
        now,
      })
      if (replaced) {
        await askRecount(tx, { mailboxId })
        await recordEvent(tx, {
          at: now,
          kind: 'calendar_changed',
          mailboxId,
          threadId: null,
          actorId: viewer.accountId,
          facts: { what: parts.join(' '), version: version + 1 },
        })
        await followHours(tx, mailboxId)
        return { version: version + 1, changed: true }
      }
    }
    const { changedBy: by, changedAt: at, version: present } = await keptCalendar(tx, mailboxId)
    return { refused: 'changed-meanwhile', by, at, version: present }
  })
}

/** Which parts differ, in the words of the audit log. */
function changedParts(before: Definition, after: Definition): string[] {
  const parts = {
    calendar_hours: 'week',
    calendar_zone: 'timeZone',
    calendar_holidays: 'region',
    calendar_closings: 'closings',
    calendar_openings: 'openings',
  } as const
  // As they would be read back, so that only what they say differs.
  const [old, fresh] = [before, after].map((one) => readDefinition(writeDefinition(one)))
  return Object.entries(parts).flatMap(([word, part]) =>
    JSON.stringify(old?.[part]) === JSON.stringify(fresh?.[part]) ? [] : [word],
  )
}
