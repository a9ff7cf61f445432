import { fullTime, type Reader } from '../reader.ts'
import type { NotificationMail } from './notification-mail.ts'
import type { Fact, Passage } from './outline.ts'

/** The reply that is to be approved, or was, with what was said about it first. */
export function approvalPassages(
  approval: NonNullable<NotificationMail['approval']>,
  reader: Reader,
): Passage[] {
  const { t } = reader
  const { words, note, text, isCut, to, subject, until } = approval
  const said: Passage[] = words
    ? [{ tone: 'note', label: t('email.approval_reason'), origin: [], text: words, facts: [] }]
    : []
  const facts: Fact[] = [
    { label: t('email.to'), value: to },
    { label: t('email.reply_subject'), value: subject },
    ...(note === '' ? [] : [{ label: t('email.approval_note'), value: note }]),
    ...(until === null ? [] : [{ label: t('email.approve_by'), value: fullTime(reader, until) }]),
  ]
  const shown = isCut ? `${text}\n${t('email.cut')}` : text
  return [...said, { tone: 'plain', label: t('email.reply_to_approve'), origin: [], text: shown, facts }]
}
