import type { ShellFrame } from '../layout.tsx'
import { Empty, When } from '../parts.tsx'
import { AdminFrame } from './admin-frame.tsx'

export type EventsPageProps = {
  frame: ShellFrame
  /** Newest first; `at` in UTC ms, `actor` null when hoshin did it. */
  events: readonly { at: number; actor: string | null; words: string }[]
  /** The next page's address; null at the end. */
  next: string | null
}

/** Who did what to people, rights and mailboxes. */
export function EventsPage({ frame, events, next }: EventsPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={t('admin.events')} lead={t('audit.lead')} on="events">
      {events.length === 0 && <Empty title={t('audit.empty')} />}
      <ol class="rows record">
        {events.map(({ at, actor, words }) => (
          <li>
            <When reader={reader} at={at} as="clock" />
            <div class="row-words">
              <b>{actor ?? 'hoshin'}</b> {words}
            </div>
          </li>
        ))}
      </ol>
      {next && (
        <nav class="more">
          <a href={next}>{t('audit.more')}</a>
        </nav>
      )}
    </AdminFrame>
  )
}
