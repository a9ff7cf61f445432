import type { BackupProblemView } from '../backup-problem.ts'
import type { Locale } from '../locales/index.ts'
import { fullTime, makeReader } from '../reader.ts'
import type { Fact, Outline } from './outline.ts'

/** What the alarm about backups tells. Instants in UTC ms. */
export type BackupMail = {
  facts: { goodAt: number | null; failed: { at: number; problem: BackupProblemView } | null }
  url: string
  reader: { locale: Locale; timeZone: string; now: number }
}

/** Says in an administrator's language that backups fail or are too old, and what to look at. */
export function backupMail({ facts, url, reader: whose }: BackupMail): { subject: string; outline: Outline } {
  const reader = makeReader({ ...whose, newestFirst: true })
  const { t } = reader
  const { goodAt, failed } = facts
  const heading = t(failed ? 'backup.mail_failed' : 'backup.mail_old')
  const last: Fact = {
    label: t('backup.mail_last'),
    value: goodAt === null ? t('backup.none_yet') : fullTime(reader, goodAt),
  }
  const since: Fact[] = failed ? [{ label: t('backup.mail_since'), value: fullTime(reader, failed.at) }] : []
  return {
    subject: `[${t('backup.mail_tag')}] ${heading}`,
    outline: {
      locale: reader.locale,
      heading,
      ask: t('backup.mail_ask'),
      passages: failed
        ? [
            {
              tone: 'plain',
              label: t('backup.mail_problem'),
              origin: [],
              text: t(`backup_problem.${failed.problem.code}`, { detail: failed.problem.detail }),
              facts: [],
            },
          ]
        : [],
      facts: [...since, last],
      link: { words: t('backup.mail_open'), url },
      accept: null,
      foot: [t('backup.mail_foot'), t('backup.mail_zone', { zone: reader.timeZone })],
    },
  }
}
