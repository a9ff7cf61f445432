import { Icon } from '../icons.tsx'
import { escalateUrl } from '../message/message-menu.tsx'
import { Button, Mentioning, When } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Person, type Place, placeQuery, threadUrl } from '../shown.ts'

/** Running text, or a name that was called. */
export type CommentPiece = { text: string } | { mention: string; you: boolean }

/** What became of telling one mentioned person. */
export type Delivery = {
  to: string
  state: 'none' | 'queued' | 'sending' | 'sent' | 'failed' | 'read' | 'no_access' | 'unknown'
  /** When it was sent or read, UTC ms. */
  at: number | null
  /** Failed: the server's words. */
  said: string | null
  /** No access: where a person with the right may grant it; null for everybody else. */
  grantUrl: string | null
}

export type CommentView = {
  id: number
  /** Null for a comment on the thread as a whole. */
  messageId: number | null
  author: Person
  at: number
  pieces: readonly CommentPiece[]
  editedAt: number | null
  /** Came as an answer to a notification. */
  byMail?: boolean
  /** What it said before, newest first; `until` is when it was replaced. */
  earlier: readonly { until: number; body: string }[]
  deliveries: readonly Delivery[]
  mayEdit: boolean
  /** It calls a supervisor by name: one click makes it an escalation. */
  callsSupervisor: boolean
  /** Given, the note stands open for editing (GET /comments/ID/edit, or its form with errors). */
  editing: { body: string; error: string | null } | null
}

type Props = { reader: Reader; place: Place; threadId: number; comment: CommentView }

export function CommentNote(props: Props) {
  const { reader, place, comment } = props
  const { t } = reader
  return (
    <article id={`comment-${comment.id}`} class="note">
      <header>
        <b>{comment.author.name}</b>
        {comment.byMail && <span class="chip">{reader.t('by_mail.mark')}</span>}
        <When reader={reader} at={comment.at} as="clock" />
        {comment.mayEdit && !comment.editing && (
          <a class="edit" href={`/comments/${comment.id}/edit${placeQuery(place)}`} title={t('comment.edit')}>
            <Icon name="edit" />
            <span class="away">{t('comment.edit')}</span>
          </a>
        )}
      </header>
      {comment.editing ? <EditForm {...props} editing={comment.editing} /> : <Words comment={comment} />}
      {comment.deliveries.map((delivery) => (
        <DeliveryLine reader={reader} delivery={delivery} />
      ))}
      {comment.callsSupervisor && !comment.editing && (
        <a class="escalate" href={escalateUrl(props.threadId, place, 'comment', comment.id)}>
          <Icon name="raise" />
          {t('escalation.raise')}
        </a>
      )}
      <Earlier {...props} />
    </article>
  )
}

function Words({ comment }: { comment: CommentView }) {
  return (
    <p class="note-text">
      {comment.pieces.map((piece) =>
        'mention' in piece ? <span class={piece.you ? 'at you' : 'at'}>@{piece.mention}</span> : piece.text,
      )}
    </p>
  )
}

function DeliveryLine({ reader, delivery }: { reader: Reader; delivery: Delivery }) {
  const time = delivery.at === null ? '' : dayAndTime(reader, delivery.at)
  const words = reader.t(`comment.${delivery.state}`, { to: delivery.to, time })
  const bad = ['failed', 'no_access', 'unknown'].includes(delivery.state)
  return (
    <p class={bad ? 'delivery bad' : 'delivery'} title={delivery.said ?? undefined}>
      <Icon
        name={
          bad ? 'warning' : delivery.state === 'read' ? 'check' : delivery.state === 'none' ? 'bell' : 'mail'
        }
      />
      <span>
        {words.trim()}
        {delivery.said && bad && <small>{delivery.said}</small>}
        {delivery.grantUrl && <a href={delivery.grantUrl}>{reader.t('comment.grant')}</a>}
      </span>
    </p>
  )
}

function Earlier({ reader, comment }: Props) {
  if (comment.editedAt === null) return null
  return (
    <details class="earlier">
      <summary>{reader.t('comment.edited', { time: dayAndTime(reader, comment.editedAt) })}</summary>
      {comment.earlier.map(({ until, body }) => (
        <p>
          <small>{reader.t('comment.earlier_at', { time: dayAndTime(reader, until) })}</small>
          {body}
        </p>
      ))}
    </details>
  )
}

function EditForm({
  reader,
  place,
  threadId,
  comment,
  editing,
}: Props & { editing: { body: string; error: string | null } }) {
  const { t } = reader
  return (
    <form method="post" action={`/comments/${comment.id}${placeQuery(place)}`} class="note-form">
      <Mentioning thread={threadId}>
        <textarea
          name="body"
          rows={3}
          required
          aria-label={t('comment.body')}
          aria-invalid={editing.error ? 'true' : undefined}
        >
          {editing.body}
        </textarea>
      </Mentioning>
      {editing.error && <p class="error">{editing.error}</p>}
      <div class="acts">
        <a class="button quiet" href={`${threadUrl(threadId, place)}#comment-${comment.id}`}>
          {t('common.cancel')}
        </a>
        <Button tone="act">{t('common.save')}</Button>
      </div>
    </form>
  )
}
