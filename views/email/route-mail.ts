import type { RouteProblem } from '../../src/escalation/route-problems.ts'
import type { Locale } from '../locales/index.ts'
import { makeReader } from '../reader.ts'
import { problemWords, wordsInSummary } from '../route/problem-words.tsx'
import type { Outline } from './outline.ts'

/** What the warning about a route tells. */
export type RouteMail = {
  mailbox: string
  problems: readonly RouteProblem[]
  titles: Readonly<Record<'inside' | 'outside', readonly string[]>>
  names: ReadonlyMap<number, string>
  url: string
  reader: { locale: Locale; timeZone: string; now: number }
}

/** Says that a mailbox's route could fall silent, what is wrong in which row, and where to mend it. */
export function routeMail(mail: RouteMail): { subject: string; outline: Outline } {
  const reader = makeReader({ ...mail.reader, newestFirst: true })
  const { t } = reader
  const words = problemWords(reader, mail.problems, (id) => mail.names.get(id) ?? '')
  const said = wordsInSummary(reader, { ...words.warned, ...words.refused }, mail.titles)
  const heading = t('route_mail.heading', { mailbox: mail.mailbox })
  return {
    subject: `[${t('route_mail.tag')}] ${heading}`,
    outline: {
      locale: reader.locale,
      heading,
      ask: t('route_mail.ask'),
      passages: Object.values(said).map((text) => ({
        tone: 'plain',
        label: t('route_mail.problem'),
        origin: [],
        text,
        facts: [],
      })),
      facts: [],
      link: { words: t('route_mail.open'), url: mail.url },
      accept: null,
      foot: [t('route_mail.foot')],
    },
  }
}
