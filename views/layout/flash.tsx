import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

/** One sentence about what was just done, or why it was not. */
export type Flash = {
  kind: 'done' | 'refused'
  /** In the reader's language. */
  words: string
  /** A way back or on, such as "undo". */
  link?: { href: string; words: string }
}

export function Flashes({ flash }: { reader: Reader; flash?: Flash | undefined }): Child {
  return (
    <div id="flash" class="flashes">
      {flash && (
        <p class={`flash flash-${flash.kind}`} role={flash.kind === 'refused' ? 'alert' : 'status'}>
          <Icon name={flash.kind === 'done' ? 'check' : 'warning'} />
          <span>{flash.words}</span>
          {flash.link && <a href={flash.link.href}>{flash.link.words}</a>}
        </p>
      )}
    </div>
  )
}
