import { firstField } from './forms.ts'

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
    // Safari tells by 229 alone that an input method takes the key.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && finish(event.target)) {
      event.preventDefault()
      return
    }
    if (event.key === 'Escape') stepBack(event.target)
  })
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    if (localStorage.getItem(off) !== null) return
    if (press(event.key)) event.preventDefault()
  })
  // What was asked for is there: the next key moves among it.
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement) target.querySelector<HTMLElement>('[data-search]')?.blur()
  })
}

/** Ctrl+Enter does what the form's main button says. */
function finish(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLTextAreaElement)) return false
  const button = target.form?.querySelector<HTMLButtonElement>('button:is(.act, .seal)')
  target.form?.requestSubmit(button)
  return Boolean(button)
}

/** Escape leaves a field, so that the keys work again; then it closes a mail's menu, then unticks the rows. */
function stepBack(target: EventTarget | null): void {
  if (target instanceof HTMLElement && isTyping(target) && target.closest('dialog') === null) {
    target.blur()
    return
  }
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]')
  if (menu) menu.open = false
  else for (const box of document.querySelectorAll<HTMLInputElement>('.pick :checked')) box.click()
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
      return search()
    case 'r':
    case 'c':
    case 'p':
    case 'a':
    case 'l':
    case 'n':
    case 'u':
      return use(document.querySelector<HTMLElement>(`[data-key="${key}"]`))
    default:
      return false
  }
}

/** To the first box in sight; a phone's thread has none, so that the page of its own is opened. */
function search(): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-search]')]
  const box =
    boxes.find((one) => one.closest('main') && one.checkVisibility()) ??
    boxes.find((one) => one.checkVisibility())
  if (!box) location.assign('/search')
  box?.select()
  return true
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
  return focus(firstField(fold))
}

function follow(element: HTMLElement | null | undefined): boolean {
  element?.click()
  return Boolean(element)
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus()
  return Boolean(element)
}
