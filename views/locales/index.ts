import * as absenceEn from './en/absence.ts'
import * as accountEn from './en/account.ts'
import * as adminEn from './en/admin.ts'
import * as approvalEn from './en/approval.ts'
import * as auditEn from './en/audit.ts'
import * as autoMailEn from './en/auto-mail.ts'
import * as backupEn from './en/backup.ts'
import * as changeEn from './en/change.ts'
import * as channelEn from './en/channel.ts'
import * as checkEn from './en/check.ts'
import * as commonEn from './en/common.ts'
import * as customerEn from './en/customer.ts'
import * as doctorEn from './en/doctor.ts'
import * as emailEn from './en/email.ts'
import * as escalationEn from './en/escalation.ts'
import * as hoursEn from './en/hours.ts'
import * as keysEn from './en/keys.ts'
import * as labelEn from './en/label.ts'
import * as listEn from './en/list.ts'
import * as mailAnswerEn from './en/mail-answer.ts'
import * as outgoingEn from './en/outgoing.ts'
import * as policyEn from './en/policy.ts'
import * as recordEn from './en/record.ts'
import * as refusalEn from './en/refusal.ts'
import * as restrictionEn from './en/restriction.ts'
import * as routeEn from './en/route.ts'
import * as ruleEn from './en/rule.ts'
import * as searchEn from './en/search.ts'
import * as shellEn from './en/shell.ts'
import * as targetEn from './en/target.ts'
import * as templateEn from './en/template.ts'
import * as threadEn from './en/thread.ts'
import * as writingEn from './en/writing.ts'
import * as absenceJa from './ja/absence.ts'
import * as accountJa from './ja/account.ts'
import * as adminJa from './ja/admin.ts'
import * as approvalJa from './ja/approval.ts'
import * as auditJa from './ja/audit.ts'
import * as autoMailJa from './ja/auto-mail.ts'
import * as backupJa from './ja/backup.ts'
import * as changeJa from './ja/change.ts'
import * as channelJa from './ja/channel.ts'
import * as checkJa from './ja/check.ts'
import * as commonJa from './ja/common.ts'
import * as customerJa from './ja/customer.ts'
import * as doctorJa from './ja/doctor.ts'
import * as emailJa from './ja/email.ts'
import * as escalationJa from './ja/escalation.ts'
import * as hoursJa from './ja/hours.ts'
import * as keysJa from './ja/keys.ts'
import * as labelJa from './ja/label.ts'
import * as listJa from './ja/list.ts'
import * as mailAnswerJa from './ja/mail-answer.ts'
import * as outgoingJa from './ja/outgoing.ts'
import * as policyJa from './ja/policy.ts'
import * as recordJa from './ja/record.ts'
import * as refusalJa from './ja/refusal.ts'
import * as restrictionJa from './ja/restriction.ts'
import * as routeJa from './ja/route.ts'
import * as ruleJa from './ja/rule.ts'
import * as searchJa from './ja/search.ts'
import * as shellJa from './ja/shell.ts'
import * as targetJa from './ja/target.ts'
import * as templateJa from './ja/template.ts'
import * as threadJa from './ja/thread.ts'
import * as writingJa from './ja/writing.ts'
import { translateWith, type Values } from './translate.ts'
import type { WordKey, Words } from './words.ts'

export type Locale = 'ja' | 'en'
export const locales = ['ja', 'en'] as const satisfies readonly Locale[]

// A new noun: one file in ja/, one in en/, and a line in each of these two.
const ja = {
  ...absenceJa,
  ...accountJa,
  ...adminJa,
  ...approvalJa,
  ...auditJa,
  ...autoMailJa,
  ...backupJa,
  ...changeJa,
  ...channelJa,
  ...checkJa,
  ...commonJa,
  ...customerJa,
  ...doctorJa,
  ...emailJa,
  ...hoursJa,
  ...labelJa,
  ...keysJa,
  ...escalationJa,
  ...listJa,
  ...mailAnswerJa,
  ...outgoingJa,
  ...policyJa,
  ...recordJa,
  ...refusalJa,
  ...restrictionJa,
  ...routeJa,
  ...ruleJa,
  ...searchJa,
  ...shellJa,
  ...targetJa,
  ...templateJa,
  ...threadJa,
  ...writingJa,
}
const en: Words<typeof ja> = {
  ...absenceEn,
  ...accountEn,
  ...adminEn,
  ...approvalEn,
  ...auditEn,
  ...autoMailEn,
  ...backupEn,
  ...changeEn,
  ...channelEn,
  ...checkEn,
  ...commonEn,
  ...customerEn,
  ...doctorEn,
  ...emailEn,
  ...hoursEn,
  ...labelEn,
  ...keysEn,
  ...escalationEn,
  ...listEn,
  ...mailAnswerEn,
  ...outgoingEn,
  ...policyEn,
  ...recordEn,
  ...refusalEn,
  ...restrictionEn,
  ...routeEn,
  ...ruleEn,
  ...searchEn,
  ...shellEn,
  ...targetEn,
  ...templateEn,
  ...threadEn,
  ...writingEn,
}

export type Key = WordKey<typeof ja>
export type Translate = (key: Key, values?: Values) => string

const translators: Record<Locale, Translate> = {
  ja: translateWith('ja', ja),
  en: translateWith('en', en),
}

export function translatorFor(locale: Locale): Translate {
  return translators[locale]
}
