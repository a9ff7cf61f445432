import { lineNames } from '../../src/escalation/report.ts'
import { fullTime, makeReader, type Reader } from '../reader.ts'
import { approvalPassages } from './approval-passages.ts'
import type { NotificationMail } from './notification-mail.ts'

/** A labelled value, such as 期限: 2026年11月24日(火) 17:00. */
export type Fact = { label: string; value: string }

/** A passage that stands apart, with what belongs to it. */
export type Passage = {
  tone: 'note' | 'policy' | 'mail' | 'plain'
  label: string
  /** Who wrote it and when; empty where the heading says it. */
  origin: readonly string[]
  text: string
  facts: readonly Fact[]
}

/** A notification mail in words and in order; both the text and the HTML are written from it. */
export type Outline = {
  locale: 'ja' | 'en'
  heading: string
  ask: string
  passages: readonly Passage[]
  facts: readonly Fact[]
  /** What is asked of the addressee, as one link; null where the thread's own link does. */
  accept: { words: string; url: string } | null
  link: { words: string; url: string }
  foot: readonly string[]
}

/** Says a notification in the reader's language and time zone. Times are whole dates: a mail is read another day. */
export function outlineOf(mail: NotificationMail): Outline {
  const reader = makeReader({ ...mail.reader, now: mail.now, newestFirst: true })
  const { t } = reader
  return {
    locale: reader.locale,
    heading: heading(mail, reader),
    ask: t(`email.ask_${mail.kind}`),
    passages: passages(mail, reader),
    facts: threadFacts(mail, reader),
    accept: mail.escalation?.acceptUrl ? { words: t('email.accept'), url: mail.escalation.acceptUrl } : null,
    link: { words: t('email.open'), url: mail.url },
    foot: [
      t(mail.answersRead ? 'email.answerable' : 'email.automatic'),
      t('email.zone', { zone: reader.timeZone }),
    ],
  }
}

/**
 * The subject: what it is in brackets, then the thread's own. A bracketed word at the beginning is left out
 * of the base subject (RFC 5256, section 2.1), so mails of different kinds on one thread stay together.
 */
export function subjectOf(mail: NotificationMail): string {
  const { t } = makeReader({ ...mail.reader, now: mail.now, newestFirst: true })
  return `[${t(`email.tag_${mail.kind}`)}] ${mail.thread.subject || t('email.no_subject')}`
}

function heading({ kind, by, policy, wait }: NotificationMail, { t }: Reader): string {
  const key = kind === 'policy_set' && policy && policy.version > 1 ? 'policy_changed' : kind
  return t(`email.head_${key}`, {
    by: by?.name ?? 'hoshin',
    party: wait?.party ?? '',
    version: policy?.version ?? 1,
  })
}

function passages(mail: NotificationMail, reader: Reader): Passage[] {
  const { t } = reader
  const { comment, policy, wait, quoted } = mail
  const found: Passage[] = []
  if (comment) {
    const origin = mail.by ? written(reader, mail.by, mail.at) : []
    found.push({ tone: 'note', label: t('email.comment'), origin, text: comment.body, facts: [] })
  }
  if (mail.escalation) found.push(...escalationPassages(mail.escalation, reader))
  if (mail.approval) found.push(...approvalPassages(mail.approval, reader))
  if (wait) found.push(...waitPassages(wait, mail, reader))
  if (mail.restoredFrom) {
    found.push({
      tone: 'plain',
      label: t('backup.mail_problem'),
      origin: [],
      text: t('backup.reply_restored', { time: fullTime(reader, mail.restoredFrom) }),
      facts: [],
    })
  }
  if (mail.serverSaid) {
    found.push({
      tone: 'plain',
      label: t('email.server_said'),
      origin: [],
      text: mail.serverSaid,
      facts: [],
    })
  }
  if (policy) {
    found.push({
      tone: 'policy',
      label: t('email.policy', { version: policy.version }),
      origin: written(reader, policy.by, policy.at),
      text: policy.instruction,
      facts: policyFacts(policy, reader),
    })
  }
  if (quoted) {
    found.push({
      tone: 'mail',
      label: t(`email.${quoted.as}`),
      origin: written(reader, { name: quoted.from.name || quoted.from.address, title: '' }, quoted.at),
      text: quoted.isCut ? `${quoted.text}\n${t('email.cut')}` : quoted.text,
      facts:
        quoted.as === 'own_reply' || quoted.as === 'uncertain_reply'
          ? [{ label: t('email.to'), value: quoted.to.join(', ') }]
          : [],
    })
  }
  // What the customer wrote is then the news, and the policy its background.
  return mail.kind === 'customer_wrote' ? found.reverse() : found
}

