import { type KeyEntry, type Move, meaningOf, pressed } from '../../views/keys.ts'
import { choose } from './chooser.ts'
import { firstField } from './forms.ts'
import { chosenRows, extend, focusedRow, pickAll, rows, unpickAll, withRows } from './pick.ts'

/** How long the second key of a sequence may take, ms. */
const SEQUENCE = 1500

let before = ''
let since = 0

/** Every page by keyboard. Single keys can be switched off (WCAG 2.1.4), and never act while somebody types. */
export function watchKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (isConverting(event) || event.defaultPrevented) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && finish(event.target)) {
      event.preventDefault()
      return
    }
    if (event.key === 'Escape') stepBack(event.target)
  })
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isConverting(event)) return
    // The browser's own keys, and those of a screen reader.
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (document.body.dataset.keys === 'off' || isTyping(event.target)) return
    if (press(event)) event.preventDefault()
  })
  // What was asked for is there: the next key moves among it.
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement) target.querySelector<HTMLElement>('[data-search]')?.blur()
  })
}

/** An input method takes the key. Safari tells by 229 alone. */
function isConverting(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
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
  before = ''
  if (target instanceof HTMLElement && isTyping(target)) {
    if (target.closest('dialog') === null) target.blur()
    return
  }
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]')
  if (menu) menu.open = false
  else unpickAll()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox], [type=radio]), textarea, select') ||
      target.closest('dialog, [popover]:popover-open') !== null)
  )
}

/** Whether the key meant something here. */
function press(event: KeyboardEvent): boolean {
  const isLate = event.timeStamp - since > SEQUENCE
  const meaning = meaningOf(pressed(event), isLate ? '' : before)
  before = ''
  if (meaning === null) return false
  if ('begins' in meaning) {
    before = meaning.begins
    since = event.timeStamp
    return true
  }
  // Held down, a key moves on; it must not complete one thread after the other.
  if (event.repeat && !meaning.repeats) return true
  return meaning.move === undefined || meaning.move === 'native' ? act(meaning) : moves[meaning.move]()
}

/** What the table says the script does by itself; one that is missing here does not compile. */
const moves: Readonly<Record<Move, () => boolean>> = {
  search,
  help: () => showSheet(),
  down: () => move(1),
  up: () => move(-1),
  open: () => follow(focusedRow()?.querySelector<HTMLElement>('a.subj')),
  pick: () => follow((focusedRow() ?? openRow())?.querySelector<HTMLElement>('.pick input')),
  pick_down: () => extend(1),
  pick_up: () => extend(-1),
  pick_all: pickAll,
  mention: startMention,
}

/** The ticked rows come first, then the row in focus; the open thread is meant by everything else. */
function act(entry: KeyEntry): boolean {
  const key = entry.keys[0] ?? ''
  if (isWaiting()) return true
  const row = focusedRow()
  const many = entry.many && (chosenRows().length > 0 || (row !== null && row !== openRow()))
  if (many) return withRows(key)
  return use(document.querySelector<HTMLElement>(`[data-key="${key}"]:not([data-key-many])`))
}

/** What was pressed a moment ago is on its way: the same key again would meet the page that comes. */
function isWaiting(): boolean {
  return document.querySelector('form.htmx-request') !== null
}

function openRow(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.row.on')
}

export function showSheet(): boolean {
  const sheet = document.querySelector<HTMLDialogElement>('#keys')
  if (sheet && !sheet.open) sheet.showModal()
  return sheet !== null
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
  const all = rows()
  const here = focusedRow() ?? openRow()
  const at = here ? all.indexOf(here) : -1
  const next = all[at === -1 ? 0 : at + step]
  next?.scrollIntoView({ block: 'nearest' })
  return focus(next?.querySelector<HTMLElement>('a.subj'))
}

/** A comment on the thread that begins by calling somebody. */
function startMention(): boolean {
  if (!use(document.querySelector<HTMLElement>('[data-key="c"]'))) return false
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement)) return false
  if (!/@$/.test(field.value)) field.setRangeText('@', field.value.length, field.value.length, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: '@', inputType: 'insertText' }))
  return true
}

function use(element: HTMLElement | null): boolean {
  if (!element) return false
  if (element instanceof HTMLSelectElement || element.matches('[data-choices]')) return choose(element)
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
