import { say } from './page.ts'

/** The bar over ticked rows says how many they are; without it, it says "the chosen". */
export function countPicked(): void {
  document.addEventListener('change', (event) => {
    if (event.target instanceof Element && event.target.closest('.pick')) tell()
  })
  document.addEventListener('htmx:after:swap', tell)
}

function tell(): void {
  const count = document.querySelectorAll('.pick :checked').length
  const place = document.querySelector('[data-picked]')
  if (place && count > 0) place.textContent = say('picked', { count })
}
