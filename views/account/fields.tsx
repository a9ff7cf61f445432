import { type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

type FieldOf = { reader: Reader; value?: string | undefined; error?: string | undefined; hint?: string }

export function LocaleField({ reader, value, error }: FieldOf) {
  const { t } = reader
  const options = [
    { value: 'ja', label: t('account.locale_ja') },
    { value: 'en', label: t('account.locale_en') },
  ]
  return <Field label={t('account.locale')} name="locale" value={value} error={error} options={options} />
}

/** Every zone that this runtime knows. */
export function TimeZoneField({ reader, value, error, hint }: FieldOf) {
  const chosen = value && !zones.includes(value) ? [value, ...zones] : zones
  return (
    <Field
      label={reader.t('account.time_zone')}
      name="timeZone"
      value={value}
      error={error}
      hint={hint}
      options={chosen.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
    />
  )
}

/** On the form as it is first shown, the script may choose the browser's own zone; what was sent once stays. */
export function untouched(errors: Errors): '' | undefined {
  return Object.keys(errors).length === 0 ? '' : undefined
}

const zones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]
