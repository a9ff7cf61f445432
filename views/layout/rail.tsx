import { Icon, type IconName } from '../icons.tsx'
import { type RailLabel, RailLabels } from '../label/rail-labels.tsx'
import { Face } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { SearchBox } from '../search/search-box.tsx'
import { countInWords, inboxUrl, type ListName, type Place } from '../shown.ts'
import type { Banner } from './banners.tsx'
import type { LeavingReply } from './flash.tsx'

/** A retired one has left the configuration: its threads are there to be read. */
export type Mailbox = { id: number; name: string; open: number; retired: boolean }

/** The state of one mailbox's ways in and out, the worst first. Instants in UTC ms. */
export type Connection = {
  mailbox: string
  way: 'imap' | 'smtp'
  state: 'connecting' | 'connected' | 'waiting' | 'failed'
  lastMailAt: number | null
  error: string | null
  nextTryAt: number | null
}

export type ImportProgress = { mailbox: string; done: number; total: number }

/** How much waits where. `overdue`, `broken` and `failed` show only when given and not 0. */
export type WorkCounts = {
  mine: number
  /** Unread mentions. */
  mentions: number
  decision: number
  unassigned: number
  overdue?: number
  due_soon?: number
  broken?: number
  failed?: number
  drafts: number
  outbox: number
  /** Unread notifications. */
  notifications: number
}

export type RailProps = {
  reader: Reader
  /** The list that is open, or the page beside the lists. */
  place: Place
  page?: 'notifications' | 'customers' | 'outbox' | 'search' | 'settings' | 'admin' | undefined
  viewer: { name: string; title: string; isAdmin: boolean }
  mailboxes: readonly Mailbox[]
  labels: readonly RailLabel[]
  counts: WorkCounts
  connections: readonly Connection[]
  imports: readonly ImportProgress[]
  /** What stands above every page. */
  banners?: readonly Banner[]
  /** The viewer's replies in their pause, and the last change that can be taken back. */
  leaving?: readonly LeavingReply[]
  undoable?: { action: string; at: number } | null
}

export function Rail(props: RailProps) {
  const { reader, place, page, viewer, mailboxes, counts } = props
  const { t } = reader
  return (
    <nav id="rail" class="rail" popover="auto" aria-label={t('shell.navigation')}>
      <div class="rail-head">
        <a class="brand" href="/inbox">
          hoshin <i>方針</i>
        </a>
        <button type="button" class="rail-close" popovertarget="rail" popovertargetaction="hide">
          <Icon name="close" />
          <span class="away">{t('common.close')}</span>
        </button>
      </div>
      {page !== 'search' && <SearchBox reader={reader} within="rail" />}
      <div class="nav">
        <h2>{t('shell.mailboxes')}</h2>
        {mailboxes.map((mailbox) => (
          <RailLink
            href={inboxUrl({ mailbox: mailbox.id, status: mailbox.retired ? undefined : 'new' })}
            on={!page && place.mailbox === mailbox.id && !place.list}
            words={mailbox.name}
            count={mailbox.open}
            fate={mailbox.retired ? t('shell.retired') : undefined}
          />
        ))}
      </div>
      <div class="nav">
        <h2>{t('shell.my_work')}</h2>
        {worklists(counts).map(({ list, count, hot }) => (
          <RailLink
            href={inboxUrl({ list })}
            on={!page && place.list === list}
            words={t(`list.${list}`)}
            count={count}
            hot={hot}
          />
        ))}
        <RailLink href="/customers" on={page === 'customers'} words={t('customer.customers')} />
        <RailLink href="/outbox" on={page === 'outbox'} words={t('shell.outbox')} count={counts.outbox} />
      </div>
      <RailLabels reader={reader} place={page ? null : place} labels={props.labels} />
      <div class="rail-foot">
        <Imports {...props} />
        <Connections {...props} />
        <div class="nav nav-self">
          <RailLink
            href="/notifications"
            on={page === 'notifications'}
            icon="bell"
            words={t('shell.notifications')}
            count={counts.notifications}
            hot={counts.notifications > 0}
          />
          <RailLink href="/settings" on={page === 'settings'} icon="settings" words={t('shell.settings')} />
          {viewer.isAdmin && (
            <RailLink href="/admin" on={page === 'admin'} icon="admin" words={t('shell.admin')} />
          )}
        </div>
        <div class="self">
          <Face name={viewer.name} />
          <span class="self-name">
            <b>{viewer.name}</b>
            {viewer.title && <small>{viewer.title}</small>}
          </span>
          <form method="post" action="/sessions/end" hx-boost="false">
            <button type="submit" class="leave" title={t('shell.sign_out')}>
              <Icon name="leave" />
              <span class="away">{t('shell.sign_out')}</span>
            </button>
          </form>
        </div>
      </div>
    </nav>
  )
}

