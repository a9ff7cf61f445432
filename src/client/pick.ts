import { choose } from './chooser.ts'
import { say } from './page.ts'

/** Choosing rows of the list: one by one, by Shift from the last one on, all that are shown. */
export function pickRows(): void {
  document.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return
    if (event.target.matches('[data-pick-shown]')) pickAll()
    else if (event.target.closest('.pick, .bulk')) tell()
  })
  // A click on the mark comes again as a click on its box; what was held down is told by the first.
  document.addEventListener('click', (event) => {
    const row =
      event.target instanceof Element ? event.target.closest('.pick')?.closest<HTMLElement>('.row') : null
    const box = row && boxOf(row)
    if (!row || !box || event.target !== box) return
    if (event.shiftKey) pickThrough(row, box.checked)
    else from = row.id
  })
  document.addEventListener('mousedown', (event) => {
    // Otherwise Shift marks the text between.
    if (event.shiftKey && event.target instanceof Element && event.target.closest('.pick'))
      event.preventDefault()
  })
  document.addEventListener('htmx:before:swap', rememberPlace)
  document.addEventListener('htmx:after:swap', () => {
    tell()
    returnToPlace()
  })
}

/** Where a range begins. */
let from = ''

export function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#list .row, .hits .row')]
}

export function focusedRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('.row') ?? null
}

export function chosenRows(): HTMLElement[] {
  return rows().filter((row) => boxOf(row)?.checked)
}

export function unpickAll(): void {
  for (const row of chosenRows()) set(row, false)
  const all = document.querySelector<HTMLInputElement>('#bulk [name=all]')
  if (all) all.checked = false
  tell()
}

/** All that are shown; none where all of them are chosen already. */
export function pickAll(): boolean {
  const all = rows().filter((row) => boxOf(row) !== null)
  const isOn = chosenRows().length < all.length
  for (const row of all) set(row, isOn)
  tell()
  return all.length > 0
}

/** Takes the next row in as well, and goes there; back over chosen rows it lets go. */
export function extend(step: 1 | -1): boolean {
  const all = rows()
  const start = focusedRow() ?? document.querySelector<HTMLElement>('.row.on')
  const at = start ? all.indexOf(start) : -1
  const [here, next] = [all[at], all[at === -1 ? 0 : at + step]]
  if (!next) return all.length > 0
  if (here && boxOf(here)?.checked && boxOf(next)?.checked) set(here, false)
  else if (here) set(here, true)
  set(next, true)
  from = next.id
  tell()
  next.scrollIntoView({ block: 'nearest' })
  next.querySelector<HTMLElement>('a.subj')?.focus()
  return true
}

/**
 * Does to the chosen rows what a key means; without any, to the row in focus.
 *
 * @returns false where the list's bar does not offer it
 */
export function withRows(key: string): boolean {
  const offered = [...document.querySelectorAll(`#bulk [data-key-many="${key}"]`)]
  const [first] = offered
  if (!first) return false
  const row = focusedRow()
  const borrowed = chosenRows().length === 0 ? row : null
  if (borrowed) set(borrowed, true)
  tell()
  if (first instanceof HTMLOptionElement) {
    const select = first.closest('select')
    if (select) select.value = first.value
    select?.form?.requestSubmit()
    return true
  }
  const opened = choose(...offered)
  // Thought better of it: the row was never chosen by hand.
  document.querySelector<HTMLDialogElement>('dialog.chooser')?.addEventListener('close', (event) => {
    if (!borrowed || !(event.target instanceof HTMLDialogElement) || event.target.returnValue === 'chosen')
      return
    set(borrowed, false)
    tell()
  })
  return opened
}

function pickThrough(row: HTMLElement, isOn: boolean): void {
  const all = rows()
  const [one, other] = [all.findIndex((each) => each.id === from), all.indexOf(row)]
  if (one === -1) return
  for (const each of all.slice(Math.min(one, other), Math.max(one, other) + 1)) set(each, isOn)
  from = row.id
  tell()
}

function boxOf(row: Element): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>('.pick input')
}

function set(row: Element, isOn: boolean): void {
  const box = boxOf(row)
  if (box) box.checked = isOn
}

/** The bar over ticked rows says how many they are; without it, it says "the chosen". */
function tell(): void {
  const count = chosenRows().length
  const place = document.querySelector('[data-picked]')
  const all = document.querySelector<HTMLInputElement>('#bulk [name=all]')
  if (place && count > 0) place.textContent = all?.checked ? say('pickedAll') : say('picked', { count })
  const shown = document.querySelector<HTMLInputElement>('[data-pick-shown]')
  if (!shown) return
  shown.checked = count > 0 && count === rows().length
  shown.indeterminate = count > 0 && !shown.checked
}

let place: number | null = null

/** Rows that were changed may leave the list: whoever was at them is then at what took their place. */
function rememberPlace(): void {
  const here = focusedRow()
  place = here ? rows().indexOf(here) : null
}

function returnToPlace(): void {
  const lost = document.activeElement === null || document.activeElement === document.body
  if (place === null || !lost || document.querySelector('#list') === null) return
  const all = rows()
  const row = all[Math.min(place, all.length - 1)]
  row?.querySelector<HTMLElement>('a.subj')?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}
