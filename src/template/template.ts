/** What stands in a template for something of the thread. Each is known by its English and its Japanese names. */
export const variables = {
  customer: ['customer', '顧客名', 'お客様名', 'お客様'],
  organisation: ['organisation', 'organization', 'company', '会社名'],
  sender: ['sender', '担当者名', '差出人', '担当者'],
  mailbox: ['mailbox', '窓口', '窓口名'],
  ticket: ['ticket', '案件番号', '受付番号'],
  subject: ['subject', '件名'],
  due: ['due', '方針の期限', '期限'],
  hours: ['hours', '営業時間'],
  today: ['today', '今日', '日付'],
} as const satisfies Record<string, readonly string[]>

export type Variable = keyof typeof variables
export const variableNames: readonly Variable[] = [
  ...(['customer', 'organisation', 'sender', 'mailbox', 'ticket'] as const),
  ...(['subject', 'due', 'hours', 'today'] as const),
]

/** What the variables are on one thread, in one language; null where it is not known. */
export type TemplateValues = Readonly<Record<Variable, string | null>>

/** A place in a template: `{{customer}}`, also with blanks, in full width, and 様 behind it. */
const place = /(\{\{|｛｛)([^{}｛｝\n]{0,80})(\}\}|｝｝)([ 　]?(?:様|さま|さん|殿|御中))?/gu

/** The names in a text that stand for nothing, each once. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(place)].map(([, , name = '']) => name.trim())
  return [...new Set(names.filter((name) => variableOf(name) === null))]
}

/**
 * A template as it goes into a reply. What is not known stays as it was written, so that it is seen, and found
 * before sending. A customer gets 様 in a Japanese text, once.
 */
export function filled(text: string, values: TemplateValues): string {
  const isJapanese = writtenInJapanese(text)
  return text.replace(place, (whole, _open, name: string, _close, honorific: string | undefined) => {
    const variable = variableOf(name)
    const value = variable === null ? null : values[variable]
    if (variable === null || value === null || value === '') return whole
    if (honorific) return `${value}${honorific}`
    return variable === 'customer' && isJapanese ? `${value} 様` : value
  })
}

/** Whether a text is to be filled in Japanese: its own words say so, not its writer's language. */
export function writtenInJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text.replace(place, ''))
}

function variableOf(name: string): Variable | null {
  const wanted = name.normalize('NFKC').trim().toLowerCase()
  return variableNames.find((variable) => variables[variable].some((known) => known === wanted)) ?? null
}

/** Width and case alike, for searching. */
export function templateKey(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Whether each word of a query stands in a template's name, folder or text. */
export function matches(template: { folder: string; name: string; body: string }, query: string): boolean {
  const text = templateKey(`${template.folder}\n${template.name}\n${template.body}`)
  return templateKey(query)
    .split(/\s+/u)
    .every((word) => text.includes(word))
}

/**
 * A text put into a reply where the writer stood; where nobody knows, beneath what they wrote, above what is quoted.
 *
 * @param at characters before the place; null where it is not known
 */
export function insertedAt(body: string, text: string, at: number | null): string {
  const place = at === null ? endOfWritten(body) : Math.min(at, body.length)
  const before = body.slice(0, place)
  const after = body.slice(place)
  const gapBefore = before === '' || before.endsWith('\n') || at !== null ? '' : '\n\n'
  const gapAfter = after === '' || after.startsWith('\n') || at !== null ? '' : '\n\n'
  return `${before}${gapBefore}${text.trimEnd()}${gapAfter}${after}`
}

/** Where a quote at the end begins, with the line above it that says whose it is. */
function endOfWritten(body: string): number {
  const lines = body.split('\n')
  const quote = lines.findIndex(
    (line, at) => line.startsWith('>') && lines.slice(at).every((one) => /^>|^\s*$/.test(one)),
  )
  if (quote === -1) return body.trimEnd().length
  const first = quote > 0 && /[:：]\s*$/.test(lines[quote - 1] ?? '') ? quote - 1 : quote
  return lines.slice(0, first).join('\n').trimEnd().length
}

export const LONGEST_TEMPLATE_NAME = 80
export const LONGEST_TEMPLATE = 20_000