function escalationPassages(
  escalation: NonNullable<NotificationMail['escalation']>,
  reader: Reader,
): Passage[] {
  const { t } = reader
  const { report, words } = escalation
  const lines = lineNames
    .filter((name) => report[name].text.trim() !== '')
    .map((name) => {
      const guess = report[name].isGuess ? t('email.guess') : ''
      return { label: t(`escalation.${name}`), value: `${report[name].text}${guess}` }
    })
  const options = report.options.map((option, n) => ({
    label: t('email.option', { n: n + 1 }),
    value: option,
  }))
  const facts: Fact[] = [
    ...lines,
    ...(report.tried === '' ? [] : [{ label: t('escalation.tried'), value: report.tried }]),
    ...options,
    ...(escalation.wantedBy === null
      ? []
      : [{ label: t('escalation.wanted_by'), value: fullTime(reader, escalation.wantedBy) }]),
    ...(escalation.holder === null ? [] : [{ label: t('email.holder'), value: escalation.holder }]),
    ...(escalation.acceptBy === null
      ? []
      : [{ label: t('email.accept_by'), value: fullTime(reader, escalation.acceptBy) }]),
  ]
  const told: Passage[] = words
    ? [{ tone: 'note', label: t('email.said'), origin: [], text: words, facts: [] }]
    : []
  return [
    ...told,
    {
      tone: 'policy',
      label: t('escalation.wanted'),
      origin: [],
      text: report.wanted || t('email.not_yet'),
      facts,
    },
  ]
}

function waitPassages(
  wait: NonNullable<NotificationMail['wait']>,
  { at }: NotificationMail,
  reader: Reader,
): Passage[] {
  const { t } = reader
  const question: Passage = {
    tone: 'note',
    label: t('email.question'),
    origin: [],
    text: wait.question,
    facts: wait.dueAt === null ? [] : [{ label: t('email.due'), value: fullTime(reader, wait.dueAt) }],
  }
  if (wait.answer === null) return [question]
  const origin = written(reader, { name: wait.party, title: '' }, at)
  return [
    { tone: 'mail', label: t('email.answer'), origin, text: wait.answer, facts: [] },
    { ...question, facts: [] },
  ]
}

function policyFacts(policy: NonNullable<NotificationMail['policy']>, reader: Reader): Fact[] {
  const { t } = reader
  return [
    ...(policy.dueAt === null ? [] : [{ label: t('email.due'), value: fullTime(reader, policy.dueAt) }]),
    { label: t('email.reply_by'), value: t(`policy.${policy.replyBy}`) },
    ...(policy.needsApproval ? [{ label: t('email.approval'), value: t('email.approval_needed') }] : []),
    ...(policy.returnWhen === '' ? [] : [{ label: t('email.return_when'), value: policy.returnWhen }]),
  ]
}

function threadFacts({ thread, policy, wait }: NotificationMail, reader: Reader): Fact[] {
  const { t } = reader
  const { customer, assignee, dueAt } = thread
  // The same time twice, once as the policy's and once as the thread's, would only raise the question which.
  const isSaid = dueAt !== null && (dueAt === policy?.dueAt || dueAt === wait?.dueAt)
  return [
    { label: t('email.subject'), value: thread.subject || t('email.no_subject') },
    ...(customer
      ? [
          {
            label: t('email.customer'),
            value: customer.name ? `${customer.name} <${customer.address}>` : customer.address,
          },
        ]
      : []),
    { label: t('email.mailbox'), value: thread.mailbox },
    { label: t('email.assignee'), value: assignee ?? t('common.nobody') },
    ...(dueAt === null || isSaid ? [] : [{ label: t('email.thread_due'), value: fullTime(reader, dueAt) }]),
  ]
}

/** Who wrote it and when: 佐藤 恵 係長代理, 2026年11月20日(金) 14:05. */
function written(reader: Reader, by: { name: string; title: string }, at: number): string[] {
  const who = by.title === '' ? by.name : `${by.name}${reader.locale === 'ja' ? ' ' : ', '}${by.title}`
  return [who, fullTime(reader, at)]
}
