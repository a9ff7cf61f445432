import { foldText } from './fold-text.ts'

/** The list of templates beneath a reply: typing narrows it, Enter puts in the first where the writer stood. */
export function offerTemplates(): void {
  document.addEventListener('input', ({ target }) => {
    if (isSearch(target)) narrow(target)
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || !isSearch(event.target)) return
    // Enter in a line of the reply would save it.
    event.preventDefault()
    shown(event.target)[0]?.querySelector('button')?.click()
  })

  let puts = false
  document.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element ? target.closest<HTMLButtonElement>('[data-templates] li button') : null
    if (!button?.form) return
    tellCaret(button.form)
    puts = true
    const fold = button.closest('details')
    if (fold) fold.open = false
  })
  // Whoever put a text in goes on writing.
  document.addEventListener('htmx:after:swap', () => {
    if (puts) document.getElementById('reply-body')?.focus()
    puts = false
  })
}

function isSearch(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.matches('[data-find-templates]')
}

function narrow(field: HTMLInputElement): void {
  const words = foldText(field.value).split(/\s+/)
  const fold = field.closest('[data-templates]')
  for (const row of fold?.querySelectorAll<HTMLElement>('li') ?? []) {
    const text = foldText(`${row.textContent} ${row.dataset.searched ?? ''}`)
    row.hidden = !words.every((word) => text.includes(word))
  }
  const none = fold?.querySelector<HTMLElement>('[data-no-templates]')
  if (none) none.hidden = shown(field).length > 0
}

function shown(field: HTMLInputElement): HTMLElement[] {
  return [...(field.closest('[data-templates]')?.querySelectorAll<HTMLElement>('li') ?? [])].filter(
    (row) => !row.hidden,
  )
}

/** The server puts the text in where the writer stood; the very beginning is where nobody has been yet. */
function tellCaret(form: HTMLFormElement): void {
  const body = form.elements.namedItem('body')
  if (!(body instanceof HTMLTextAreaElement) || body.selectionStart === 0) return
  let field = form.querySelector<HTMLInputElement>('input[name=caret]')
  if (!field) {
    field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'caret'
    form.append(field)
  }
  field.value = String(body.selectionStart)
}
