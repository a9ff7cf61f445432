/** Shows what was chosen to be attached, before it is sent. */
export function chooseFiles(): void {
  document.addEventListener('change', (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return
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
        file.size < 1_000_000
          ? `${Math.ceil(file.size / 1000)} KB`
          : `${(file.size / 1_000_000).toFixed(1)} MB`
      line.append(name, size)
      list.append(line)
    }
    list.scrollIntoView({ block: 'nearest' })
  })
}
