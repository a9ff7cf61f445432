import { flushWords } from './keep-words.ts'
import { isDirty } from './morph.ts'
import { say } from './page.ts'
import { bringDraft, type Saving } from './save-draft.ts'

const pauseMs = 1500
/** Whoever never pauses is saved all the same. */
const atLatestMs = 5000
const retryMs = 5000
/** Leaving is not held up for longer by a server that keeps silent. */
const heldMs = 3000

let timer: ReturnType<typeof setTimeout> | undefined
let unsavedSince: number | null = null
let running: Promise<Saving> | null = null

/** Saves a reply while it is written; nothing typed is lost to a closed tab or a lost connection. */
export function keepDrafts(): void {
  document.addEventListener('input', ({ target }) => {
    const form = composerOf(target)
    if (!form || (target instanceof HTMLInputElement && target.type === 'checkbox')) return
    const edit = form.elements.namedItem('edit')
    if (edit instanceof HTMLInputElement) edit.value = String(Number(edit.value) + 1)
    unsavedSince ??= Date.now()
    saveIn(form, Math.min(pauseMs, Math.max(0, unsavedSince + atLatestMs - Date.now())))
  })
  // What was chosen is kept at once, like what is typed.
  document.addEventListener('change', ({ target }) => {
    const form = composerOf(target)
    const chosen = target instanceof HTMLInputElement && target.type === 'file' && target.files?.length
    if (form && chosen && !form.querySelector('[data-files-refused]')) saveIn(form, 0)
  })
  addEventListener('online', saveNow)
  document.addEventListener('visibilitychange', () => document.hidden && leave())
  addEventListener('pagehide', leave)

  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-insert="quote"]')
    if (button) insertQuote(button)
  })
  holdSubmits()
  warnOfLeaving()
}

const composer = () => document.querySelector<HTMLFormElement>('form.composer[data-draft]')

function composerOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>('form.composer[data-draft]') : null
}

function saveIn(form: HTMLFormElement, ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void save(form), ms)
}

function saveNow(): void {
  const form = composer()
  if (form && isDirty(form)) saveIn(form, 0)
}

/** One after the other: what is typed while one travels goes with the next. */
async function save(form: HTMLFormElement): Promise<void> {
  clearTimeout(timer)
  if (running) await running
  if (!form.isConnected) return
  unsavedSince = null
  running = bringDraft(form)
  const saving = await running
  running = null
  if (saving === 'failed') saveIn(form, retryMs)
  else if (isDirty(form)) saveIn(form, pauseMs)
}

/** The page goes, perhaps for good: the request outlives it. */
function leave(): void {
  const form = composer()
  const edit = form?.elements.namedItem('edit')
  if (!form || !isDirty(form) || sent.has(form) || !(edit instanceof HTMLInputElement)) return
  const written = `${form.action} ${edit.value}`
  if (written === leftWith) return
  leftWith = written
  void bringDraft(form, 'leaving')
}

/** What was brought when the page was left: hiding, unloading and going tell of it one after the other. */
let leftWith = ''

const released = new WeakSet<HTMLFormElement>()

/**
 * Another form leads away, or signs out: first what is written is saved. The reply's own form goes by itself,
 * but waits for files that are on their way, or they would be sent twice.
 */
function holdSubmits(): void {
  document.addEventListener(
    'submit',
    (event) => {
      const { target: form, submitter } = event
      const written = composer()
      if (!(form instanceof HTMLFormElement) || !written || released.delete(form)) return
      if (form === written ? running === null : running === null && !isDirty(written)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const limit = new Promise((resolve) => setTimeout(resolve, heldMs))
      const saved = form === written ? running : Promise.race([save(written), limit])
      void Promise.resolve(saved).then(() => {
        released.add(form)
        form.requestSubmit(submitter)
      })
    },
    true,
  )
  document.addEventListener('submit', ({ target }) => target === composer() && clearTimeout(timer), true)
}

const sent = new WeakSet<HTMLFormElement>()

function warnOfLeaving(): void {
  addEventListener('beforeunload', (event) => {
    // Before the next page is asked for: it may be the same one, which then comes with what was typed.
    leave()
    if ([...document.forms].some((form) => form.method === 'post' && isDirty(form) && !sent.has(form)))
      event.preventDefault()
  })
  // A plain submit leaves the page too, and that is what was wanted.
  document.addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement) {
      const form = event.target
      sent.add(form)
      setTimeout(() => sent.delete(form), 5000)
    }
  })
  document.addEventListener('htmx:before:request', (event) => {
    const { ctx } = (event as CustomEvent<{ ctx: { sourceElement: Element; request: { method: string } } }>)
      .detail
    if (!ctx.sourceElement.matches('a') || ctx.request.method !== 'GET') return
    leave()
    flushWords()
    if (hasUnsavedNote() && !confirm(say('leave'))) event.preventDefault()
  })
}

function hasUnsavedNote(): boolean {
  return [...document.querySelectorAll<HTMLFormElement>('form.note-form:not([data-keep])')].some(isDirty)
}

function insertQuote(button: HTMLElement): void {
  const body = document.getElementById(button.dataset.into ?? '')
  const quote =
    button.parentElement?.querySelector<HTMLTemplateElement>('template[data-quote]')?.content.textContent
  if (!(body instanceof HTMLTextAreaElement) || !quote) return
  const gap = body.value && !body.value.endsWith('\n') ? '\n\n' : ''
  body.setRangeText(`${gap}${quote}\n`, body.value.length, body.value.length, 'end')
  body.dispatchEvent(new Event('input', { bubbles: true }))
}
