import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'
import { inboxUrl, type Place } from '../shown.ts'
import { LabelChip, type LabelView } from './label-chip.tsx'

export type LabelFilterProps = {
  reader: Reader
  place: Place
  label: { on: LabelView | null; choices: readonly LabelView[] }
}

/** Keeps a list to one label, or lets it go. */
export function LabelFilter({ reader, place, label }: LabelFilterProps) {
  const { t } = reader
  if (label.choices.length === 0 && label.on === null) return null
  return (
    <details class="label-filter">
      <summary class={label.on ? 'on' : undefined} title={t('label.filter')}>
        <Icon name="label" />
        <span class="away">{t('label.filter')}</span>
      </summary>
      <ul>
        {label.choices.map((choice) => (
          <li>
            <a
              href={inboxUrl({ ...place, label: choice.id, after: undefined })}
              aria-current={choice.id === label.on?.id ? 'true' : undefined}
            >
              <LabelChip label={choice} />
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** To which label the list is kept, and the way out. */
export function FilteredBy({ reader, place, label }: LabelFilterProps) {
  const { t } = reader
  if (place.label === undefined) return null
  return (
    <p class="filtered">
      {label.on ? <LabelChip label={label.on} /> : <span>{t('label.unknown')}</span>}
      <a href={inboxUrl({ ...place, label: undefined, after: undefined })}>
        <Icon name="close" />
        {t('label.filter_off')}
      </a>
    </p>
  )
}
