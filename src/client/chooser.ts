import { foldText } from './fold-text.ts'
import { say } from './page.ts'

type Choice = { words: string; reading: string; group: string; pick: () => void }

/**
 * Lets somebody choose by typing what a select, a row of buttons or a group of options offers. A select itself
 * would send at each arrow key, and finds no name by its middle.
 *
 * @returns false where nothing can be chosen
 */
export function choose(...from: readonly Element[]): boolean {
  const choices = from.flatMap(choicesOf)
  if (choices.length === 0) return false
  const dialog = build(titleOf(from[0]), choices)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.showModal()
  return true
}

function choicesOf(source: Element): Choice[] {
  if (source instanceof HTMLSelectElement || source instanceof HTMLOptGroupElement) {
    const select = source.closest('select')
    const group = source instanceof HTMLOptGroupElement ? source.label : ''
    return [...source.querySelectorAll('option')].flatMap((option) =>
      option.disabled || !select || option.selected
        ? []
        : [
            {
              words: option.label,
              reading: option.dataset.reading ?? '',
              group,
              pick: () => {
                select.value = option.value
                select.form?.requestSubmit()
              },
            },
          ],
    )
  }
  return [...source.querySelectorAll<HTMLButtonElement>('button:not(:disabled, [aria-pressed=true])')].map(
    (button) => ({ words: button.textContent.trim(), reading: '', group: '', pick: () => button.click() }),
  )
}

function titleOf(source: Element | undefined): string {
  if (source instanceof HTMLSelectElement) return source.labels[0]?.textContent.trim() ?? ''
  if (source instanceof HTMLOptGroupElement) return source.label
  return source?.getAttribute('aria-label') ?? ''
}

function build(title: string, choices: readonly Choice[]): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = 'chooser'
  dialog.setAttribute('aria-label', title)
  const field = document.createElement('input')
  for (const [name, value] of Object.entries({
    ...{ type: 'text', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'true' },
    ...{
      'aria-controls': 'chooser-list',
      'aria-label': `${title}: ${say('filter')}`,
      placeholder: say('filter'),
    },
  }))
    field.setAttribute(name, value)
  const list = document.createElement('ul')
  list.id = 'chooser-list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', title)
  const heading = document.createElement('p')
  heading.className = 'hint'
  heading.textContent = title
  dialog.append(heading, field, list)

  let shown: readonly Choice[] = []
  let at = 0
  const show = () => {
    const typed = foldText(field.value)
    shown = choices.filter(({ words, reading }) => foldText(`${words}\n${reading}`).includes(typed))
    at = 0
    list.replaceChildren(...shown.map(optionOf))
    if (shown.length === 0) list.append(nothing())
    mark()
  }
  const mark = () => {
    for (const [place, option] of [...list.querySelectorAll('[role=option]')].entries()) {
      option.setAttribute('aria-selected', String(place === at))
      if (place === at) option.scrollIntoView({ block: 'nearest' })
    }
    field.setAttribute('aria-activedescendant', shown.length > 0 ? `choice-${at}` : '')
  }
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    // First: closing gives the focus back to where the choice goes on.
    dialog.close('chosen')
    choice.pick()
  }
  field.addEventListener('input', show)
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) at = (at + step + shown.length) % shown.length
    else if (event.key === 'Enter') take(shown[at])
    else return
    event.preventDefault()
    mark()
  })
  list.addEventListener('click', ({ target }) => {
    const option = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null
    if (option) take(shown[Number(option.dataset.at)])
  })
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  show()
  return dialog
}

function optionOf(choice: Choice, at: number): HTMLElement {
  const option = document.createElement('li')
  option.id = `choice-${at}`
  option.dataset.at = String(at)
  option.setAttribute('role', 'option')
  option.textContent = choice.words
  if (choice.group) {
    const group = document.createElement('small')
    group.textContent = choice.group
    option.append(' ', group)
  }
  return option
}

function nothing(): HTMLElement {
  const line = document.createElement('li')
  line.className = 'hint'
  line.setAttribute('role', 'status')
  line.textContent = say('nothingFits')
  return line
}
