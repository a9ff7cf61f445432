import { Icon, type IconName } from '../icons.tsx'
import type { Reader } from '../reader.ts'
import { countInWords, inboxUrl, type Place } from '../shown.ts'
import type { WorkCounts } from './rail.tsx'

type TabBarProps = {
  reader: Reader
  place: Place
  counts: WorkCounts
  /** Whether this person decides somewhere, and whether their desk is open. */
  desk: 'none' | 'there' | 'open'
}

/** A phone's way around: the four places that are asked for most, and the whole rail behind "menu". */
export function TabBar({ reader, place, counts, desk }: TabBarProps) {
  const { t } = reader
  return (
    <nav class="tab-bar" aria-label={t('shell.shortcuts')}>
      <Tab
        href="/inbox"
        icon="inbox"
        words={t('shell.inbox')}
        on={place.mailbox !== undefined && !place.list}
      />
      <Tab
        href={inboxUrl({ list: 'mine' })}
        icon="person"
        words={t('list.mine')}
        on={place.list === 'mine'}
        count={counts.mine}
      />
      <Tab
        href={inboxUrl({ list: 'mentions' })}
        icon="at"
        words={t('list.mentions')}
        on={place.list === 'mentions'}
        count={counts.mentions}
        hot
      />
      {desk === 'none' ? (
        <Tab
          href={inboxUrl({ list: 'decision' })}
          icon="seal"
          words={t('list.decision')}
          on={place.list === 'decision'}
          count={counts.decision}
          hot
        />
      ) : (
        <Tab
          href="/desk"
          icon="seal"
          words={t('desk.tab')}
          on={desk === 'open'}
          count={counts.my_decision ?? 0}
          hot
        />
      )}
      <button type="button" popovertarget="rail">
        <Icon name="menu" />
        <span>{t('shell.menu')}</span>
      </button>
    </nav>
  )
}

type TabProps = { href: string; icon: IconName; words: string; on: boolean; count?: number; hot?: boolean }

function Tab({ href, icon, words, on, count = 0, hot }: TabProps) {
  return (
    <a href={href} class={on ? 'on' : undefined} aria-current={on ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{words}</span>
      {count > 0 && <b class={hot ? 'hot' : undefined}>{countInWords(count)}</b>}
    </a>
  )
}

/** Opens the rail where the screen has no room for it; the browser does it, with or without script. */
export function ToMenu({ reader }: { reader: Reader }) {
  return (
    <button type="button" class="to-menu" popovertarget="rail">
      <Icon name="menu" />
      <span class="away">{reader.t('shell.menu')}</span>
    </button>
  )
}
