import { bringsAnswerTo } from './morph.ts'
import { say, toast } from './page.ts'
import { sendChoices } from './send-choices.ts'

type Context = {
  sourceElement: Element
  /** Missing when a fragment was fetched by the page itself. */
  request?: { method: string; body?: FormData | null }
  response?: { status: number; raw: Response }
  text?: string
}

/** What htmx's requests need around them: forms that empty once they got through, history without doubles. */
export function smoothForms(): void {
  sendChoices()

  // A suggestion reads as a name and is sent as what it stands for.
  document.addEventListener('htmx:config:request', (event) => {
    const { sourceElement, request } = contextOf(event)
    for (const field of sourceElement.querySelectorAll<HTMLInputElement>('input[list]')) {
      const chosen = [...(field.list?.options ?? [])].find((option) => option.value === field.value.trim())
      if (chosen?.dataset.sends) request?.body?.set(field.name, chosen.dataset.sends)
    }
  })

  document.addEventListener('click', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.matches('[data-select-all]'))
      event.target.select()
  })

  // Whoever opens a form wants to write in it.
  document.addEventListener('click', (event) => {
    const summary =
      event.target instanceof Element ? event.target.closest('summary.button, .note-add > summary') : null
    const fold = summary?.closest('details')
    if (fold && !fold.open) requestAnimationFrame(() => firstField(fold)?.focus())
  })

  document.addEventListener('htmx:before:swap', (event) => {
    const { sourceElement, response, request, text } = contextOf(event)
    if (!response || text === undefined) return
    if (!text.includes('id="app"')) {
      event.preventDefault()
      standAlone(text, response, request?.method)
      return
    }
    if (leavesFor(text, response)) forgetTyping()
    bringsAnswerTo(request?.method === 'POST' ? sourceElement : null)
    if (request?.method !== 'POST' || response.status >= 400) return
    // What was typed is on the server now; otherwise the morph would keep it in the field.
    if (sourceElement instanceof HTMLFormElement) sourceElement.reset()
    const fold = sourceElement.closest('details')
    if (fold) fold.open = false
  })

  document.addEventListener('htmx:after:swap', (event) => {
    bringsAnswerTo(null)
    for (const opened of document.querySelectorAll<HTMLElement>('[popover]:popover-open'))
      opened.hidePopover()
    const { sourceElement, response } = contextOf(event)
    if (response?.raw.redirected || !sourceElement.isConnected || sourceElement.matches('a')) leadIn()
  })

  document.addEventListener('htmx:before:history:update', (event) => {
    const { history } = (event as CustomEvent<{ history: { type: string; path: string } }>).detail
    if (history.path === location.pathname + location.search) history.type = 'replace'
  })

  document.addEventListener('htmx:error', () => toast(say('failed')))
}

/** What is written first in a form that was folded. */
export function firstField(within: Element): HTMLElement | null {
  return within.querySelector<HTMLElement>('textarea, select, input:not([type=hidden])')
}

function contextOf(event: Event): Context {
  return (event as CustomEvent<{ ctx: Context }>).detail.ctx
}

/** An answer without the frame: a sign-in page, or an error. It must not empty the page that is open. */
function standAlone(text: string, response: { raw: Response }, method: string | undefined): void {
  if (method === 'GET') {
    location.assign(response.raw.url)
    return
  }
  const page = new DOMParser().parseFromString(text, 'text/html')
  const words = [...page.querySelectorAll('main h1, main h1 ~ p:not(:has(a))')].map((line) =>
    line.textContent.trim(),
  )
  toast(words.join(' ') || say('failed'))
}

const threadIn = /<main[^>]*\bdata-thread="(\d+)"/

function leavesFor(text: string, response: { raw: Response }): boolean {
  const here = document.querySelector<HTMLElement>('main[data-thread]')?.dataset.thread
  const there = threadIn.exec(text)?.[1]
  if (here !== undefined || there !== undefined) return here !== there
  return new URL(response.raw.url).pathname !== location.pathname
}

/** Words meant for one customer must never turn up in a field of another's thread. */
function forgetTyping(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('#main form, #side form')) form.reset()
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('#main details[open]')) fold.open = false
  for (const offer of document.querySelectorAll('.label-offer')) offer.remove()
  if (document.activeElement instanceof HTMLElement && document.activeElement.closest('#main'))
    document.activeElement.blur()
}

let lastPath = location.pathname

/** On another page the reader begins at its top, and a screen reader at its heading. */
function leadIn(): void {
  if (location.pathname === lastPath) return
  lastPath = location.pathname
  const asked = location.hash && document.getElementById(location.hash.slice(1))
  if (asked) asked.scrollIntoView({ block: 'center' })
  else if (matchMedia('(max-width: 699px)').matches) scrollTo(0, 0)
  const main = document.querySelector<HTMLElement>('#main')
  const row = document.activeElement?.closest('.row')
  const open = document.querySelector<HTMLElement>('.row.on a.subj')
  // Keys act on the row in focus: it must not be that of the thread one has left.
  if (row && open && !row.matches('.on')) open.focus({ preventScroll: true })
  else if (row && main?.dataset.thread && !open) main.focus({ preventScroll: true })
  else if (!row && !main?.contains(document.activeElement)) main?.focus({ preventScroll: true })
  open?.scrollIntoView({ block: 'nearest' })
}
