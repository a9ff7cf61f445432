import htmx from 'htmx.org'

/** The notices at the foot: closed by hand, and gone when the time to take a reply back is over. */
export function closeFlashes(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-close-flash]')) target.closest('.flash')?.remove()
  })
  htmx.onLoad((root) => {
    if (!(root instanceof Element)) return
    for (const flash of root.querySelectorAll<HTMLElement>('.flash[data-until]')) end(flash)
  })
  for (const flash of document.querySelectorAll<HTMLElement>('.flash[data-until]')) end(flash)
}

const ended = new WeakSet<HTMLElement>()

function end(flash: HTMLElement): void {
  if (ended.has(flash)) return
  ended.add(flash)
  setTimeout(() => flash.remove(), Number(flash.dataset.until))
}
