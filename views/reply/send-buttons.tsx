import { Button } from '../parts.tsx'
import { threadUrl } from '../shown.ts'
import type { ComposerProps } from './composer.tsx'

/** Says what each will do. What needs a yes is asked for, and goes out with it. */
export function SendButtons(props: ComposerProps) {
  const { reader, threadStatus, waiting, changed } = props
  const { t } = reader
  const keep = waiting || threadStatus === 'awaiting_dept' ? 'awaiting_dept' : 'in_progress'
  if (props.ask !== null) return <AskButtons {...props} keep={keep} />
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

/** The thread becomes what is chosen here once the reply is approved. */
function AskButtons({ reader, place, threadId, waiting, keep }: ComposerProps & { keep: string }) {
  const { t } = reader
  const ask = threadUrl(threadId, place, '/approvals')
  return (
    <span class="send">
      {!waiting && (
        <Button name="after" value={keep} formAction={ask}>
          {t('approval.ask_keep', {
            status: t(keep === 'awaiting_dept' ? 'status.awaiting_dept' : 'status.in_progress'),
          })}
        </Button>
      )}
      <Button tone="act" name="after" value={waiting ? keep : 'done'} formAction={ask} icon="seal">
        {t('approval.ask')}
      </Button>
    </span>
  )
}
