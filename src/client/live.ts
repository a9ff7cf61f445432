import { type Change, refresh } from './refresh.ts'

const channelName = 'hoshin-live'
const gatherMs = 350
/** What happens elsewhere only moves counts and rows: that may wait a little. */
const elsewhereMs = 1500
const giveUpMs = 4000

/**
 * One connection for all tabs: a browser opens six at most to one server, and each tab would hold one.
 * The tab that holds the lock listens and tells the others. Where there are no locks (plain HTTP in an
 * office network), only the tab in sight listens.
 */
export function followLive(): void {
  if (!document.querySelector('#app')) return
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', (event) => take(event.data))
  const tell = (news: News) => {
    take(news)
    channel.postMessage(news)
  }
  if (navigator.locks) void navigator.locks.request(channelName, () => listen(tell).ended)
  else listenInSight(tell)
  // A tab that slept may have missed something.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && missed) take({ connected: true, missed: true })
  })
}

type News = Change | { connected: boolean; missed?: boolean }

function listen(tell: (news: News) => void): { ended: Promise<void>; stop: () => void } {
  const source = new EventSource('/live')
  let late: ReturnType<typeof setTimeout> | undefined
  let broken = false
  source.addEventListener('open', () => {
    clearTimeout(late)
    tell({ connected: true, missed: broken })
    broken = false
  })
  source.addEventListener('error', () => {
    broken = true
    clearTimeout(late)
    late = setTimeout(() => tell({ connected: false }), giveUpMs)
  })
  source.addEventListener('message', (event) => tell(JSON.parse(event.data)))
  return { ended: new Promise(() => {}), stop: () => source.close() }
}

function listenInSight(tell: (news: News) => void): void {
  let open: { stop: () => void } | null = document.hidden ? null : listen(tell)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      open?.stop()
      open = null
    } else {
      open ??= listen(tell)
      tell({ connected: true, missed: true })
    }
  })
}

let gathered: Change[] = []
let timer: ReturnType<typeof setTimeout> | undefined
let missed = false

function take(news: News): void {
  if ('connected' in news) {
    document.body.classList.toggle('cut-off', !news.connected)
    if (!news.missed) return
    gathered.push({ type: 'counts' }, { type: 'thread', id: shownThread() })
  } else {
    gathered.push(news)
  }
  // One look at the server for a burst of news; none from a tab that nobody sees.
  missed = document.hidden
  if (document.hidden) return
  const here = gathered.some((change) => change.type === 'thread' && change.id === shownThread())
  if (timer !== undefined && !here) return
  clearTimeout(timer)
  timer = setTimeout(
    () => {
      const changes = gathered
      gathered = []
      timer = undefined
      void refresh(changes)
    },
    here ? gatherMs : elsewhereMs,
  )
}

function shownThread(): number {
  return Number(document.querySelector<HTMLElement>('main[data-thread]')?.dataset.thread ?? 0)
}
