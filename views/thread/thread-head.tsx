import { choiceWords } from '../absence/away.ts'
import { Icon } from '../icons.tsx'
import { keyed, keysOf } from '../keys.ts'
import { ThreadLabels, type ThreadLabelsProps } from '../label/thread-labels.tsx'
import { Face } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { LockMark } from '../restriction/lock-mark.tsx'
import { inboxUrl, type Person, type Place, type Status, statuses, threadUrl } from '../shown.ts'
import { type Due, DueChip } from '../target/due-chip.tsx'

/** What the head of a thread tells. Instants in UTC ms. */
export type ThreadFacts = {
  id: number
  subject: string
  status: Status
  mailbox: string
  assignee: Person | null
  receivedAt: number
  messageCount: number
  commentCount: number
  /** The customer wrote while it was in work. */
  customerWrote: boolean
  /** What it is due by first; null where nothing is. */
  due: Due | null
}

type Props = {
  reader: Reader
  place: Place
  thread: ThreadFacts
  /** Whom it may be given to. */
  people: readonly Person[]
  viewerId: number
  labels: ThreadLabelsProps
  mayWork: boolean
  /** Only certain people see it. */
  restricted: boolean
  /** The way on through the list; null at its end. */
  next: NextThread | null
  previous: NextThread | null
}

export type NextThread = { id: number; subject: string; place: Place }

export function ThreadHead(props: Props) {
  const { reader, place, thread, next, previous } = props
  const { t } = reader
  return (
    <header class="head">
      <nav class="ways" aria-label={t('thread.ways')}>
        <a class="to-list" href={inboxUrl(place)} {...keyed(reader, 'to_list')}>
          <Icon name="back" />
          <span>{t('thread.to_list')}</span>
        </a>
        {previous && (
          <a
            class="previous"
            href={threadUrl(previous.id, previous.place)}
            {...keyed(reader, 'previous', previous.subject || t('list.no_subject'))}
          >
            <Icon name="back" />
            <span>{t('thread.previous')}</span>
          </a>
        )}
        {next && (
          <a
            class={thread.status === 'done' ? 'next button' : 'next'}
            href={threadUrl(next.id, next.place)}
            {...keyed(reader, 'next', next.subject || t('list.no_subject'))}
          >
            <span>{t('thread.next')}</span>
            <Icon name="next" />
          </a>
        )}
      </nav>
      <h1>
        {props.restricted && <LockMark reader={reader} />}
        {thread.subject || t('list.no_subject')}
      </h1>
      <div class="head-tools">
        <StatusForm {...props} />
        <AssigneeForm {...props} />
        <div class="facts">
          {thread.due && <DueChip reader={reader} due={thread.due} />}
          {thread.customerWrote && <span class="chip chip-ai">{t('mark.customer_wrote')}</span>}
          <span>{thread.mailbox}</span>
          <span>{t('thread.received', { time: dayAndTime(reader, thread.receivedAt) })}</span>
          <span>{t('thread.messages', { count: thread.messageCount })}</span>
          {thread.commentCount > 0 && <span>{t('thread.comments', { count: thread.commentCount })}</span>}
          {thread.messageCount > 1 && <OrderForm reader={reader} place={place} thread={thread} />}
          <button type="button" class="to-side" popovertarget="side">
            <Icon name="user" /> {t('side.title')}
          </button>
        </div>
      </div>
      <ThreadLabels
        {...props.labels}
        reader={reader}
        place={place}
        threadId={thread.id}
        mayWork={props.mayWork}
      />
    </header>
  )
}

/** Newest or oldest first: the reader's own choice, for every thread. */
function OrderForm({ reader, place, thread }: Pick<Props, 'reader' | 'place' | 'thread'>) {
  const { t, newestFirst } = reader
  return (
    <form method="post" action="/settings/order" class="order-form">
      <input type="hidden" name="next" value={threadUrl(thread.id, place)} />
      <button
        type="submit"
        name="order"
        value={newestFirst ? 'oldest' : 'newest'}
        title={t('thread.order_turn')}
      >
        <Icon name="order" />
        {t(newestFirst ? 'thread.order_newest' : 'thread.order_oldest')}
      </button>
    </form>
  )
}

function StatusForm({ reader, place, thread, mayWork }: Props) {
  const { t } = reader
  if (!mayWork) {
    return (
      <span class="seg still">
        <span class={`on st-${thread.status}`}>{t(`status.${thread.status}`)}</span>
      </span>
    )
  }
  return (
    <form
      class="seg"
      method="post"
      action={threadUrl(thread.id, place, '/status')}
      aria-label={t('thread.status')}
      data-key={keysOf('status')}
      data-choices=""
    >
      {statuses.map((status) => {
        const on = thread.status === status
        return (
          <button
            type="submit"
            name="status"
            value={status}
            class={on ? `on st-${status}` : `st-${status}`}
            aria-pressed={on ? 'true' : 'false'}
            {...(status === 'done' && !on ? keyed(reader, 'done') : {})}
          >
            {t(`status.${status}`)}
          </button>
        )
      })}
    </form>
  )
}

function AssigneeForm({ reader, place, thread, people, viewerId, mayWork }: Props) {
  const { t } = reader
  const action = threadUrl(thread.id, place, '/assignee')
  const { assignee } = thread
  if (!mayWork) {
    return (
      <span class="assignee">
        {assignee && <Face name={assignee.name} />}
        {assignee?.name ?? t('common.nobody')}
      </span>
    )
  }
  const choices = assignee && !people.some((p) => p.id === assignee.id) ? [assignee, ...people] : people
  return (
    <>
      <form class="assignee" method="post" action={action} data-send-on-change="">
        {assignee && <Face name={assignee.name} />}
        <label class="away" for="assignee">
          {t('thread.assignee')}
        </label>
        <select id="assignee" name="assignee" {...keyed(reader, 'assign')}>
          <option value="" selected={assignee === null}>
            {t('common.nobody')}
          </option>
          {choices.map((person) => (
            <option value={person.id} selected={person.id === assignee?.id} data-reading={person.reading}>
              {choiceWords(reader, { ...person, title: '' })}
            </option>
          ))}
        </select>
        <button type="submit" class="button no-script">
          {t('thread.assign')}
        </button>
      </form>
      {assignee?.id !== viewerId && people.some((p) => p.id === viewerId) && (
        <form method="post" action={action} hidden={assignee !== null}>
          <input type="hidden" name="assignee" value={viewerId} />
          <button type="submit" class="button take" {...keyed(reader, 'take')}>
            {t('thread.take')}
          </button>
        </form>
      )}
    </>
  )
}
