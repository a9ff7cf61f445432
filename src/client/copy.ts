import { toast } from './page.ts'

/** A button beside a field that copies what stands in it. */
export function copyFields(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest<HTMLElement>('[data-copy]')
    const field = button && document.getElementById(button.dataset.copy ?? '')
    if (!button || !(field instanceof HTMLInputElement)) return
    void copy(field).then((copied) => {
      if (copied) toast(button.dataset.copied ?? '')
    })
  })
}

/** What could not be copied stays selected, so that the keys do it. */
async function copy(field: HTMLInputElement): Promise<boolean> {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    // Over plain HTTP, in an office network, there is no clipboard but the old one.
    return document.execCommand('copy')
  }
}
