/** Longer than a pause between two keys, shorter than one waits for. ms. */
const PAUSE = 120

/**
 * Completes a query while it is typed, from the server's own list: the arrows choose, Enter or Tab takes, Escape
 * closes. Nothing is chosen by itself, so Enter searches as it does without a list.
 */
export function completeSearches(): void {
  document.addEventListener('input', ({ target }) => {
    const field = fieldAt(target)
    if (field) offerSoon(field)
  })
  // Before the page's own keys: Escape would leave the field, the arrows move in a list.
  document.addEventListener('keydown', onKey, true)
  document.addEventListener('focusout', ({ target }) => fieldAt(target) && close())
  document.addEventListener('submit', ({ target }) => {
    close()
    // Among what it finds one moves by keys: the field must not take the focus again when the page has come.
    if (target instanceof HTMLFormElement) target.querySelector('[data-search]')?.removeAttribute('autofocus')
  })
  // Not by click: the field would have lost its focus, and the list with it.
  document.addEventListener('mousedown', (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>(OPTION) : null
    const field = option?.closest('form')?.querySelector<HTMLInputElement>('[data-search]')
    if (!option || !field) return
    event.preventDefault()
    take(field, option)
  })
  document.addEventListener('htmx:after:swap', showPlace)
  showPlace()
}

const OPTION = '.find-choices [role=option]'

function fieldAt(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.matches('[data-search]') ? target : null
}

let asked = 0

function offerSoon(field: HTMLInputElement): void {
  const turn = ++asked
  setTimeout(() => turn === asked && void offer(field, turn), PAUSE)
}

async function offer(field: HTMLInputElement, turn: number): Promise<void> {
  const query = new URLSearchParams({
    q: field.value,
    at: String(field.selectionStart ?? field.value.length),
  })
  const answer = await fetch(`/search/suggestions?${query}`, { headers: { Accept: 'text/html' } }).catch(
    () => null,
  )
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : '', 'text/html')
  // Somebody typed on, searched or went away meanwhile.
  if (turn !== asked || document.activeElement !== field) return
  close()
  const list = page.querySelector('[role=listbox]')
  if (!list?.querySelector('[role=option]')) return
  list.id = `${field.id}-choices`
  field.form?.append(list)
  field.setAttribute('role', 'combobox')
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', list.id)
  field.setAttribute('aria-expanded', 'true')
}

function close(): void {
  asked++
  for (const list of document.querySelectorAll('.find-choices')) list.remove()
  for (const field of document.querySelectorAll('[data-search][aria-expanded=true]')) {
    field.setAttribute('aria-expanded', 'false')
    field.removeAttribute('aria-activedescendant')
  }
}

function onKey(event: KeyboardEvent): void {
  const field = fieldAt(event.target)
  // What the input method takes is no key for the list. Safari says so by 229 only.
  if (!field || event.isComposing || event.keyCode === 229) return
  const options = [...document.querySelectorAll<HTMLElement>(OPTION)]
  if (event.key === 'ArrowDown' && options.length === 0) offerSoon(field)
  else if (options.length === 0 || !answers(field, options, event.key)) return
  event.preventDefault()
  event.stopPropagation()
}

/** @returns whether the key means something to the list */
function answers(field: HTMLInputElement, options: readonly HTMLElement[], key: string): boolean {
  const at = options.findIndex((option) => option.ariaSelected === 'true')
  const chosen = options[at]
  switch (key) {
    case 'ArrowDown':
      choose(field, options, (at + 1) % options.length)
      return true
    case 'ArrowUp':
      choose(field, options, at <= 0 ? options.length - 1 : at - 1)
      return true
    case 'Enter':
    case 'Tab':
      if (chosen) take(field, chosen)
      return chosen !== undefined
    case 'Escape':
      close()
      return true
    default:
      return false
  }
}

function choose(field: HTMLInputElement, options: readonly HTMLElement[], at: number): void {
  for (const [place, option] of options.entries()) option.ariaSelected = String(place === at)
  options[at]?.scrollIntoView({ block: 'nearest' })
  field.setAttribute('aria-activedescendant', options[at]?.id ?? '')
}

function take(field: HTMLInputElement, { dataset }: HTMLElement): void {
  field.setRangeText(dataset.text ?? '', Number(dataset.from), Number(dataset.to), 'end')
  close()
  // An operator is followed by what it may take.
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Puts the cursor where a query is wrong, or says of the field that it no longer is. */
function showPlace(): void {
  const field = document.querySelector<HTMLInputElement>('main [data-search]')
  const wrong = document.querySelector<HTMLElement>('#find-wrong')
  if (!field) return
  if (!wrong) {
    field.removeAttribute('aria-invalid')
    return
  }
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', wrong.id)
  const at = Number(wrong.dataset.at)
  field.focus()
  field.setSelectionRange(at, at + Number(wrong.dataset.length))
}
