import type { Call } from '../src/escalation/route.ts'
import type { CastKey, MailboxKey } from './cast.ts'

type DemoLevel = {
  level: number
  title: string
  primary: CastKey
  backup: CastKey
  /** Minutes. */
  accept: number
  decide: number
  calls: readonly Call[]
}

type DemoRoute = {
  mailbox: MailboxKey
  levels: DemoLevel[]
  /** The lowest level that is called outside business hours; not given: the clock stands still then. */
  outsideFrom?: number
  /** Minutes. */
  repeat: number
  remind: number
}

/** The mail first, and the phone where nothing came of it. */
const thenPhone = (minutes: number): readonly Call[] => [
  { channel: 'email', minutes },
  { channel: 'phone', minutes: 20 },
]

const chief = (primary: CastKey, backup: CastKey, title = '係長'): DemoLevel => ({
  ...{ level: 2, title, primary, backup, accept: 30, decide: 120 },
  calls: thenPhone(10),
})
const section = (primary: CastKey, backup: CastKey, title = '課長'): DemoLevel => ({
  ...{ level: 3, title, primary, backup, accept: 60, decide: 240 },
  calls: thenPhone(15),
})
const head = (primary: CastKey, backup: CastKey): DemoLevel => ({
  ...{ level: 4, title: '部長', primary, backup, accept: 60, decide: 240 },
  calls: thenPhone(20),
})

/** Who is called by each mailbox, the levels from the lowest. */
export const routes: DemoRoute[] = [
  {
    mailbox: 'support',
    levels: [chief('tanaka', 'sato'), section('suzuki', 'okamoto'), head('mori', 'okamoto')],
    // Somebody is on duty day and night, so that the clocks run whenever the demo is started.
    outsideFrom: 2,
    repeat: 15,
    remind: 60,
  },
  {
    mailbox: 'billing',
    levels: [chief('sato', 'tanaka'), section('okamoto', 'suzuki')],
    repeat: 30,
    remind: 60,
  },
  {
    mailbox: 'corporate',
    levels: [chief('tanaka', 'sato'), section('suzuki', 'okamoto'), head('mori', 'okamoto')],
    outsideFrom: 3,
    repeat: 30,
    remind: 60,
  },
  {
    mailbox: 'international',
    levels: [chief('tanaka', 'sato', 'Team lead'), section('suzuki', 'okamoto', 'Section manager')],
    repeat: 30,
    remind: 60,
  },
]

/** Numbers by which those on the routes are called; of a range that is given to nobody. */
export const phones: Partial<Record<CastKey, string>> = {
  tanaka: '090-0000-0102',
  sato: '090-0000-0103',
  suzuki: '090-0000-0104',
  okamoto: '090-0000-0105',
  mori: '090-0000-0106',
}

/** Who is away now. */
export const absences: { who: CastKey; deputy: CastKey; days: number; note: string }[] = [
  { who: 'mori', deputy: 'suzuki', days: 2, note: '大阪支店へ出張' },
]

/** Where a customer is met with care, and why. */
export const careful: { thread: string; by: CastKey; reason: string; hints: string }[] = [
  {
    thread: 'paper-jam',
    by: 'suzuki',
    reason: '顧問弁護士に相談中とのご連絡があったため',
    hints: '事実と日時だけを書く。損害・責任・金額には触れない。お電話の内容も案件に残す。',
  },
]

type DemoRule = {
  mailbox: MailboxKey
  owner: CastKey
  name: string
  body: string[]
  level: number
  /** Days until it is to be looked at again. */
  reviewIn: number
}

/** They suggest, and people decide. */
export const rules: DemoRule[] = [
  {
    mailbox: 'support',
    owner: 'tanaka',
    name: '損害・補償の申し出',
    body: ['損害', '損失', '補償', '賠償', '慰謝料'],
    level: 2,
    reviewIn: 60,
  },
  {
    mailbox: 'support',
    owner: 'tanaka',
    name: '責任者を求められた',
    body: ['責任者*出', '責任者*連絡', '責任者*話', '上司を'],
    level: 2,
    reviewIn: 90,
  },
  {
    mailbox: 'international',
    owner: 'suzuki',
    name: 'Dispute or chargeback',
    body: ['chargeback', 'dispute', 'legal action'],
    level: 3,
    reviewIn: 90,
  },
]
