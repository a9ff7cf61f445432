import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'
import { inboxUrl, type Place } from '../shown.ts'
import type { LabelView } from './label-chip.tsx'

/** `open` counts only what the viewer may see. */
export type RailLabel = LabelView & { open: number }

/** From here on a number says no more. */
const RAIL_COUNT_LIMIT = 100

/** The labels of threads, folded until somebody wants them in sight. */
export function RailLabels({
  reader,
  place,
  labels,
}: {
  reader: Reader
  /** Null on pages that are no list. */
  place: Place | null
  labels: readonly RailLabel[]
}) {
  if (labels.length === 0) return null
  return (
    <details
      class="nav rail-labels"
      data-fold="labels"
      data-comes-folded=""
      open={place?.label !== undefined || reader.turned.includes('labels')}
    >
      <summary>
        <h2>{reader.t('label.labels')}</h2>
        <Icon name="down" />
      </summary>
      {labels.map((label) => {
        const on = place?.label === label.id
        return (
          <a
            href={inboxUrl({ label: label.id })}
            class={on ? 'on' : undefined}
            aria-current={on ? 'page' : undefined}
          >
            <i class={`dot label-${label.colour}`} aria-hidden="true" />
            <span>{label.name}</span>
            {label.open > 0 && (
              <b>{label.open >= RAIL_COUNT_LIMIT ? `${RAIL_COUNT_LIMIT - 1}+` : label.open}</b>
            )}
          </a>
        )
      })}
    </details>
  )
}
