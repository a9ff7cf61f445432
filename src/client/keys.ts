const off = 'hoshin-keys-off'

/** Every page by keyboard. Single keys can be switched off (WCAG 2.1.4), and never fire while somebody types. */
export function watchKeys(): void {
  const help = document.querySelector<HTMLDialogElement>('#keys')
  const choice = help?.querySelector<HTMLInputElement>('[data-keys-on]')
  if (choice) {
    choice.checked = localStorage.getItem(off) === null
    choice.addEventListener('change', () =>
      choice.checked ? localStorage.removeItem(off) : localStorage.setItem(off, '1'),
    )
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    if (localStorage.getItem(off) !== null) return
    if (press(event.key)) event.preventDefault()
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]), textarea, select') ||
      target.closest('dialog') !== null)
  )
}

/** Whether the key meant something here. */
function press(key: string): boolean {
  switch (key) {
    case 'j':
      return move(1)
    case 'k':
      return move(-1)
    case 'o':
      return follow(document.activeElement?.closest('.row')?.querySelector('a.subj'))
    case 'x':
      return follow(
        (document.activeElement?.closest('.row') ?? document.querySelector('.row.on'))?.querySelector(
          'input',
        ),
      )
    case '?':
      document.querySelector<HTMLDialogElement>('#keys')?.showModal()
      return true
    case '/':
      return focus(document.querySelector('[data-search]'))
    case 'r':
    case 'c':
    case 'p':
    case 'a':
    case 'u':
      return use(document.querySelector<HTMLElement>(`[data-key="${key}"]`))
    default:
      return false
  }
}

function move(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('.row a.subj')]
  const here = document.activeElement?.closest('.row') ?? document.querySelector('.row.on')
  const at = links.findIndex((link) => here?.contains(link))
  const next = links[at === -1 ? 0 : at + step]
  next?.scrollIntoView({ block: 'nearest' })
  return focus(next)
}

function use(element: HTMLElement | null): boolean {
  if (!element) return false
  if (element.matches('select')) return focus(element)
  const fold = element.closest('details')
  if (!fold || !element.matches('summary')) return follow(element)
  fold.open = true
  return focus(fold.querySelector<HTMLElement>('textarea, select, input:not([type=hidden])'))
}

function follow(element: HTMLElement | null | undefined): boolean {
  element?.click()
  return Boolean(element)
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus()
  return Boolean(element)
}
