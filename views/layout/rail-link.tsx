import { Icon, type IconName } from '../icons.tsx'
import { type KeyName, keyed } from '../keys.ts'
import type { Reader } from '../reader.ts'
import { countInWords } from '../shown.ts'

type RailLinkProps = {
  reader: Reader
  href: string
  on: boolean
  words: string
  count?: number
  /** There are more than were counted. */
  isMore?: boolean | undefined
  hot?: boolean
  icon?: IconName
  /** Why nothing comes here any more. */
  fate?: string | undefined
  keys?: KeyName | undefined
}

/** A way to a list or a page, with how much waits there. */
export function RailLink({ reader, href, on, words, count, isMore, hot, icon, fate, keys }: RailLinkProps) {
  return (
    <a
      href={href}
      class={[on && 'on', fate && 'retired'].filter(Boolean).join(' ') || undefined}
      aria-current={on ? 'page' : undefined}
      {...(keys && keyed(reader, keys))}
    >
      {icon && <Icon name={icon} />}
      <span>
        {words}
        {fate && <small>{fate}</small>}
      </span>
      {count !== undefined && (count > 0 || !icon) && (
        <b class={hot ? 'hot' : undefined}>{isMore ? `${count}+` : countInWords(count)}</b>
      )}
    </a>
  )
}
