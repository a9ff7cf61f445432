import TextExpanderElement from '@github/text-expander-element'
import { mentionAt, mentionKey } from './mention-key.ts'

/** Longer than any name: whoever wrote on after an @ is calling nobody. */
const LONGEST = 40

/** Completes @names from the server's own list; each choice carries what is to be written. */
export function completeMentions(): void {
  // The element asks for its keys at every input, and then looks for just these.
  Object.defineProperty(TextExpanderElement.prototype, 'keys', {
    get(this: TextExpanderElement) {
      const field = fieldOf(this)
      const key = field && mentionKey(field.value, field.selectionEnd, chosen.get(this) ?? null)
      return key ? [key] : []
    },
  })
  document.addEventListener('text-expander-change', onChange, true)
  document.addEventListener('text-expander-value', onValue, true)
  document.addEventListener('text-expander-committed', onCommitted, true)
  document.addEventListener('keydown', keepFromComposing, true)
  document.addEventListener('compositionend', lookAgain)
}

/** Where the @ stands whose name was chosen last. */
const chosen = new WeakMap<EventTarget, number>()

function fieldOf(expander: EventTarget | null): HTMLTextAreaElement | null {
  return expander instanceof Element ? expander.querySelector('textarea') : null
}

function onChange(event: Event): void {
  const { provide, text } = (event as CustomEvent<{ provide: (menu: Promise<object>) => void; text: string }>)
    .detail
  const thread = event.target instanceof HTMLElement ? event.target.dataset.thread : undefined
  latest = text.length > LONGEST ? Promise.resolve({ matched: false }) : suggestions(text, thread ?? '')
  provide(theLatest())
}

type Offer = { matched: boolean; fragment?: Element | undefined }
let latest: Promise<Offer> = Promise.resolve({ matched: false })

/** An answer that comes late must not put the names for fewer letters over those for more. */
async function theLatest(): Promise<Offer> {
  const awaited = latest
  const offer = await awaited
  return awaited === latest ? offer : theLatest()
}

/** The element replaces the whole key, of which only the @ is the mention's. */
function onValue(event: Event): void {
  const { detail } = event as CustomEvent<{ item: HTMLElement; key: string; value: string | null }>
  const name = detail.item.dataset.value
  detail.value = name === undefined ? null : detail.key.slice(0, -1) + name
}

/** The element then ignores all before the cursor, and with it a call in the same run of Japanese: it starts anew. */
function onCommitted(event: Event): void {
  const expander = event.target
  const field = fieldOf(expander)
  if (!(expander instanceof TextExpanderElement) || !field) return
  const at = mentionAt(field.value, field.selectionEnd)
  if (at !== null) chosen.set(expander, at)
  expander.disconnectedCallback()
  expander.connectedCallback()
}

/**
 * A key that the input method takes (Enter to accept a conversion, the arrows to choose one) is no key for the
 * list. Safari says so by 229 only.
 */
function keepFromComposing(event: KeyboardEvent): void {
  const inList = event.target instanceof Element && event.target.closest('text-expander') !== null
  if (inList && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation()
}

/** The end of a conversion takes the choice away from the list; what stands there now is looked for. */
function lookAgain(event: Event): void {
  const { target } = event
  if (!(target instanceof HTMLTextAreaElement) || !target.closest('text-expander')) return
  if (mentionKey(target.value, target.selectionEnd) === null) return
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

async function suggestions(q: string, thread: string): Promise<Offer> {
  const query = new URLSearchParams({ q, thread })
  const answer = await fetch(`/people/suggestions?${query}`, { headers: { Accept: 'text/html' } }).catch(
    () => null,
  )
  if (!answer?.ok) return { matched: false }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fragment = page.querySelector('[role="listbox"]') ?? undefined
  return { matched: Boolean(fragment?.querySelector('[role="option"]')), fragment }
}
