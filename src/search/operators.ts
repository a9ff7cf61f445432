import { statuses } from './query-words.ts'

type Language = 'ja' | 'en'

/** The operators in the order in which they are offered, by their first name in each language. */
export const operators = [
  { of: 'sender', en: 'from', ja: '差出人', reading: 'さしだしにん' },
  { of: 'recipients', en: 'to', ja: '宛先', reading: 'あてさき' },
  { of: 'subject', en: 'subject', ja: '件名', reading: 'けんめい' },
  { of: 'status', en: 'status', ja: 'ステータス', reading: 'すてーたす' },
  { of: 'assignee', en: 'assignee', ja: '担当', reading: 'たんとう' },
  { of: 'label', en: 'label', ja: 'ラベル', reading: 'らべる' },
  { of: 'mailbox', en: 'mailbox', ja: 'メールボックス', reading: 'めーるぼっくす' },
  { of: 'attachment', en: 'has', ja: '添付', reading: 'てんぷ' },
  { of: 'policy', en: 'has', ja: '方針', reading: 'ほうしん' },
  { of: 'before', en: 'before', ja: '以前', reading: 'いぜん' },
  { of: 'after', en: 'after', ja: '以後', reading: 'いご' },
] as const

export type OperatorName = (typeof operators)[number]['of']

/** What an operator may take besides names, as it is written in each language. */
export const valuesOf: Partial<Record<OperatorName, Readonly<Record<Language, readonly string[]>>>> = {
  status: { en: statuses, ja: ['新着', '対応中', '他部署確認中', '対応完了'] },
  assignee: { en: ['me', 'none'], ja: ['自分', 'なし'] },
  attachment: { en: ['attachment'], ja: ['あり', 'なし'] },
  policy: { en: ['policy'], ja: ['あり', 'なし'] },
  before: { en: ['today', 'yesterday', '7d', '30d'], ja: ['今日', '昨日', '7日', '30日'] },
  after: { en: ['today', 'yesterday', '7d', '30d'], ja: ['今日', '昨日', '7日', '30日'] },
}

/** A condition as it is written: `label:"late delivery"`. Null when no query can say it. */
export function written(name: string, value: string): string | null {
  if (value.includes('"')) return null
  return `${name}:${/[\s\u3000“”„＂]/.test(value) ? `"${value}"` : value}`
}
