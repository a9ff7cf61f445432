/** Shapes of the page of a mailbox's hours. The room's own types fit them as they are. */

export type PeriodDraft = { opens: string; closes: string; overnight: boolean }
export type ClosingDraft = { from: string; until: string; yearly: boolean; name: string }
export type OpeningDraft = PeriodDraft & { on: string; name: string }

/** The form as it was typed; the week begins with Sunday. */
export type HoursDraft = {
  timeZone: string
  region: string
  week: readonly (readonly PeriodDraft[])[]
  closings: readonly ClosingDraft[]
  openings: readonly OpeningDraft[]
}

export type HoursProblem =
  | 'zone'
  | 'region'
  | 'time'
  | 'incomplete'
  | 'opens-late'
  | 'same'
  | 'overnight'
  | 'too-long'
  | 'overlap'
  | 'day'
  | 'backwards'
  | 'year-long'
  | 'name-long'
  | 'too-many'
  | 'never'

/** `typed` is what stood in the field. */
export type HoursError = { field: string; problem: HoursProblem; typed?: string }

export type Reason =
  | { kind: 'holiday'; name: { ja: string; en: string } }
  | { kind: 'closing' | 'opening'; name: string }

/** Whether a mailbox is open now. Instants in UTC ms. */
export type OpenState =
  | { is: 'open'; until: number | null }
  | { is: 'closed'; next: number; because: Reason | null }
  | { is: 'never' }

/** Days counted from 1970-01-01. */
export type ComingDays = { first: number; last: number; reason: Reason; isFreeAnyway: boolean }

export type RegionChoice = { code: string; name: string }
