/** The names of operators and of what they take, in both languages whatever the reader's is. Folded as in tokens.ts. */

type Operator =
  | 'sender'
  | 'recipients'
  | 'subject'
  | 'status'
  | 'assignee'
  | 'mailbox'
  | 'label'
  | 'has'
  | 'before'
  | 'after'

export const statuses = ['new', 'in_progress', 'awaiting_dept', 'done'] as const
export type Status = (typeof statuses)[number]

/** A condition other than words. `value` is as it was typed, `at` and `part` say where. */
export type Filter = { value: string; not: boolean; at: number; part: string } & (
  | { by: 'status'; status: Status }
  | { by: 'assignee' }
  | { by: 'mailbox' }
  | { by: 'label' }
  | { by: 'has'; has: 'attachment' | 'policy' }
  | { by: 'before' | 'after'; from: Day }
)

export const filterNames: ReadonlyMap<string, Operator> = new Map([
  ['from', 'sender'],
  ['差出人', 'sender'],
  ['送信者', 'sender'],
  ['to', 'recipients'],
  ['宛先', 'recipients'],
  ['subject', 'subject'],
  ['件名', 'subject'],
  ['status', 'status'],
  ['ステータス', 'status'],
  ['assignee', 'assignee'],
  ['担当', 'assignee'],
  ['担当者', 'assignee'],
  ['mailbox', 'mailbox'],
  ['メールボックス', 'mailbox'],
  ['label', 'label'],
  ['ラベル', 'label'],
  ['has', 'has'],
  ['添付', 'has'],
  ['方針', 'has'],
  ['before', 'before'],
  ['以前', 'before'],
  ['after', 'after'],
  ['以後', 'after'],
  ['以降', 'after'],
])

export const statusNames: ReadonlyMap<string, Status> = new Map([
  ['new', 'new'],
  ['新着', 'new'],
  ['in_progress', 'in_progress'],
  ['in-progress', 'in_progress'],
  ['対応中', 'in_progress'],
  ['awaiting_dept', 'awaiting_dept'],
  ['awaiting', 'awaiting_dept'],
  ['waiting', 'awaiting_dept'],
  ['他部署確認中', 'awaiting_dept'],
  ['確認中', 'awaiting_dept'],
  ['done', 'done'],
  ['対応完了', 'done'],
  ['完了', 'done'],
])

const hasNames: ReadonlyMap<string, 'attachment' | 'policy'> = new Map([
  ['attachment', 'attachment'],
  ['attachments', 'attachment'],
  ['file', 'attachment'],
  ['添付', 'attachment'],
  ['policy', 'policy'],
  ['対応方針', 'policy'],
  ['方針', 'policy'],
])

/** has:attachment, and 添付:あり or 添付:なし as it is said in Japanese. Null for any other value. */
export function hasAsked(
  name: string,
  value: string,
): { has: 'attachment' | 'policy'; lacks: boolean } | null {
  const has = hasNames.get(name === 'has' ? value : name)
  if (!has) return null
  if (name === 'has' || value === 'あり' || value === '有') return { has, lacks: false }
  return value === 'なし' || value === '無' ? { has, lacks: true } : null
}

/** Somebody's own name for themselves, and for nobody. */
export const meNames: ReadonlySet<string> = new Set(['me', '自分'])
export const nobodyNames: ReadonlySet<string> = new Set(['none', 'nobody', 'なし', '未割り当て'])

/** A day of the calendar, or how many days before today. */
export type Day = { year: number; month: number; date: number } | { daysAgo: number }

/** 2026-11-20, 2026/11/20, 2026年11月20日, 2026-11, 2026, today, yesterday, 7d: the first day of it. */
export function day(text: string): Day | null {
  if (text === 'today' || text === '今日') return { daysAgo: 0 }
  if (text === 'yesterday' || text === '昨日') return { daysAgo: 1 }
  const [, ago] = /^(\d{1,4})(?:d|日前?)$/.exec(text) ?? []
  if (ago !== undefined) return { daysAgo: Number(ago) }
  const [whole, year, month = '1', date = '1'] =
    /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?$/.exec(text) ?? []
  if (whole === undefined || year === undefined) return null
  const asked = { year: Number(year), month: Number(month), date: Number(date) }
  const civil = new Date(Date.UTC(asked.year, asked.month - 1, asked.date))
  // The calendar turns what it does not have, such as 30 February, into another day.
  const isReal =
    civil.getUTCMonth() === asked.month - 1 && civil.getUTCDate() === asked.date && asked.year >= 1970
  return isReal ? asked : null
}
