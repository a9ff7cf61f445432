import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { isOpen, nextClosing, nextOpening } from './business-time.ts'
import { type Calendar, type DayReason, dayOf, hoursOn, weekdayOf } from './calendar.ts'
import { dayNumber } from './coming-days.ts'
import { regions } from './holidays.ts'
import { maySetHours } from './set-calendar.ts'

/** Whether a mailbox is open at an instant, and until when that stays so. Instants in UTC ms. */
export type OpenState =
  | { is: 'open'; until: number | null }
  | { is: 'closed'; next: number; because: Exclude<DayReason, { kind: 'week' | 'opening' }> | null }
  | { is: 'never' }

export function openState(calendar: Calendar, at: number): OpenState {
  if (isOpen(calendar, at)) return { is: 'open', until: nextClosing(calendar, at) }
  const next = nextOpening(calendar, at)
  if (next === null) return { is: 'never' }
  const today = dayNumber(calendar, at)
  const { reason } = hoursOn(calendar, dayOf(today), weekdayOf(today))
  const isDayOff = reason.kind === 'closing' || reason.kind === 'holiday'
  return { is: 'closed', next, because: isDayOff ? reason : null }
}

/** Mailboxes by name whose hours this person may set. */
export async function mailboxesWithHours(db: Db, viewer: Viewer): Promise<{ id: number; name: string }[]> {
  const rows = await db
    .selectFrom('mailboxes')
    .select(['id', 'name'])
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.filter(({ id }) => maySetHours(viewer, id))
}

export type RegionChoice = { code: string; name: string }

/** Countries by their names in the reader's language, each followed by its states. */
export async function regionChoices(locale: 'ja' | 'en'): Promise<RegionChoice[]> {
  const known = choices.get(locale)
  if (known) return known
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const collator = new Intl.Collator(locale)
  const made = (await regions())
    .map(({ code, country, state }) => {
      const name = countryName(names, country)
      return { code, country: name, state, name: state === null ? name : `${name} – ${state}` }
    })
    .toSorted(
      (a, b) => collator.compare(a.country, b.country) || collator.compare(a.state ?? '', b.state ?? ''),
    )
    .map(({ code, name }) => ({ code, name }))
  choices.set(locale, made)
  return made
}

const choices = new Map<string, RegionChoice[]>()

/** The library has codes of its own beside those of ISO 3166. */
function countryName(names: Intl.DisplayNames, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code
}
