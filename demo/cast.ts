import { mailboxes } from './mailboxes.ts'

/** Somebody who signs in to the demo. */
export type Person = {
  key: CastKey
  name: string
  /** Reading in hiragana, for @-completion; Latin names keep their letters. */
  reading: string
  email: string
  title: string
  locale: 'ja' | 'en'
  timeZone: string
  isAdmin: boolean
  /** Meant to be typed from the terminal's list; the demo listens on loopback only. */
  password: string
}

export type CastKey =
  | 'ito'
  | 'kobayashi'
  | 'takahashi'
  | 'emma'
  | 'tanaka'
  | 'sato'
  | 'suzuki'
  | 'okamoto'
  | 'mori'
  | 'nishimura'
  | 'kurata'
  | 'miura'
  | 'ono'
  | 'hasegawa'

export type GroupKey = 'logistics' | 'accounting' | 'engineering' | 'legal' | 'sales'
export type MailboxKey = 'support' | 'billing' | 'corporate' | 'international'

const tokyo = { locale: 'ja', timeZone: 'Asia/Tokyo', isAdmin: false } as const

/** Everybody, the front line first. */
export const cast: Person[] = [
  person('ito', '伊藤 美咲', 'いとう みさき', 'オペレーター', tokyo),
  person('kobayashi', '小林 直樹', 'こばやし なおき', 'オペレーター', tokyo),
  person('takahashi', '高橋 優', 'たかはし ゆう', 'オペレーター', tokyo),
  person('emma', 'Emma Clarke', 'Emma Clarke', 'International desk', {
    locale: 'en',
    timeZone: 'Europe/London',
    isAdmin: false,
  }),
  person('tanaka', '田中 浩一', 'たなか こういち', '係長', tokyo),
  person('sato', '佐藤 恵', 'さとう めぐみ', '係長代理', tokyo),
  person('suzuki', '鈴木 智子', 'すずき ともこ', '課長', tokyo),
  person('okamoto', '岡本 理恵', 'おかもと りえ', '課長代理', tokyo),
  person('mori', '森 隆司', 'もり たかし', '部長', tokyo),
  person('nishimura', '西村 健', 'にしむら けん', 'システム管理者', { ...tokyo, isAdmin: true }),
  person('kurata', '倉田 修', 'くらた おさむ', '物流 主任', tokyo),
  person('miura', '三浦 由紀', 'みうら ゆき', '経理', tokyo),
  person('ono', '大野 翔', 'おおの しょう', '技術部 エンジニア', tokyo),
  person('hasegawa', '長谷川 亮', 'はせがわ りょう', '法務', tokyo),
]

/** The departments that a thread can wait on and that a comment can mention. */
export const groups: { key: GroupKey; name: string; reading: string; members: CastKey[] }[] = [
  { key: 'logistics', name: '物流', reading: 'ぶつりゅう', members: ['kurata'] },
  { key: 'accounting', name: '経理', reading: 'けいり', members: ['miura'] },
  { key: 'engineering', name: '技術部', reading: 'ぎじゅつぶ', members: ['ono'] },
  { key: 'legal', name: '法務', reading: 'ほうむ', members: ['hasegawa'] },
  { key: 'sales', name: '営業', reading: 'えいぎょう', members: ['takahashi', 'suzuki'] },
]

/** The person with this key. */
export function personOf(key: CastKey): Person {
  const found = cast.find((one) => one.key === key)
  if (!found) throw new Error(`nobody in the cast is called ${key}`)
  return found
}

/** The strongest role that a person has in a mailbox, by name or through a group; undefined without one. */
export function roleOf(key: CastKey, mailbox: MailboxKey): 'agent' | 'supervisor' | undefined {
  const members = mailboxes.find((one) => one.key === mailbox)?.members ?? []
  const roles = members
    .filter((member) =>
      'account' in member
        ? member.account === key
        : groups.some((group) => group.key === member.group && group.members.includes(key)),
    )
    .map((member) => member.role)
  return roles.includes('supervisor') ? 'supervisor' : roles[0]
}

function person(
  key: CastKey,
  name: string,
  reading: string,
  title: string,
  rest: Pick<Person, 'locale' | 'timeZone' | 'isAdmin'>,
): Person {
  return { key, name, reading, title, email: `${key}@minato.example`, password: `demo-${key}-1`, ...rest }
}
