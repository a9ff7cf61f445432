import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { Button, Mentioning } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'
import { Keeping, type KeptView } from '../writing/keeping.tsx'

/** A comment that was refused: where it was being written, what was typed, and why. */
export type CommentAttempt = { messageId: number | null; body: string; error: string }

type Props = {
  reader: Reader
  place: Place
  threadId: number
  /** Null: a note on the thread as a whole. */
  messageId: number | null
  attempt: CommentAttempt | null
  /** What the writer has typed and not sent, by form */
  keeping: ReadonlyMap<string, KeptView>
}

/** A blank sticky note: at a message it waits folded beside it, for the thread it is one of the tools. */
export function CommentForm({ reader, place, threadId, messageId, attempt, keeping }: Props) {
  const { t } = reader
  const mine = attempt && attempt.messageId === messageId ? attempt : null
  const id = messageId === null ? 'comment-new' : `comment-at-${messageId}`
  const form = messageId === null ? 'comment' : id
  const kept = keeping.get(form) ?? null
  return (
    <details
      class={messageId === null ? 'tool' : 'note-add'}
      name={messageId === null ? 'tools' : undefined}
      id={id}
      open={mine !== null || kept !== null}
    >
      <summary
        class={messageId === null ? 'button' : undefined}
        {...(messageId === null ? keyed(reader, 'comment') : { title: t('comment.at_message') })}
      >
        <Icon name={messageId === null ? 'note' : 'plus'} />
        {t('comment.add')}
      </summary>
      <form
        method="post"
        action={threadUrl(threadId, place, '/comments')}
        class="note note-form"
        data-keep={threadUrl(threadId, {}, `/kept-words/${form}`)}
      >
        {messageId !== null && <input type="hidden" name="message" value={messageId} />}
        <label for={`${id}-body`}>{t('comment.body')}</label>
        <Mentioning thread={threadId}>
          <textarea
            id={`${id}-body`}
            name="body"
            rows={3}
            required
            aria-invalid={mine ? 'true' : undefined}
            aria-describedby={`${id}-hint`}
          >
            {mine?.body ?? kept?.fields.body ?? ''}
          </textarea>
        </Mentioning>
        {mine && <p class="error">{mine.error}</p>}
        <small class="hint" id={`${id}-hint`}>
          {t('comment.hint')}
        </small>
        <div class="acts">
          <Button tone="act">{t('comment.post')}</Button>
          <Keeping reader={reader} kept={kept} />
        </div>
      </form>
    </details>
  )
}
