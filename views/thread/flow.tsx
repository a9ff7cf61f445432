import { CommentForm } from '../comment/comment-form.tsx'
import { CommentNote, type CommentView } from '../comment/comment-note.tsx'
import { MessageCard, type MessageView } from '../message/message-card.tsx'
import { listOf, threadUrl } from '../shown.ts'
import { FoldedMails } from './folded-mails.tsx'
import type { ThreadPageProps } from './thread-page.tsx'

/** Mail with the notes at it, in the reader's order; notes on the thread stand between by their time. */
export function Flow(props: ThreadPageProps) {
  const { reader, messages, comments } = props
  return (
    <section class="mails" aria-label={reader.t('thread.flow')}>
      {reader.newestFirst ? <ToNewest {...props} /> : <ToEarlier {...props} />}
      {inOrder(messages, comments, reader.newestFirst).map((entry) =>
        'message' in entry ? <Pair {...props} {...entry} /> : <Note {...props} comment={entry.comment} />,
      )}
      {reader.newestFirst ? <ToEarlier {...props} /> : <ToNewest {...props} />}
    </section>
  )
}

/** A long thread is shown in parts, each with its own address. */
function ToEarlier({ reader, place, thread, folded, earlier, wholeLimit }: ThreadPageProps) {
  if (earlier.message === null && earlier.note === null) return null
  const ways = (
    <nav class="more">
      {earlier.note !== null && (
        <a class="button" href={threadUrl(thread.id, { ...place, notes: earlier.note })}>
          {reader.t('thread.earlier_notes')}
        </a>
      )}
      {earlier.message !== null && (
        <a
          class="button"
          href={threadUrl(thread.id, { ...listOf(place), earlier: earlier.message, whole: place.whole })}
        >
          {reader.t('thread.earlier')}
        </a>
      )}
      {earlier.message !== null && !place.whole && (
        <a class="button" href={threadUrl(thread.id, { ...listOf(place), whole: true })}>
          {reader.t('thread.whole', { count: Math.min(thread.messageCount, wholeLimit) })}
        </a>
      )}
    </nav>
  )
  const lines = <FoldedMails reader={reader} place={place} threadId={thread.id} folded={folded} />
  return reader.newestFirst ? [lines, ways] : [ways, lines]
}

function ToNewest({ reader, place, thread }: ThreadPageProps) {
  if (!place.earlier && !place.notes && !place.whole) return null
  return (
    <nav class="more">
      <a class="button" href={threadUrl(thread.id, listOf(place))}>
        {reader.t('thread.newest')}
      </a>
    </nav>
  )
}

type Entry = { message: MessageView; notes: readonly CommentView[] } | { comment: CommentView }

function inOrder(
  messages: readonly MessageView[],
  comments: readonly CommentView[],
  newestFirst: boolean,
): Entry[] {
  const shown = new Set(messages.map((m) => m.id))
  const entries: { at: number; entry: Entry }[] = messages.map((message) => ({
    at: message.at,
    entry: { message, notes: comments.filter((c) => c.messageId === message.id) },
  }))
  for (const comment of comments) {
    // A note whose message was split away stays with the thread.
    if (comment.messageId === null || !shown.has(comment.messageId))
      entries.push({ at: comment.at, entry: { comment } })
  }
  // Turned round as a whole: what came in one instant keeps its order from the other end too.
  const oldestFirst = entries.sort((a, b) => a.at - b.at).map(({ entry }) => entry)
  return newestFirst ? oldestFirst.toReversed() : oldestFirst
}

type PairProps = ThreadPageProps & { message: MessageView; notes: readonly CommentView[] }

function Pair(props: PairProps) {
  const { reader, place, thread, message, notes, mayWork, commentAttempt, reply, keeping } = props
  const within = { reader, place, threadId: thread.id }
  return (
    <div class={notes.length > 0 ? 'pair noted' : 'pair'}>
      <MessageCard
        {...within}
        threadSubject={thread.subject}
        message={message}
        mayReply={mayWork && reply.state !== 'refused'}
      />
      <div class="notes">
        <Notes {...within} notes={notes} />
        {mayWork && (
          <CommentForm {...within} messageId={message.id} attempt={commentAttempt} keeping={keeping} />
        )}
      </div>
    </div>
  )
}

const notesInSight = 4

function Notes({
  notes,
  ...within
}: Pick<ThreadPageProps, 'reader' | 'place'> & { threadId: number; notes: readonly CommentView[] }) {
  const earlier = notes.length > notesInSight ? notes.slice(0, -notesInSight) : []
  return (
    <>
      {earlier.length > 0 && (
        <details class="earlier-notes" open={earlier.some((c) => c.editing !== null)}>
          <summary>{within.reader.t('comment.earlier_many', { count: earlier.length })}</summary>
          {earlier.map((comment) => (
            <CommentNote {...within} comment={comment} />
          ))}
        </details>
      )}
      {notes.slice(earlier.length).map((comment) => (
        <CommentNote {...within} comment={comment} />
      ))}
    </>
  )
}

function Note({ reader, place, thread, comment }: ThreadPageProps & { comment: CommentView }) {
  return (
    <div class="thread-note">
      <CommentNote reader={reader} place={place} threadId={thread.id} comment={comment} />
    </div>
  )
}
