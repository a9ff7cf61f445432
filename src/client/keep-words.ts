import { isDirty } from './morph.ts'
import { clockNow, say } from './page.ts'

const pauseMs = 1500
const atLatestMs = 5000
const retryMs = 5000

type Pending = { timer: ReturnType<typeof setTimeout>; since: number }
const pending = new Map<HTMLFormElement, Pending>()

/** Keeps what is typed into comments and policies as replies are kept: every few seconds, and when the page closes. */
export function keepWords(): void {
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element && target.closest<HTMLFormElement>('form[data-keep]')
    if (!form) return
    const page = form.elements.namedItem('kept_page')
    if (page instanceof HTMLInputElement && page.value === '') page.value = newPage()
    const edit = form.elements.namedItem('edit')
    if (edit instanceof HTMLInputElement) edit.value = String(Number(edit.value) + 1)
    const since = pending.get(form)?.since ?? Date.now()
    keepIn(form, Math.min(pauseMs, Math.max(0, since + atLatestMs - Date.now())), since)
  })
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement) forget(target)
  })
  addEventListener('online', flushWords)
  addEventListener('pagehide', flushWords)
  addEventListener('beforeunload', flushWords)
  document.addEventListener('visibilitychange', () => document.hidden && flushWords())
}

/** Keeps at once what waits to be kept. */
export function flushWords(): void {
  for (const form of pending.keys()) void keep(form)
}

function keepIn(form: HTMLFormElement, ms: number, since = Date.now()): void {
  clearTimeout(pending.get(form)?.timer)
  pending.set(form, { timer: setTimeout(() => void keep(form), ms), since })
}

function forget(form: HTMLFormElement): void {
  clearTimeout(pending.get(form)?.timer)
  pending.delete(form)
}

async function keep(form: HTMLFormElement): Promise<void> {
  forget(form)
  const url = form.dataset.keep
  if (!url || !form.isConnected) return
  const words = new FormData(form)
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', body: words, headers: { 'HX-Request': 'true' }, keepalive: true },
    })
    if (!answer.ok) {
      tell(form, say(answer.status === 401 ? 'signedOut' : 'notSaved'))
      if (answer.status !== 422) keepIn(form, retryMs)
      return
    }
    for (const field of form.elements) {
      if (field instanceof HTMLTextAreaElement && words.get(field.name) === field.value)
        field.defaultValue = field.value
    }
    tell(form, say('saved', { time: clockNow() }))
    if (isDirty(form) && !pending.has(form)) keepIn(form, pauseMs)
  } catch {
    tell(form, say('offlineUnsaved'))
    keepIn(form, retryMs)
  }
}

function tell(form: HTMLFormElement, words: string): void {
  form.querySelector('[data-saved]')?.replaceChildren(words)
}

/** Names this page among those on which the form is filled in. Not by randomUUID, which plain HTTP has not. */
function newPage(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
