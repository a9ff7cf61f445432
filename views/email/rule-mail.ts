import { type Locale, translatorFor } from '../locales/index.ts'
import type { Outline } from './outline.ts'

/** What a mail about a rule tells: that its review is due, or that the team is to read it. */
export type RuleMail = {
  about: 'review' | 'shown'
  name: string
  mailbox: string
  hits: number
  wrong: number
  url: string
  locale: Locale
}

export function ruleMail(mail: RuleMail): { subject: string; outline: Outline } {
  const t = translatorFor(mail.locale)
  const heading = t(`rule_mail.${mail.about}`, { name: mail.name, mailbox: mail.mailbox })
  return {
    subject: `[${t('rule_mail.tag')}] ${heading}`,
    outline: {
      locale: mail.locale,
      heading,
      ask: t(`rule_mail.${mail.about}_ask`),
      passages: [],
      facts:
        mail.about === 'shown'
          ? []
          : [
              { label: t('rule_mail.hits'), value: String(mail.hits) },
              { label: t('rule_mail.wrong'), value: String(mail.wrong) },
            ],
      link: { words: t('rule_mail.open'), url: mail.url },
      accept: null,
      foot: [t('rule_mail.foot')],
    },
  }
}
