import type { ShellFrame } from '../layout.tsx'
import { Shell } from '../layout.tsx'
import { SidePanel, type SidePanelProps } from './side-panel.tsx'
import { NoThread, ThreadList, type ThreadListProps } from './thread-list.tsx'
import { ThreadPage, type ThreadPageProps } from './thread-page.tsx'

/** GET /inbox: the list alone. */
export function InboxPage({ frame, list }: { frame: ShellFrame; list: ThreadListProps }) {
  return (
    <Shell {...frame} view="list" title={list.title}>
      <ThreadList {...list} />
      <NoThread reader={frame.reader} />
    </Shell>
  )
}

type BesideListProps = {
  frame: ShellFrame
  list: ThreadListProps
  thread: ThreadPageProps
  side: SidePanelProps
}

/** GET /threads/ID: the thread beside its list. */
export function ThreadBesideList({ frame, list, thread, side }: BesideListProps) {
  return (
    <Shell {...frame} view="thread" title={thread.thread.subject || frame.reader.t('list.no_subject')}>
      <ThreadList {...list} />
      <ThreadPage {...thread} />
      <SidePanel {...side} />
    </Shell>
  )
}
