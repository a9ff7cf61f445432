import { isTouched } from './morph.ts'
import { fetchPage, morph, say } from './page.ts'

/** What the server tells over /live: that something changed, never what. */
export type Change =
  | { type: 'thread'; id: number }
  | { type: 'counts' }
  | { type: 'notification' }
  | { type: 'connection' }

/** Fetches this page anew and brings in what changed, without moving what is read or typed. */
export async function refresh(changes: readonly Change[]): Promise<void> {
  const url = location.pathname + location.search
  const fresh = await fetchPage(url, 'itself')
  // Somebody went on while it travelled: that page is new anyway.
  if (!fresh || url !== location.pathname + location.search) return
  await morphById('rail', fresh)
  await refreshList(fresh)
  const shown = document.querySelector<HTMLElement>('main[data-thread]')?.dataset.thread
  if (shown && changes.some((change) => concerns(change, shown))) await refreshThread(fresh)
  else if (!shown) await refreshPage(fresh)
}

/** A comment shows what became of telling those it mentions, so news of a notification concerns its thread too. */
function concerns(change: Change, shown: string): boolean {
  return change.type === 'notification' || (change.type === 'thread' && String(change.id) === shown)
}

async function morphById(id: string, fresh: Document): Promise<void> {
  const old = document.getElementById(id)
  const now = fresh.getElementById(id)
  if (old && now) await morph(old, now)
}

/** Rows change where they stand; new or reordered ones wait behind a button while somebody is at the list. */
async function refreshList(fresh: Document): Promise<void> {
  const list = document.querySelector<HTMLElement>('#list')
  const now = fresh.querySelector('#list')
  if (!list || !now) return
  const before = rowIds(list)
  const after = rowIds(now)
  const arrived = after.filter((id) => !before.includes(id))
  if (before.join() === after.join() || !isInUse(list)) {
    await morph(list, now)
    highlight(arrived)
    return
  }
  for (const id of after) {
    const old = document.getElementById(id)
    const row = fresh.getElementById(id)
    if (old && row && !old.isEqualNode(row)) await morph(old, row)
  }
  const tabs = list.querySelector('.tab-rows')
  const freshTabs = now.querySelector('.tab-rows')
  if (tabs && freshTabs) await morph(tabs, freshTabs)
  if (arrived.length === 0) return
  offer('new-threads', say('newThreads', { count: arrived.length }), async () => {
    await morph(list, now)
    list.querySelector('.rows')?.scrollTo({ top: 0 })
    highlight(arrived)
  })
}

function rowIds(list: Element): string[] {
  return [...list.querySelectorAll('.row')].map((row) => row.id)
}

function isInUse(list: Element): boolean {
  const scrolled =
    (list.querySelector('.rows')?.scrollTop ?? 0) > 8 ||
    (matchMedia('(max-width: 699px)').matches && scrollY > 8)
  return (
    scrolled ||
    list.matches(':hover') ||
    list.contains(document.activeElement) ||
    list.querySelector('.pick :checked') !== null
  )
}

/** New mail waits behind a button; everything else of the thread comes in at once. */
async function refreshThread(fresh: Document): Promise<void> {
  const main = document.querySelector('main[data-thread]')
  const now = fresh.querySelector('main[data-thread]')
  if (!main || !now) return
  await morphById('side', fresh)
  // A question before sending stays as it was asked: answering it asks anew what came in meanwhile.
  if (main.querySelector('[data-asks]')) {
    for (const part of ['.head', '#policy']) await morphPart(main, now, part)
    return
  }
  const known = new Set(ids(main, '[data-message]'))
  const arrived = ids(now, '[data-message]').filter((id) => !known.has(id))
  const notes = new Set(ids(main, '.note[id]'))
  if (arrived.length === 0) {
    await morph(main, now)
    highlight(ids(main, '.note[id]').filter((id) => !notes.has(id)))
    return
  }
  for (const part of ['.head', '#policy']) await morphPart(main, now, part)
  offer('new-mail', say('newMail', { count: arrived.length }), async () => {
    // Only now it is read.
    const seen = await fetchPage(location.pathname + location.search, 'person')
    await morph(main, seen?.querySelector('main[data-thread]') ?? now)
    document.getElementById(arrived.at(-1) ?? '')?.scrollIntoView({ block: 'nearest' })
    highlight(arrived)
  })
}

async function morphPart(within: Element, fresh: Element, selector: string): Promise<void> {
  const old = within.querySelector(selector)
  const now = fresh.querySelector(selector)
  if (old && now) await morph(old, now)
}

/** A page of forms on which somebody has begun to choose stays as it is until they are done. */
async function refreshPage(fresh: Document): Promise<void> {
  const main = document.querySelector('main.page')
  const now = fresh.querySelector('main.page')
  if (!main || !now || [...main.querySelectorAll('form')].some(isTouched)) return
  await morph(main, now)
}

function ids(within: Element, selector: string): string[] {
  return [...within.querySelectorAll(selector)].map((element) => element.id)
}

function offer(id: string, words: string, take: () => Promise<void>): void {
  const pill = document.getElementById(id)
  if (!(pill instanceof HTMLButtonElement)) return
  pill.textContent = words
  pill.hidden = false
  pill.onclick = () => {
    pill.hidden = true
    void take()
  }
}

function highlight(elements: readonly string[]): void {
  for (const id of elements) {
    const element = document.getElementById(id)
    element?.classList.add('fresh')
    setTimeout(() => element?.classList.remove('fresh'), 2500)
  }
}
