import { When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Address, addressName, listOf, type Place, threadUrl } from '../shown.ts'

/** A mail of a long thread in one line; its page is fetched when somebody opens it. */
export type FoldedMail = {
  id: number
  at: number
  direction: 'inbound' | 'outbound' | 'internal'
  from: Address
  excerpt: string
}

type Props = {
  reader: Reader
  place: Place
  threadId: number
  /** Oldest first; the reader's own order is made here. */
  folded: readonly FoldedMail[]
}

export function FoldedMails({ reader, place, threadId, folded }: Props) {
  if (folded.length === 0) return null
  return (
    <ol class="folded-mails" aria-label={reader.t('thread.folded')}>
      {(reader.newestFirst ? folded.toReversed() : folded).map((mail) => (
        <li class={mail.direction}>
          <a href={`${threadUrl(threadId, { ...listOf(place), earlier: mail.id })}#message-${mail.id}`}>
            <When reader={reader} at={mail.at} as="clock" />
            <b>{addressName(mail.from)}</b>
            <span>{mail.excerpt}</span>
          </a>
        </li>
      ))}
    </ol>
  )
}
