import type { MailboxKey } from './cast.ts'

type DemoLabel = {
  name: string
  colour: 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'indigo' | 'purple' | 'pink' | 'grey'
  /** The one mailbox that uses it; not given: all. */
  mailbox?: MailboxKey
  /** Keys of the stories. */
  threads: string[]
}

/** What the threads are about. */
export const threadLabels: DemoLabel[] = [
  {
    name: '納期',
    colour: 'orange',
    threads: ['copier-delay', 'boiler-late-past', 'delay-cancel', 'delivery-date-change', 'stock-slow'],
  },
  {
    name: '故障',
    colour: 'red',
    threads: ['boiler-noise', 'boiler-lukewarm', 'paper-jam', 'toner-leak', 'striped-print', 'wrong-item'],
  },
  { name: '再発', colour: 'purple', threads: ['paper-jam', 'copier-delay', 'invoice-differs'] },
  {
    name: '法務確認',
    colour: 'indigo',
    threads: ['lawyer-letter', 'privacy-request', 'gdpr-erasure', 'paper-jam'],
  },
  {
    name: '予約サイト障害',
    colour: 'pink',
    threads: [
      ...['login-e2041', 'salon-no-bookings', 'double-booking', 'white-page', 'hotel-recovery-when'],
      ...['gym-app-outage', 'booking-down-en', 'past-outage'],
    ],
  },
  {
    name: '見積もり',
    colour: 'green',
    threads: ['copier-quote', 'consumables-price', 'quote-with-sheet', 'quote-forgot-attachment'],
  },
  { name: '要望', colour: 'teal', threads: ['feature-wish', 'api-question', 'praise-engineer'] },
  {
    name: '返金',
    colour: 'yellow',
    mailbox: 'billing',
    threads: ['double-charge', 'counter-charge', 'invoice-differs'],
  },
  {
    name: '解約',
    colour: 'grey',
    mailbox: 'billing',
    threads: ['stock-cancel'],
  },
  {
    name: 'Refund',
    colour: 'yellow',
    mailbox: 'international',
    threads: ['refund-chargeback', 'wrong-vat', 'charity-discount'],
  },
]

/** The classes of customers, by the addresses from which they write. */
export const customerLabels: (Omit<DemoLabel, 'threads' | 'mailbox'> & { customers: string[] })[] = [
  {
    name: 'VIP',
    colour: 'red',
    customers: ['watanabe@aozora-kensetsu.example', 'ikeda.naomi@hotel-minagi.example'],
  },
  {
    name: '契約 A',
    colour: 'blue',
    customers: [
      'otani@otani-shokai.example',
      'k-yoshida@minamicho-kaikan.example',
      'd.nakamura@gym-forte.example',
      'ishikawa@tsubame-pharmacy.example',
      'd.weiss@weiss-logistik.example',
    ],
  },
  {
    name: '契約 B',
    colour: 'grey',
    customers: ['kato@kato-salon.example', 'abe@abe-insatsu.example', 'fujii@fujii-books.example'],
  },
]

/** What the team knows of some of them. */
export const knownCustomers: { address: string; organisation: string; note: string }[] = [
  {
    address: 'otani@otani-shokai.example',
    organisation: '大谷商会',
    note: '複合機 3 台のリース。午前中のご連絡を希望。',
  },
  {
    address: 'watanabe@aozora-kensetsu.example',
    organisation: '青空建設株式会社',
    note: '年間契約。ご連絡はまず担当の鈴木（課長）に確認。',
  },
  { address: 'ishikawa@tsubame-pharmacy.example', organisation: 'つばめ薬局', note: '' },
  { address: 'ikeda.naomi@hotel-minagi.example', organisation: 'ホテルみなぎ', note: '' },
  { address: 'd.weiss@weiss-logistik.example', organisation: 'Weiss Logistik GmbH', note: '' },
]
