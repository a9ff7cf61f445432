import { isDirty } from './morph.ts'
import { clockNow, say } from './page.ts'

const pauseMs = 1500
const retryMs = 10_000
/** Bytes, with room for another such request. */
const OUTLIVES_PAGE = 30_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Saves a reply while it is written; nothing typed is lost to a closed tab or a lost connection. */
export function keepDrafts(): void {
  document.addEventListener('input', (event) => {
    const form = composerOf(event.target)
    if (!form) return
    clearTimeout(timer)
    timer = setTimeout(() => save(form), pauseMs)
  })
  document.addEventListener('submit', () => clearTimeout(timer), true)

  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-insert="quote"]')
    if (button) insertQuote(button)
  })

  addEventListener('beforeunload', (event) => {
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
    const away = ctx.sourceElement.matches('a') && ctx.request.method === 'GET'
    const composer = document.querySelector<HTMLFormElement>('form.composer')
    if (away && composer && isDirty(composer)) void save(composer)
    if (away && hasUnsavedNote() && !confirm(say('leave'))) event.preventDefault()
  })
}

const sent = new WeakSet<HTMLFormElement>()

function composerOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>('form[data-draft]') : null
}

function hasUnsavedNote(): boolean {
  return [...document.querySelectorAll<HTMLFormElement>('form.note-form, .ask form, .policy-form')].some(
    isDirty,
  )
}

async function save(form: HTMLFormElement): Promise<void> {
  const place = form.querySelector('[data-saved]')
  if (!place || !form.dataset.draft) return
  place.textContent = say('saving')
  const draft = new FormData(form)
  draft.delete('files')
  const body = new URLSearchParams([...draft].map(([k, v]) => [k, String(v)])).toString()
  try {
    const answer = await fetch(form.dataset.draft, {
      method: 'POST',
      body,
      headers: { 'HX-Request': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      // A request that may outlive its page is refused with more than 64 KB on the way.
      keepalive: body.length < OUTLIVES_PAGE,
    })
    if (!answer.ok) throw new Error(String(answer.status))
    for (const field of form.elements) {
      // What the server has is the new starting point, unless more was typed while it travelled.
      if ((field instanceof HTMLTextAreaElement || isLine(field)) && draft.get(field.name) === field.value) {
        field.defaultValue = field.value
      }
    }
    place.textContent = say('saved', { time: clockNow() })
  } catch {
    place.textContent = say('notSaved')
    timer = setTimeout(() => save(form), retryMs)
  }
}

function isLine(field: Element): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ['text', 'email'].includes(field.type)
}

function insertQuote(button: HTMLElement): void {
  const body = document.getElementById(button.dataset.into ?? '')
  const quote =
    button.parentElement?.querySelector<HTMLTemplateElement>('template[data-quote]')?.content.textContent
  if (!(body instanceof HTMLTextAreaElement) || !quote) return
  const gap = body.value && !body.value.endsWith('\n') ? '\n\n' : ''
  body.setRangeText(`${gap}${quote}\n`, body.value.length, body.value.length, 'end')
  body.dispatchEvent(new Event('input', { bubbles: true }))
  body.focus()
}
