import type { Child } from 'hono/jsx'
import { FilteredBy, LabelFilter, type LabelFilterProps } from '../label/label-filter.tsx'
import { ToMenu } from '../layout/tab-bar.tsx'
import { Empty } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { SearchBox } from '../search/search-box.tsx'
import {
  countInWords,
  inboxUrl,
  type ListName,
  type Person,
  type Place,
  type Status,
  statuses,
} from '../shown.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ThreadRow, type ThreadRowProps } from './thread-row.tsx'

export type ThreadListProps = {
  reader: Reader
  place: Place
  /** The mailbox's name or the list's. */
  title: string
  /** Threads per status, for the tabs; null where a list has none. */
  tabs: Record<Status, number> | null
  /** What is late beside them; null where it is not counted. */
  late: Record<'overdue' | 'due_soon', number> | null
  /** The label that the list is kept to, and those that it could be. */
  label: LabelFilterProps['label']
  rows: readonly ThreadRowProps[]
  /** The cursor behind the last row; null at the end. */
  next: string | null
  /** The thread that stands beside the list. */
  openId: number | null
  /** Whom a thread of this list may be given to; empty hides the bulk bar's choice. */
  people: readonly Person[]
  viewerId: number
  /** May change threads of this list; without it nothing can be ticked. */
  mayWork: boolean
}

export function ThreadList(props: ThreadListProps) {
  const { reader, place, title, tabs, rows, next, openId } = props
  const { t } = reader
  return (
    <section
      id="list"
      class="list"
      aria-label={t('list.threads')}
      tabindex={openId === null ? -1 : undefined}
    >
      <header class="list-head">
        <ToMenu reader={reader} />
        <h1>{title}</h1>
        {place.q === undefined && <LabelFilter reader={reader} place={place} label={props.label} />}
        <SearchBox reader={reader} within="list" />
      </header>
      <FilteredBy reader={reader} place={place} label={props.label} />
      {tabs && <Tabs reader={reader} place={place} tabs={tabs} late={props.late} />}
      <BulkBar {...props} />
      <div class="rows" data-scroll="list">
        <div class="pill-place">
          <button type="button" class="pill" id="new-threads" hidden></button>
        </div>
        {rows.length === 0 && <EmptyList reader={reader} place={place} />}
        <ul>
          {rows.map((row) => (
            <ThreadRow
              reader={reader}
              place={place}
              row={row}
              open={row.id === openId}
              mayPick={props.mayWork}
            />
          ))}
        </ul>
        <nav class="more">
          {place.after && <a href={inboxUrl({ ...place, after: undefined })}>{t('list.first')}</a>}
          {next && <a href={inboxUrl({ ...place, after: next })}>{t('list.more')}</a>}
        </nav>
      </div>
    </section>
  )
}

type TabsProps = {
  reader: Reader
  place: Place
  tabs: Record<Status, number>
  late: ThreadListProps['late']
}

function Tabs({ reader, place, tabs, late }: TabsProps) {
  const { t } = reader
  const here = { ...place, list: undefined, status: undefined, after: undefined }
  const lateTabs = (['overdue', 'due_soon'] as const).filter((list) => place.list === list || late?.[list])
  return (
    <div class="tab-rows">
      <nav class="tabs" aria-label={t('list.statuses')}>
        {statuses.map((status) => (
          <Tab href={inboxUrl({ ...here, status })} on={place.status === status && !place.list}>
            {t(`status.${status}`)}
            {status !== 'done' && <b>{countInWords(tabs[status])}</b>}
          </Tab>
        ))}
      </nav>
      {lateTabs.length > 0 && (
        <nav class="tabs late-tabs" aria-label={t('list.late')}>
          {lateTabs.map((list) => (
            <Tab href={inboxUrl({ ...here, list })} on={place.list === list} kind={list}>
              {t(`list.${list}`)}
              <b>{countInWords(late?.[list] ?? 0)}</b>
            </Tab>
          ))}
        </nav>
      )}
    </div>
  )
}

function Tab({ href, on, kind, children }: { href: string; on: boolean; kind?: string; children?: Child }) {
  return (
    <a
      href={href}
      class={[kind, on && 'on'].filter(Boolean).join(' ') || undefined}
      aria-current={on ? 'page' : undefined}
    >
      {children}
    </a>
  )
}

function EmptyList({ reader, place }: { reader: Reader; place: Place }) {
  if (place.q !== undefined)
    return <Empty title={reader.t('search.nothing')}>{reader.t('search.nothing_next')}</Empty>
  if (place.label !== undefined)
    return <Empty title={reader.t('label.none_here')}>{reader.t('label.none_here_next')}</Empty>
  const which: ListName | Status | 'all' = place.list ?? place.status ?? 'all'
  return <Empty title={reader.t(`empty.${which}`)}>{reader.t(`empty.${which}_next`)}</Empty>
}

/** Where a thread would stand, before one is chosen. Wide screens only. */
export function NoThread({ reader }: { reader: Reader }) {
  return (
    <main id="main" class="nothing" tabindex={-1}>
      <Empty title={reader.t('empty.choose')}>{reader.t('empty.choose_next')}</Empty>
    </main>
  )
}
