/** On a form that asks for it, the browser's own time zone is chosen, unless somebody chose another. */
export function chooseOwnZone(): void {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  for (const choice of document.querySelectorAll<HTMLSelectElement>(
    'form[data-own-zone] select[name=timeZone]',
  )) {
    const wanted = [...choice.options].find((option) => option.value === own)
    const offered = [...choice.options].find((option) => option.defaultSelected)
    // After going back or reloading, a browser puts in what was chosen before.
    if (wanted && choice.selectedOptions[0] === offered) wanted.selected = true
  }
}
