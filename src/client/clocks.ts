import { type ClockWord, clockWords } from '../../views/target/clock-words.ts'

/** How often the times that run on the page are told anew, ms. */
const EVERY = 15_000

/** Due times run on without the page being fetched anew: あと 2時間10分 becomes 9分, and then 1 分超過. */
export function runClocks(): void {
  const patterns: Partial<Record<ClockWord, string>> = JSON.parse(document.body.dataset.words ?? '{}')
  const say = (word: ClockWord, values: Record<string, string | number>) =>
    (patterns[word] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  // A computer whose clock is wrong must not make things late.
  const ahead = Number(document.body.dataset.now ?? Date.now()) - Date.now()
  const tick = () => {
    const now = Date.now() + ahead
    for (const time of document.querySelectorAll<HTMLElement>('.due[data-due]')) {
      const dueAt = Number(time.dataset.due)
      const words = clockWords(say, dueAt, now)
      const shown = time.querySelector('b')
      if (words === null || !shown || shown.textContent === words) continue
      shown.textContent = words
      time.classList.toggle('is-late', dueAt <= now)
      const soonAt = Number(time.dataset.soon ?? 0)
      time.classList.toggle('is-soon', soonAt <= now && now < dueAt)
    }
  }
  setInterval(tick, EVERY)
  document.addEventListener('visibilitychange', tick)
}
