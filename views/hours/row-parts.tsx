import { Icon } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import type { HoursError } from './shapes.ts'
import { weekdayName } from './weekday.ts'

/** By field, in words. Of a field's errors the first. */
export type FieldWords = Readonly<Record<string, string>>

export function problemsByField(reader: Reader, errors: readonly HoursError[]): FieldWords {
  const words: Record<string, string> = {}
  for (const { field, problem, typed = '' } of errors) {
    words[field] ??= reader.t(`hours_problem.${keys[problem]}`, { time: typed })
  }
  return words
}

/** The same for the top of the page, where no row stands beside them: each says which row it means. */
export function problemsInSummary(reader: Reader, words: FieldWords): FieldWords {
  return Object.fromEntries(
    Object.entries(words).map(([field, said]) => {
      const row = rowInWords(reader, field)
      return [field, row === null ? said : `${row}${reader.locale === 'ja' ? '：' : ': '}${said}`]
    }),
  )
}

function rowInWords(reader: Reader, field: string): string | null {
  const [, list, number = '0'] = /^(hours_[0-6]|closing|opening)_(\d+)_/.exec(field) ?? []
  const row = Number(number) + 1
  if (list === undefined) return null
  if (list === 'closing') return reader.t('hours.closing_row', { row })
  if (list === 'opening') return reader.t('hours.opening_row', { row })
  return weekdayName(reader, Number(list.slice(-1)), 'long')
}

const keys = {
  zone: 'zone',
  region: 'region',
  time: 'time',
  incomplete: 'incomplete',
  'opens-late': 'opens_late',
  same: 'same',
  overnight: 'overnight',
  'too-long': 'too_long',
  overlap: 'overlap',
  day: 'day',
  backwards: 'backwards',
  'year-long': 'year_long',
  'name-long': 'name_long',
  'too-many': 'too_many',
  never: 'never',
} as const

type CellProps = {
  name: string
  /** What it is, for those who do not see the row around it. */
  label: string
  value: string
  errors: FieldWords
  kind: 'time' | 'day' | 'words'
  autofocus?: boolean
}

/** One input of a row; what is wrong with it is said beneath the row. */
export function Cell({ name, label, value, errors, kind, autofocus }: CellProps) {
  const error = errors[name]
  return (
    // Round the input, which a page that comes in leaves alone while somebody types in it.
    <span class={error ? `cell cell-${kind} wrong` : `cell cell-${kind}`}>
      <input
        id={`f-${name}`}
        type={kind === 'day' ? 'date' : 'text'}
        inputmode={kind === 'time' ? 'numeric' : undefined}
        name={name}
        value={value}
        aria-label={label}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `f-${name}-error` : undefined}
        autocomplete="off"
        autofocus={autofocus}
      />
    </span>
  )
}

/** What is wrong in a row, under it. */
export function RowErrors({ names, errors }: { names: readonly string[]; errors: FieldWords }) {
  return (
    <>
      {names.map((name) =>
        errors[name] ? (
          <p class="error" id={`f-${name}-error`}>
            <Icon name="warning" />
            {errors[name]}
          </p>
        ) : null,
      )}
    </>
  )
}

/** Presses a row away; what was typed into the others stays. */
export function RemoveRow({ value, label }: { value: string; label: string }) {
  return (
    <button
      type="submit"
      class="button quiet remove"
      name="act"
      value={value}
      aria-label={label}
      title={label}
    >
      <Icon name="close" />
    </button>
  )
}

/** Where the cursor goes when the page comes back from a button that added or removed a row. */
export function AddRow({
  value,
  label,
  words,
  focus,
}: {
  value: string
  label?: string
  words: string
  focus: string | null
}) {
  return (
    <button
      type="submit"
      class="button quiet add"
      name="act"
      value={value}
      aria-label={label}
      autofocus={focus === value}
    >
      <Icon name="plus" /> <span>{words}</span>
    </button>
  )
}
