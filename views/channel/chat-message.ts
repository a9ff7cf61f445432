import type { ChatMessage } from '../../src/channel/payload.ts'
import { dayAndTime, makeReader } from '../reader.ts'

export type ChatFacts = {
  id: string
  locale: 'ja' | 'en'
  timeZone: string
  /** UTC ms. */
  now: number
  /** The thread's address. */
  url: string
  /** Who is called, with the title of their level; null: everybody. */
  called: { name: string; level: string; number: string } | null
  /** Null on a restricted thread: whoever reads the chat need not be among those who may see it. */
  said: { subject: string; wanted: string } | null
  acceptBy: number | null
  isUrgent: boolean
}

/** A call for a decision as a chat shows it: who, about what, until when. */
export function chatMessage(facts: ChatFacts): ChatMessage {
  const { locale, timeZone, now, called, said, acceptBy } = facts
  const reader = makeReader({ locale, timeZone, now, newestFirst: true })
  const { t } = reader
  const whom = called ? `${called.name}${called.level && ` (${called.level})`}` : ''
  const lines = [
    said
      ? t('channel.said_subject', { subject: said.subject || t('list.no_subject') })
      : t('channel.said_restricted'),
    said?.wanted ? t('channel.said_wanted', { wanted: said.wanted }) : '',
    acceptBy === null ? '' : t('channel.said_until', { time: dayAndTime(reader, acceptBy) }),
  ]
  const title = called ? t('channel.said_called', { name: whom }) : t('channel.said_everybody')
  return {
    id: facts.id,
    event: 'escalation',
    title: facts.isUrgent ? t('channel.said_urgent', { title }) : title,
    lines: lines.filter((line) => line !== ''),
    link: { url: facts.url, label: t('channel.said_open') },
    call: called?.number ? { name: called.name, number: called.number } : null,
  }
}

/** What the test button writes. */
export function chatTest(facts: {
  id: string
  locale: 'ja' | 'en'
  url: string
  mailbox: string
  by: string
}): ChatMessage {
  const { t } = makeReader({ locale: facts.locale, timeZone: 'UTC', now: 0, newestFirst: true })
  return {
    id: facts.id,
    event: 'test',
    title: t('channel.test_title'),
    lines: [t('channel.test_line', { mailbox: facts.mailbox, name: facts.by })],
    link: { url: facts.url, label: t('channel.test_open') },
    call: null,
  }
}
