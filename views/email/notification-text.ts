import type { Fact, Outline, Passage } from './outline.ts'
import { COLUMNS, widthOf, wrapText } from './wrap.ts'

/** The plain text of a notification mail, with LF line ends. */
export function notificationText(outline: Outline): string {
  const { heading, ask, passages, facts, accept, link, foot } = outline
  return [
    wrapText(heading),
    wrapText(ask),
    ...(accept ? [`${accept.words}:\n${accept.url}`] : []),
    ...passages.map(passageText),
    factLines(facts),
    `${link.words}:\n${link.url}`,
    // RFC 3676, section 4.3: what stands beneath "-- " is no part of the message.
    ['-- ', ...foot.map((line) => wrapText(line))].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

function passageText({ label, origin, text, facts, tone }: Passage): string {
  const rule = '─'.repeat(Math.max(2, Math.floor((COLUMNS - widthOf(label) - 5) / 2)))
  return [
    `── ${label} ${rule}`,
    ...(origin.length > 0 ? [origin.join(' · ')] : []),
    wrapText(text, tone === 'mail' ? '> ' : '  '),
    ...(facts.length > 0 ? ['', factLines(facts)] : []),
  ].join('\n')
}

function factLines(facts: readonly Fact[]): string {
  return facts.map(({ label, value }) => wrapText(`${label}: ${value}`)).join('\n')
}
