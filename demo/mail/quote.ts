import type { Mailbox, MailProgram } from './outline.ts'

/** The message that a mail answers, as it is known once it exists. */
export type Answered = {
  messageId: string
  references: string[]
  from: Mailbox
  to: Mailbox
  subject: string
  /** ms, UTC */
  date: number
  text: string
}

/** What a program adds beneath (or, for a plain mail, above) one's own words when answering. */
export function quote(answered: Answered, program: MailProgram, language: 'ja' | 'en'): string {
  const who = `${answered.from.name} <${answered.from.address}>`
  switch (program) {
    case 'outlook':
      return outlook(answered, who, language)
    case 'gmail':
      return `${gmailLine(answered, who, language)}\n\n${arrows(answered.text)}`
    case 'iphone':
      return language === 'ja'
        ? `iPhoneから送信\n\n${tokyo(answered.date, { dateStyle: 'medium' })}、${who}のメール:\n\n${arrows(answered.text)}`
        : `Sent from my iPhone\n\nOn ${english(answered.date, false)}, ${who} wrote:\n\n${arrows(answered.text)}`
    case 'thunderbird':
    case 'becky':
      return language === 'ja'
        ? `On ${tokyo(answered.date, { dateStyle: 'medium' })}, ${answered.from.name} wrote:\n${arrows(answered.text)}`
        : `On ${english(answered.date, false)}, ${answered.from.name} wrote:\n${arrows(answered.text)}`
  }
}

function outlook(answered: Answered, who: string, language: 'ja' | 'en'): string {
  const to = `${answered.to.name} <${answered.to.address}>`
  const lines =
    language === 'ja'
      ? [
          '________________________________',
          `差出人: ${who}`,
          `送信日時: ${tokyo(answered.date, { dateStyle: 'long' })}`,
          `宛先: ${to}`,
          `件名: ${answered.subject}`,
        ]
      : [
          '-----Original Message-----',
          `From: ${who}`,
          `Sent: ${english(answered.date, true)}`,
          `To: ${to}`,
          `Subject: ${answered.subject}`,
        ]
  return `${lines.join('\n')}\n\n${answered.text}`
}

function gmailLine(answered: Answered, who: string, language: 'ja' | 'en'): string {
  return language === 'ja'
    ? `${tokyo(answered.date, { dateStyle: 'long' }, true)} ${who}:`
    : `On ${english(answered.date, false)} ${who} wrote:`
}

function tokyo(instant: number, style: Intl.DateTimeFormatOptions, weekday = false): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', ...options }).format(instant)
  return `${format(style)}${weekday ? `(${format({ weekday: 'short' })})` : ''} ${format({ timeStyle: 'short' })}`
}

function english(instant: number, long: boolean): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(long ? 'en-US' : 'en-GB', { timeZone: 'Europe/London', ...options }).format(
      instant,
    )
  return long
    ? `${format({ dateStyle: 'full' })} ${format({ timeStyle: 'short' })}`
    : `${format({ dateStyle: 'medium' })} at ${format({ timeStyle: 'short' })}`
}

function arrows(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `> ${line}` : '>'))
    .join('\n')
}
