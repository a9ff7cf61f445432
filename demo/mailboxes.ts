import type { CastKey, GroupKey, MailboxKey } from './cast.ts'

/** A member of a mailbox: a person, or everybody in a department. */
export type DemoMember =
  | { account: CastKey; role: 'agent' | 'supervisor' }
  | { group: GroupKey; role: 'agent' | 'supervisor' }

/** One shared address of the demo's company, 株式会社ミナト事務機. */
export type DemoMailbox = {
  key: MailboxKey
  name: string
  address: string
  /** The name that customers see beside the address. */
  senderName: string
  locale: 'ja' | 'en'
  timeZone: string
  signature: string
  /** User and password of the demo's own IMAP server. */
  imapUser: string
  imapPassword: string
  members: DemoMember[]
}

const leaders: DemoMember[] = [
  { account: 'tanaka', role: 'supervisor' },
  { account: 'sato', role: 'supervisor' },
  { account: 'suzuki', role: 'supervisor' },
  { account: 'okamoto', role: 'supervisor' },
  { account: 'mori', role: 'supervisor' },
]

/** The four mailboxes, in the order of the rail. */
export const mailboxes: DemoMailbox[] = [
  {
    key: 'support',
    name: 'サポート',
    address: 'support@minato.example',
    senderName: 'ミナト事務機 サポート',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    signature: japaneseSignature('カスタマーサポート', 'support@minato.example', '平日 9:00〜18:00'),
    imapUser: 'support',
    imapPassword: 'demo-support',
    members: [
      { account: 'ito', role: 'agent' },
      { account: 'kobayashi', role: 'agent' },
      { account: 'takahashi', role: 'agent' },
      { group: 'logistics', role: 'agent' },
      { group: 'engineering', role: 'agent' },
      { group: 'legal', role: 'agent' },
      ...leaders,
    ],
  },
  {
    key: 'billing',
    name: '請求・契約',
    address: 'billing@minato.example',
    senderName: 'ミナト事務機 請求・契約窓口',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    signature: japaneseSignature('請求・契約窓口', 'billing@minato.example', '平日 9:00〜17:30'),
    imapUser: 'billing',
    imapPassword: 'demo-billing',
    members: [
      { account: 'kobayashi', role: 'agent' },
      { account: 'ito', role: 'agent' },
      { group: 'accounting', role: 'agent' },
      { group: 'legal', role: 'agent' },
      ...leaders,
    ],
  },
  {
    key: 'corporate',
    name: '法人窓口',
    address: 'corporate@minato.example',
    senderName: 'ミナト事務機 法人窓口',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    signature: japaneseSignature('法人窓口', 'corporate@minato.example', '平日 9:00〜18:00'),
    imapUser: 'corporate',
    imapPassword: 'demo-corporate',
    members: [
      { account: 'takahashi', role: 'agent' },
      { account: 'ito', role: 'agent' },
      { group: 'sales', role: 'agent' },
      { group: 'logistics', role: 'agent' },
      { group: 'legal', role: 'agent' },
      { group: 'engineering', role: 'agent' },
      ...leaders,
    ],
  },
  {
    key: 'international',
    name: 'International desk',
    address: 'hello@minato.example',
    senderName: 'Minato Office Systems',
    locale: 'en',
    timeZone: 'Europe/London',
    signature: [
      '--',
      'Minato Office Systems — International desk',
      'hello@minato.example',
      'Every day, around the clock',
    ].join('\n'),
    imapUser: 'international',
    imapPassword: 'demo-international',
    members: [
      { account: 'emma', role: 'agent' },
      { account: 'takahashi', role: 'agent' },
      { group: 'accounting', role: 'agent' },
      { group: 'engineering', role: 'agent' },
      { group: 'logistics', role: 'agent' },
      { group: 'legal', role: 'agent' },
      ...leaders,
    ],
  },
]

/** The mailbox with this key. */
export function mailboxOf(key: MailboxKey): DemoMailbox {
  const found = mailboxes.find((one) => one.key === key)
  if (!found) throw new Error(`the demo has no mailbox ${key}`)
  return found
}

function japaneseSignature(desk: string, address: string, hours: string): string {
  return [
    '--',
    `株式会社ミナト事務機 ${desk}`,
    '〒105-0000 東京都港区海岸0-0-0',
    `${address} / 受付 ${hours}`,
  ].join('\n')
}
