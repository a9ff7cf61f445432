import type { Period } from '../business-time/calendar.ts'

type Week = readonly (readonly Period[])[]

const names = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const

/**
 * A week's hours as one sentence: 月〜金 9:00〜18:00, 土 10:00〜12:00. Days with the same hours that follow each
 * other stand together. Null for a mailbox that never opens.
 */
export function hoursInWords(week: Week, locale: 'ja' | 'en'): string | null {
  const ja = locale === 'ja'
  const days = [1, 2, 3, 4, 5, 6, 0].map((day) => ({
    name: names[locale][day] ?? '',
    hours: periodsInWords(week[day] ?? [], ja),
  }))
  const runs: { first: string; last: string; hours: string }[] = []
  for (const { name, hours } of days) {
    const run = runs.at(-1)
    if (run && run.hours === hours) run.last = name
    else runs.push({ first: name, last: name, hours })
  }
  const open = runs.filter(({ hours }) => hours !== '')
  if (open.length === 0) return null
  return open
    .map(
      ({ first, last, hours }) => `${first === last ? first : `${first}${ja ? '〜' : '–'}${last}`} ${hours}`,
    )
    .join(ja ? '、' : ', ')
}

function periodsInWords(periods: readonly Period[], ja: boolean): string {
  return periods
    .map(({ opens, closes }) => `${clock(opens)}${ja ? '〜' : '–'}${clock(closes)}`)
    .join(ja ? '・' : ' and ')
}

/** Minutes of a day; past midnight they count on, as people say 26:00. */
function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
