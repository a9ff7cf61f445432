import { Button } from '../parts.tsx'
import { threadUrl } from '../shown.ts'
import type { ComposerProps } from './composer.tsx'

/** Says what each will do. Whoever may not send keeps what they wrote, for those who may. */
export function SendButtons(props: ComposerProps) {
  const { reader, place, threadId, threadStatus, waiting, changed } = props
  const { t } = reader
  if (props.senders !== null) {
    return (
      <span class="send">
        <Button tone="act" formAction={threadUrl(threadId, place, '/draft')} icon="draft">
          {t('reply.save_proposal')}
        </Button>
      </span>
    )
  }
  const keep = waiting || threadStatus === 'awaiting_dept' ? 'awaiting_dept' : 'in_progress'
  const words = changed
    ? t('reply.confirm_send_keep', { status: t(`status.${keep}`) })
    : t(`reply.send_${keep}`)
  if (waiting) {
    return (
      <span class="send">
        <Button tone="act" name="after" value={keep} icon="send">
          {words}
        </Button>
      </span>
    )
  }
  return (
    <span class="send">
      <Button name="after" value={keep}>
        {words}
      </Button>
      <Button tone="act" name="after" value="done" icon="send">
        {t(changed ? 'reply.confirm_send' : 'reply.send_done')}
      </Button>
    </span>
  )
}
