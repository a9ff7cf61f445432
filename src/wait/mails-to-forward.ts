import type { MessageView } from '../../views/message/message-card.tsx'
import { addressName } from '../../views/shown.ts'
import type { WaitFormProps } from '../../views/wait/waits.tsx'
import { maySend, type Viewer } from '../access/viewer.ts'
import type { Thread } from '../thread/thread.store.ts'
import { FORWARDED_LIMIT } from './mail-question.ts'

const EXCERPT = 60

/** The thread's mails that may go to somebody who is asked: what stands among ourselves never does. */
export function mailsToForward(
  viewer: Viewer,
  thread: Thread,
  messages: readonly MessageView[],
): NonNullable<WaitFormProps['mails']> {
  if (!maySend(viewer, thread.mailbox_id)) return []
  return messages
    .filter(({ direction, kind }) => direction !== 'internal' && kind === 'mail')
    .toSorted((a, b) => b.at - a.at || b.id - a.id)
    .slice(0, FORWARDED_LIMIT)
    .map(({ id, from, at, direction, body }) => ({
      id,
      from: addressName(from),
      at,
      inbound: direction === 'inbound',
      excerpt: [...(body.segments.find(({ quoted }) => !quoted)?.text ?? '').replace(/\s+/g, ' ').trim()]
        .slice(0, EXCERPT)
        .join(''),
    }))
}
