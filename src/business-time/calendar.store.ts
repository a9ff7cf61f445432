import type { Db } from '../db/database.ts'
import type { Calendar, Day, HolidayName } from './calendar.ts'
import { type Definition, readDefinition, usualDefinition, writeDefinition } from './definition.ts'
import { holidaysOf } from './holidays.ts'

/** A mailbox's hours as they stand. Version 0: nobody has set them, and they are the usual ones. */
export type KeptCalendar = {
  definition: Definition
  version: number
  changedAt: number | null
  changedBy: number | null
}

/**
 * When a mailbox works: as it was set, or the usual hours in the mailbox's zone. One small read; the same
 * object for the same hours, so that what was worked out about it is used again.
 *
 * @param now UTC ms; foreign holidays are known around it
 */
export async function loadCalendar(db: Db, mailboxId: number, now: number): Promise<Calendar> {
  const { definition } = await keptCalendar(db, mailboxId)
  return calendarOf(definition, now)
}

/** Definition and holidays together. */
export async function calendarOf(definition: Definition, now: number): Promise<Calendar> {
  return shared(definition, await holidaysOf(definition.region, now))
}

/**
 * Gets ready what the mailboxes' calendars need of holidays, so that nothing waits half a second for it later
 * while a transaction is open.
 */
export async function readyHolidays(db: Db, now: number): Promise<void> {
  const rows = await db.selectFrom('calendars').select('definition').execute()
  await Promise.all(rows.map(({ definition }) => holidaysOf(readDefinition(definition).region, now)))
}

/** @throws for a mailbox that does not exist: whoever asks has found it before */
export async function keptCalendar(db: Db, mailboxId: number): Promise<KeptCalendar> {
  const row = await db
    .selectFrom('mailboxes')
    .leftJoin('calendars', 'calendars.mailbox_id', 'mailboxes.id')
    .select(['time_zone', 'definition', 'version', 'changed_at', 'changed_by'])
    .where('mailboxes.id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return {
    definition: definitionOf(row),
    version: row.version ?? 0,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }
}

/** Puts the hours in place of `version`; returns false when somebody else was quicker. */
export async function replaceCalendar(
  db: Db,
  mailboxId: number,
  change: { definition: Definition; version: number; actorId: number; now: number },
): Promise<boolean> {
  const row = {
    definition: writeDefinition(change.definition),
    version: change.version + 1,
    changed_at: change.now,
    changed_by: change.actorId,
  }
  if (change.version === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('calendars')
      .values({ mailbox_id: mailboxId, ...row })
      .onConflict((conflict) => conflict.column('mailbox_id').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await db
    .updateTable('calendars')
    .set(row)
    .where('mailbox_id', '=', mailboxId)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function nameOfAccount(db: Db, id: number | null): Promise<string | null> {
  if (id === null) return null
  const row = await db.selectFrom('accounts').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

/** A mailbox's hours are asked for with each mail that comes in: the same text is read once. */
const MOST_REMEMBERED = 300
const definitions = new Map<string, Definition>()

function definitionOf(row: { time_zone: string; definition: string | null }): Definition {
  const key = row.definition ?? row.time_zone
  const known = definitions.get(key)
  if (known) return known
  if (definitions.size >= MOST_REMEMBERED) definitions.clear()
  const read = row.definition === null ? usualDefinition(row.time_zone) : readDefinition(row.definition)
  definitions.set(key, read)
  return read
}

const calendars = new WeakMap<Definition, Calendar>()

/** The same object until the holidays are others: a year of opening times is worked out once. */
function shared(definition: Definition, holidays: ReadonlyMap<Day, HolidayName>): Calendar {
  const known = calendars.get(definition)
  if (known?.holidays === holidays) return known
  const calendar = { ...definition, holidays }
  calendars.set(definition, calendar)
  return calendar
}
