import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

type Props = { reader: Reader; name: string; title: string; children?: Child }

/** A part of the rail that folds; what is folded stays so for this browser. */
export function RailSection({ reader, name, title, children }: Props) {
  return (
    <details
      class="nav rail-labels"
      id={`rail-${name}`}
      data-fold={name}
      open={!reader.turned.includes(name)}
    >
      <summary>
        <h2>{title}</h2>
        <Icon name="down" />
      </summary>
      {children}
    </details>
  )
}
