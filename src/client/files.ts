/** Shows what was chosen to be attached, before it is sent, and holds back what the server would refuse. */
export function chooseFiles(): void {
  document.addEventListener('change', (event) => {
    const { target } = event
    if (!(target instanceof HTMLInputElement)) return
    const input = fileInputOf(target.form)
    if (target === input) showChosen(input)
    if (input && (target === input || target.name === 'remove_files')) sayWhetherTooLarge(input)
  })
  // A body that is too large is refused unread, and everything typed would have to be brought back.
  document.addEventListener(
    'submit',
    (event) => {
      const input = event.target instanceof HTMLFormElement ? fileInputOf(event.target) : null
      if (!input || !isTooLarge(input)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      sayWhetherTooLarge(input)
    },
    true,
  )
}

function fileInputOf(form: HTMLFormElement | null): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>('input[type=file][data-limit]') ?? null
}

function showChosen(input: HTMLInputElement): void {
  const list = input.form?.querySelector('[data-chosen]')
  if (!list) return
  for (const old of list.querySelectorAll('[data-fresh]')) old.remove()
  for (const file of input.files ?? []) {
    const line = document.createElement('li')
    line.dataset.fresh = ''
    const name = document.createElement('span')
    name.textContent = file.name
    const size = document.createElement('small')
    size.textContent =
      file.size < 1_000_000 ? `${Math.ceil(file.size / 1000)} KB` : `${(file.size / 1_000_000).toFixed(1)} MB`
    line.append(name, size)
    list.append(line)
  }
  list.scrollIntoView({ block: 'nearest' })
}

/** Together with the files that the draft already keeps, apart from those ticked to go. */
function isTooLarge(input: HTMLInputElement): boolean {
  const kept = [...(input.form?.querySelectorAll<HTMLElement>('[data-chosen] [data-size]') ?? [])].filter(
    (line) => line.querySelector('input:checked') === null,
  )
  const chosen = [...(input.files ?? [])]
  // Without a new file nothing can grow, and ticking one to go must always get through.
  if (chosen.length === 0) return false
  const bytes = [...chosen.map((file) => file.size), ...kept.map((line) => Number(line.dataset.size))]
  return bytes.reduce((sum, size) => sum + size, 0) > Number(input.dataset.limit)
}

function sayWhetherTooLarge(input: HTMLInputElement): void {
  const list = input.form?.querySelector('[data-chosen]')
  const said = input.form?.querySelector('[data-files-refused]')
  if (!isTooLarge(input)) {
    said?.remove()
    return
  }
  const words = said ?? document.createElement('p')
  words.className = 'error'
  words.setAttribute('data-files-refused', '')
  words.setAttribute('role', 'alert')
  words.textContent = input.dataset.tooLarge ?? ''
  list?.after(words)
  words.scrollIntoView({ block: 'nearest' })
}
