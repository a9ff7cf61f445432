import { Icon } from '../icons.tsx'
import { type RailLabel, RailLabels } from '../label/rail-labels.tsx'
import { Face } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type RailSearch, RailSearches } from '../search/rail-searches.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { inboxUrl, type Place } from '../shown.ts'
import type { Banner } from './banners.tsx'
import { Connections, Imports } from './connections.tsx'
import type { LeavingReply } from './flash.tsx'
import { RailLink } from './rail-link.tsx'
import { RailSection } from './rail-section.tsx'
import { goTo, worklists } from './worklists.ts'

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

/** How much waits where. `broken` and `failed` show only when given and not 0. */
export type WorkCounts = {
  mine: number
  /** Unread mentions. */
  mentions: number
  decision: number
  /** Where a decision is awaited, where nobody has accepted it yet, and what this person is to decide. */
  escalated?: number
  acceptance?: number
  my_decision?: number
  unassigned: number
  overdue?: number
  due_soon?: number
  broken?: number
  failed?: number
  drafts: number
  outbox: number
  /** Replies that wait for this person's yes. */
  approvals?: number
  /** Unread notifications. */
  notifications: number
}

export type RailProps = {
  reader: Reader
  /** The list that is open, or the page beside the lists. */
  place: Place
  page?:
    | 'desk'
    | 'record'
    | 'notifications'
    | 'customers'
    | 'outbox'
    | 'approvals'
    | 'search'
    | 'settings'
    | 'admin'
    | undefined
  viewer: { name: string; title: string; isAdmin: boolean }
  /** Decides in some mailbox, and so has a desk. */
  supervises?: boolean
  mailboxes: readonly Mailbox[]
  labels: readonly RailLabel[]
  searches?: readonly RailSearch[]
  /** The saved search that is shown. */
  saved?: number | undefined
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
      <RailSection reader={reader} name="mailboxes" title={t('shell.mailboxes')}>
        <RailLink
          href={inboxUrl({ status: 'new' })}
          on={
            !page &&
            place.mailbox === undefined &&
            place.label === undefined &&
            place.q === undefined &&
            !place.list
          }
          words={t('list.all')}
          count={mailboxes.reduce((sum, mailbox) => sum + mailbox.open, 0)}
          keys="go_inbox"
          reader={reader}
        />
        {mailboxes.map((mailbox) => (
          <RailLink
            href={inboxUrl({ mailbox: mailbox.id, status: mailbox.retired ? undefined : 'new' })}
            on={!page && place.mailbox === mailbox.id && !place.list}
            words={mailbox.name}
            count={mailbox.open}
            fate={mailbox.retired ? t('shell.retired') : undefined}
            reader={reader}
          />
        ))}
      </RailSection>
      <RailSection reader={reader} name="work" title={t('shell.my_work')}>
        {props.supervises && (
          <RailLink
            href="/desk"
            on={page === 'desk'}
            words={t('desk.title')}
            count={counts.my_decision ?? 0}
            hot={Boolean(counts.my_decision)}
            reader={reader}
          />
        )}
        {worklists(counts).map(({ list, count, hot }) => (
          <RailLink
            href={inboxUrl({ list })}
            on={!page && place.list === list}
            words={t(`list.${list}`)}
            count={count}
            hot={hot}
            keys={goTo[list]}
            reader={reader}
          />
        ))}
        <RailLink
          href="/internal-threads/new"
          on={false}
          words={t('internal.title')}
          icon="plus"
          reader={reader}
        />
        <RailLink href="/escalations" on={page === 'record'} words={t('record.rail')} reader={reader} />
        <RailLink
          href="/customers"
          on={page === 'customers'}
          words={t('customer.customers')}
          reader={reader}
        />
        <RailLink
          href="/approvals"
          on={page === 'approvals'}
          words={t('approval.rail')}
          count={counts.approvals ?? 0}
          hot={Boolean(counts.approvals)}
          keys="go_approvals"
          reader={reader}
        />
        <RailLink
          href="/outbox"
          on={page === 'outbox'}
          words={t('shell.outbox')}
          count={counts.outbox}
          keys="go_outbox"
          reader={reader}
        />
      </RailSection>
      <RailSearches reader={reader} on={props.saved} searches={props.searches ?? []} />
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
            keys="go_notifications"
            reader={reader}
          />
          <RailLink
            href="/settings"
            on={page === 'settings'}
            icon="settings"
            words={t('shell.settings')}
            reader={reader}
          />
          <a href="/keys" data-show-keys="" title={reader.keys ? '?' : undefined}>
            <Icon name="keyboard" />
            <span>{t('keys.title')}</span>
          </a>
          {viewer.isAdmin && (
            <RailLink
              href="/admin"
              on={page === 'admin'}
              icon="admin"
              words={t('shell.admin')}
              reader={reader}
            />
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
