import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'
import type { ReplyState } from './thread-page.tsx'

type Props = {
  reader: Reader
  place: Place
  threadId: number
  reply: Exclude<ReplyState, { state: 'open' | 'asks' | 'occupied' }>
  mayWork: boolean
  /** The tools beside it: comment, department. */
  children?: Child
  /** The way to escalate: whoever sees a thread may. */
  raise?: Child
}

/** What can be done here, always in sight: reply (or why not), comment, ask a department. */
export function ReplyBar({ reader, place, threadId, reply, mayWork, children, raise }: Props) {
  const { t } = reader
  return (
    <div class="reply-bar">
      {!mayWork && (
        <p class="only-read">
          <Icon name="lock" />
          {t('thread.read_only')}
        </p>
      )}
      {mayWork && reply.state === 'refused' && (
        <p class="refused">
          <Icon name="seal" />
          {reply.why}
        </p>
      )}
      {mayWork && reply.state === 'folded' && (
        <a class="button act write" href={threadUrl(threadId, place, '/reply')} {...keyed(reader, 'reply')}>
          <Icon name="reply" />
          {t(words(reply))}
          <small>{reply.to}</small>
        </a>
      )}
      {mayWork && children}
      {raise}
    </div>
  )
}

function words({ hasDraft, needsYes }: Extract<Props['reply'], { state: 'folded' }>) {
  if (!needsYes) return hasDraft ? 'reply.resume' : 'reply.write'
  return hasDraft ? 'reply.resume_for_yes' : 'reply.write_for_yes'
}
