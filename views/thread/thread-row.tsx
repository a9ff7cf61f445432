import { LabelChips, type LabelView } from '../label/label-chip.tsx'
import { Face, StatusMark, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { LockMark } from '../restriction/lock-mark.tsx'
import { type Person, type Place, type Status, threadUrl } from '../shown.ts'
import { type Mark, MarkChip } from './marks.tsx'

export type ThreadRowProps = {
  id: number
  status: Status
  /** Who wrote last, as a list names them. */
  from: string
  subject: string
  /** First words of the last message. */
  excerpt: string
  /** When something last came or went, UTC ms. */
  at: number
  /** Something in it that the viewer has not seen. */
  unread: boolean
  assignee: Person | null
  /** The customer's first, then the thread's. */
  labels: readonly LabelView[]
  /** Only certain people see it. */
  restricted: boolean
  marks: readonly Mark[]
  /** Its place in the list, from which the way goes on once it was opened. */
  cursor?: string | undefined
}

type Props = { reader: Reader; place: Place; row: ThreadRowProps; open: boolean; mayPick: boolean }

export function ThreadRow({ reader, place, row, open, mayPick }: Props) {
  const { t } = reader
  const subject = row.subject || t('list.no_subject')
  // Labels stand behind what needs somebody, and before what is only good to know.
  const calm = row.marks.findIndex(({ kind }) => kind === 'attachments' || kind === 'comments')
  const pressing = calm === -1 ? row.marks : row.marks.slice(0, calm)
  return (
    <li
      id={`row-${row.id}`}
      class={`row${open ? ' on' : ''}${row.unread ? ' unread' : ''}`}
      data-thread={row.id}
    >
      {mayPick ? (
        <label class="pick" title={t('list.select', { subject })}>
          <StatusMark reader={reader} status={row.status} />
          <input
            type="checkbox"
            name="ids"
            value={row.id}
            form="bulk"
            aria-label={t('list.select', { subject })}
          />
        </label>
      ) : (
        <span class="pick">
          <StatusMark reader={reader} status={row.status} />
        </span>
      )}
      <span class="who">{row.from}</span>
      <When reader={reader} at={row.at} />
      <a
        class="subj"
        href={threadUrl(row.id, { ...place, at: row.cursor })}
        aria-current={open ? 'true' : undefined}
      >
        {row.unread && <span class="away">{t('list.unread')} </span>}
        {row.restricted && <LockMark reader={reader} />}
        {subject}
      </a>
      <span class="snip">{row.excerpt}</span>
      <span class="marks">
        {row.assignee && <Face name={row.assignee.name} />}
        {pressing.map((mark) => (
          <MarkChip reader={reader} mark={mark} />
        ))}
        <LabelChips reader={reader} labels={row.labels} />
        {row.marks.slice(pressing.length).map((mark) => (
          <MarkChip reader={reader} mark={mark} />
        ))}
      </span>
    </li>
  )
}
