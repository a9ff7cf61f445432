import { fullTime, makeReader } from '../../views/reader.ts'
import { languageOf } from '../auto-mail/acknowledgement.ts'

/** A mail of the thread that goes along with a question. `at` in UTC ms. */
export type Forwarded = { from: string; at: number; subject: string; text: string }

/** Characters of each mail that goes along; the rest stays with us. */
const FORWARDED = 20_000

const words = {
  ja: {
    subject: (of: string) => `【確認のお願い】${of}`,
    due: (time: string) => `ご回答の期限: ${time}`,
    reminder: (of: string) => `【再送・確認のお願い】${of}`,
    before: (time: string) => `先日お願いした下記の件は、${time} が期限です。ご回答をお願いいたします。`,
    late: (time: string) =>
      `先日お願いした下記の件は、期限（${time}）を過ぎています。ご回答をお願いいたします。`,
    mark: '---------- 転送メール ----------',
    from: '差出人',
    at: '日時',
    about: '件名',
    none: '（件名なし）',
  },
  en: {
    subject: (of: string) => `Question: ${of}`,
    due: (time: string) => `Please answer by: ${time}`,
    reminder: (of: string) => `Reminder: ${of}`,
    before: (time: string) => `The question below is due on ${time}. Please let us have your answer.`,
    late: (time: string) => `The question below was due on ${time}. Please let us have your answer.`,
    mark: '---------- Forwarded message ----------',
    from: 'From',
    at: 'Date',
    about: 'Subject',
    none: '(no subject)',
  },
}

type About = { question: string; subject: string; dueAt: number | null; timeZone: string; now: number }

/** The mail that asks somebody outside: the question, by when, and the mails that were chosen to go along. */
export function questionMail(
  about: About,
  forwarded: readonly Forwarded[],
): { subject: string; text: string } {
  const { said, time } = wordsFor(about)
  const due = about.dueAt === null ? [] : [said.due(time(about.dueAt))]
  const mails = forwarded.map((mail) =>
    [
      said.mark,
      `${said.from}: ${mail.from}`,
      `${said.at}: ${time(mail.at)}`,
      `${said.about}: ${mail.subject || said.none}`,
      '',
      [...mail.text.slice(0, FORWARDED)].join('').trim(),
    ].join('\n'),
  )
  return {
    subject: said.subject(about.subject || said.none),
    text: [about.question, ...due, ...mails].join('\n\n'),
  }
}

/** Reminds whoever was asked: before and at the due time, and after it. */
export function reminderMail(about: About & { dueAt: number }): { subject: string; text: string } {
  const { said, time } = wordsFor(about)
  const opening = about.now < about.dueAt ? said.before(time(about.dueAt)) : said.late(time(about.dueAt))
  return {
    subject: said.reminder(about.subject || said.none),
    text: [opening, about.question.replace(/^/gm, '> ')].join('\n\n'),
  }
}

/** In the language of the question: whoever wrote it knows whom they ask. */
function wordsFor({ question, timeZone, now }: About) {
  const locale = languageOf('', question)
  const reader = makeReader({ locale, timeZone, now, newestFirst: true })
  return { said: words[locale], time: (at: number) => fullTime(reader, at) }
}
