import type { CastKey, MailboxKey } from './cast.ts'

export type DemoTemplate = {
  mailbox: MailboxKey
  by: CastKey
  folder: string
  name: string
  body: string
  /** Changes by others than supervisors wait for one. */
  needsApproval?: true
}

/** Texts that the office uses often. */
export const templates: DemoTemplate[] = [
  {
    ...{ mailbox: 'support', by: 'sato', folder: '納期', name: '納期遅れのお詫び', needsApproval: true },
    body: `{{お客様名}}

お世話になっております。ミナト事務機サポートの{{担当者名}}でございます。
ご注文の品が予定日に届いていないとのこと、誠に申し訳ございません。
{{期限}}までに、納期を改めてご連絡いたします。`,
  },
  {
    ...{ mailbox: 'support', by: 'sato', folder: '納期', name: '納期のご案内' },
    body: `{{お客様名}}

お世話になっております。ミナト事務機サポートの{{担当者名}}でございます。
お問い合わせの件、○月○日のお届けを予定しております。`,
  },
  {
    ...{ mailbox: 'support', by: 'sato', folder: '', name: '営業時間のご案内' },
    body: `{{お客様名}}

お世話になっております。ミナト事務機サポートの{{担当者名}}でございます。
お電話でのお問い合わせは、{{営業時間}}に承っております。`,
  },
  {
    ...{ mailbox: 'international', by: 'sato', folder: 'Delivery', name: 'We are looking into it' },
    body: `Dear {{customer}},

thank you for writing to us. We are looking into your request ({{ticket}}) and will come back to you by {{due}}.

{{sender}}`,
  },
]
