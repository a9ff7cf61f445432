import type { Reader } from '../reader.ts'

/** The palette; the style sheet says how each looks on either paper. */
export type LabelColour =
  | 'red'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'teal'
  | 'blue'
  | 'indigo'
  | 'purple'
  | 'pink'
  | 'grey'

export type LabelView = { id: number; name: string; colour: LabelColour }

/** A label as a tag: its word, on its colour. Cut where there is no room; the title has the whole. */
export function LabelChip({ label }: { label: LabelView }) {
  return (
    <span class={`label label-${label.colour}`} title={label.name}>
      {label.name}
    </span>
  )
}

/** A row has room for few: the first ones, and how many more there are. */
export function LabelChips({
  reader,
  labels,
  most = 2,
}: {
  reader: Reader
  labels: readonly LabelView[]
  most?: number
}) {
  const shown = labels.slice(0, most)
  const more = labels.slice(shown.length)
  return (
    <>
      {shown.map((label) => (
        <LabelChip label={label} />
      ))}
      {more.length > 0 && (
        <span class="label label-more" title={more.map(({ name }) => name).join(reader.t('label.between'))}>
          +{more.length}
        </span>
      )}
    </>
  )
}