type Worklist = { list: ListName; count: number; hot?: boolean }

function worklists(counts: WorkCounts): Worklist[] {
  const lists: Worklist[] = [
    { list: 'mine', count: counts.mine },
    { list: 'mentions', count: counts.mentions, hot: counts.mentions > 0 },
    { list: 'decision', count: counts.decision, hot: counts.decision > 0 },
    { list: 'unassigned', count: counts.unassigned },
  ]
  if (counts.overdue) lists.push({ list: 'overdue', count: counts.overdue, hot: true })
  if (counts.due_soon) lists.push({ list: 'due_soon', count: counts.due_soon })
  if (counts.failed) lists.push({ list: 'failed', count: counts.failed, hot: true })
  if (counts.broken) lists.push({ list: 'broken', count: counts.broken })
  lists.push({ list: 'drafts', count: counts.drafts })
  return lists
}

type RailLinkProps = {
  href: string
  on: boolean
  words: string
  count?: number
  hot?: boolean
  icon?: IconName
  /** Why nothing comes here any more. */
  fate?: string | undefined
}

function RailLink({ href, on, words, count, hot, icon, fate }: RailLinkProps) {
  return (
    <a
      href={href}
      class={[on && 'on', fate && 'retired'].filter(Boolean).join(' ') || undefined}
      aria-current={on ? 'page' : undefined}
    >
      {icon && <Icon name={icon} />}
      <span>
        {words}
        {fate && <small>{fate}</small>}
      </span>
      {count !== undefined && (count > 0 || !icon) && (
        <b class={hot ? 'hot' : undefined}>{countInWords(count)}</b>
      )}
    </a>
  )
}

function Imports({ reader, imports }: RailProps) {
  return imports.map(({ mailbox, done, total }) => (
    <div class="import">
      <span>{reader.t('shell.importing', { mailbox })}</span>
      <progress value={done} max={total} aria-label={reader.t('shell.importing', { mailbox })} />
      <small>
        {done.toLocaleString(reader.locale)} / {total.toLocaleString(reader.locale)}
      </small>
    </div>
  ))
}

function Connections({ reader, connections }: RailProps) {
  const { t } = reader
  const troubled = connections.filter((c) => c.state === 'failed')
  const last = Math.max(0, ...connections.map((c) => c.lastMailAt ?? 0))
  return (
    <div class="connections">
      {connections.length === 0 && <p class="link-off">{t('shell.no_mailbox')}</p>}
      {troubled.map((c) => (
        <p class="link-bad" title={c.error ?? undefined}>
          {t(c.way === 'imap' ? 'shell.cannot_receive' : 'shell.cannot_send', { mailbox: c.mailbox })}
          {c.nextTryAt !== null && ` · ${t('shell.next_try', { time: dayAndTime(reader, c.nextTryAt) })}`}
          {c.error && <small>{c.error}</small>}
        </p>
      ))}
      {troubled.length < connections.length && (
        <p class={connections.some((c) => c.state === 'connected') ? 'link-ok' : 'link-wait'}>
          {t(connections.some((c) => c.state === 'connected') ? 'shell.receiving' : 'shell.connecting')}
          {last > 0 && ` · ${t('shell.last', { time: dayAndTime(reader, last) })}`}
        </p>
      )}
      <p class="link-bad live-off">{t('live.offline')}</p>
    </div>
  )
}
