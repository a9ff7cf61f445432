import { foldText } from './fold-text.ts'
import { showSheet } from './keys.ts'

/** The list of keys: found by typing, and opened from its link too. */
export function findKeys(): void {
  const sheet = document.querySelector<HTMLDialogElement>('#keys')
  const field = sheet?.querySelector<HTMLInputElement>('[data-find-keys]')
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-show-keys]')) return
    event.preventDefault()
    showSheet()
  })
  if (!sheet || !field) return
  field.addEventListener('input', () => narrow(sheet, foldText(field.value)))
  sheet.addEventListener('close', () => {
    field.value = ''
    narrow(sheet, '')
  })
}

function narrow(sheet: HTMLElement, typed: string): void {
  const lines = [...sheet.querySelectorAll<HTMLElement>('dl > div')]
  for (const line of lines) line.hidden = !foldText(line.textContent).includes(typed)
  for (const group of sheet.querySelectorAll<HTMLElement>('section'))
    group.hidden = group.querySelector('dl > div:not([hidden])') === null
  const none = sheet.querySelector<HTMLElement>('[data-no-keys]')
  if (none) none.hidden = lines.some((line) => !line.hidden)
}
