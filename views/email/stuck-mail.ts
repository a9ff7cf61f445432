import type { Locale } from '../locales/index.ts'
import { fullTime, makeReader } from '../reader.ts'
import type { Outline, Passage } from './outline.ts'

/** What the alarm about mail that is stuck tells. Instants in UTC ms. */
export type StuckMail = {
  stuck: { mailbox: string; waiting: number; uncertain: number; since: number; problem: string | null }
  url: string
  reader: { locale: Locale; timeZone: string; now: number }
}

/** Says in an administrator's language what of a mailbox does not go out, why, and what to do. */
export function stuckMail({ stuck, url, reader: whose }: StuckMail): { subject: string; outline: Outline } {
  const reader = makeReader({ ...whose, newestFirst: true })
  const { t } = reader
  const { mailbox, waiting, uncertain, since, problem } = stuck
  const heading = t('stuck.heading', { mailbox })
  const passage = (label: string, text: string): Passage => ({
    tone: 'plain',
    label,
    origin: [],
    text,
    facts: [],
  })
  return {
    subject: `[${t('stuck.tag')}] ${heading}`,
    outline: {
      locale: reader.locale,
      heading,
      ask: t('stuck.ask'),
      passages: [
        ...(problem ? [passage(t('stuck.problem'), problem)] : []),
        ...(waiting > 0 ? [passage(t('stuck.waiting', { count: waiting }), t('stuck.waiting_next'))] : []),
        ...(uncertain > 0
          ? [passage(t('stuck.uncertain', { count: uncertain }), t('stuck.uncertain_next'))]
          : []),
      ],
      facts: [{ label: t('stuck.since'), value: fullTime(reader, since) }],
      link: { words: t('stuck.open'), url },
      accept: null,
      foot: [t('stuck.foot'), t('email.zone', { zone: reader.timeZone })],
    },
  }
}
