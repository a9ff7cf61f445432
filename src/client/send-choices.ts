/**
 * A choice is sent as it is made. By arrow keys a closed select changes at each one of them, so that somebody
 * who walks through the names is waited for until they say Enter or leave.
 */
export function sendChoices(): void {
  let walking: HTMLSelectElement | null = null
  document.addEventListener('keydown', ({ key, target }) => {
    const select = choiceIn(target)
    if (!select) return
    if (key === 'Enter' && walking === select) send(select)
    else if (key !== 'Enter' && key !== ' ' && key !== 'Tab') walking = select
  })
  document.addEventListener('pointerdown', () => {
    walking = null
  })
  document.addEventListener('change', ({ target }) => {
    const select = choiceIn(target)
    if (select && walking !== select) send(select)
  })
  document.addEventListener('focusout', ({ target }) => {
    const select = choiceIn(target)
    if (select && walking === select && select.selectedIndex !== comesWith(select)) send(select)
    walking = null
  })

  function send(select: HTMLSelectElement): void {
    walking = null
    select.form?.requestSubmit()
  }
}

function choiceIn(target: EventTarget | null): HTMLSelectElement | null {
  return target instanceof HTMLSelectElement && target.form?.matches('[data-send-on-change]') ? target : null
}

function comesWith(select: HTMLSelectElement): number {
  const marked = [...select.options].findIndex((option) => option.defaultSelected)
  return marked === -1 ? 0 : marked
}
