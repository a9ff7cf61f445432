import type { Addressees } from '../outbox/read-reply.ts'
import { addresseeFindings } from './addressee.ts'
import { otherCustomerFindings } from './other-customer.ts'
import { placeholderFindings } from './placeholder.ts'
import { manyFindings, recipientFindings } from './recipients.ts'
import { attachmentFindings, cautionFindings, subjectFindings } from './wording.ts'

/** What a reply is looked at for, in the order in which it is said: the worst that can happen first. */
export const checkKinds = [
  'other_customer',
  'new_recipient',
  'internal_recipient',
  'many_recipients',
  'addressee',
  'placeholder',
  'attachment',
  'caution',
  'subject',
] as const
export type CheckKind = (typeof checkKinds)[number]

/** What is found, as its sentence is called: one check may find more than one kind of thing. */
export type FindingWords =
  | Exclude<CheckKind, 'addressee' | 'subject'>
  | 'far_recipient'
  | 'addressee_missing'
  | 'addressee_wrong'
  | 'subject_empty'
  | 'subject_vague'

/** Something to be said about a reply before it goes. */
export type Finding = {
  kind: CheckKind
  says: FindingWords
  /** The words, address or number that it is about; empty where there is none. */
  what: string
  /** What would be expected there; empty where nothing is. */
  meant: string
}

/** A reply as it would go out. */
export type Written = {
  addressees: Addressees
  subject: string
  /** What its writer wrote: without what is quoted, and without the signature that is put beneath. */
  text: string
  files: number
}

/** What is known around a reply. Addresses and domains in lower case. */
export type Surroundings = {
  threadSubject: string
  /** Whom it goes to: names as far as they are known, and what they wrote. */
  customer: { names: readonly string[]; wrote: string }
  /** Who takes part in the thread already. */
  participants: ReadonlySet<string>
  /** Ours: addresses of mailboxes and people, and domains that belong to nobody else. */
  own: { addresses: ReadonlySet<string>; domains: ReadonlySet<string> }
  /** Customers of other threads of late. */
  otherCustomers: readonly string[]
}

/** What a mailbox has set: which checks are on, and its own words for each. */
export type CheckSettings = Readonly<Record<CheckKind, { on: boolean; words: readonly string[] }>>

type Check = (written: Written, around: Surroundings, words: readonly string[]) => Finding[]

const checks: Readonly<Record<CheckKind, Check>> = {
  other_customer: otherCustomerFindings,
  new_recipient: (written, around, words) =>
    recipientFindings(written, around, words).filter(({ kind }) => kind === 'new_recipient'),
  internal_recipient: (written, around, words) =>
    recipientFindings(written, around, words).filter(({ kind }) => kind === 'internal_recipient'),
  many_recipients: manyFindings,
  addressee: addresseeFindings,
  placeholder: placeholderFindings,
  attachment: attachmentFindings,
  caution: cautionFindings,
  subject: subjectFindings,
}

/** All that there is to say about a reply; nothing for most. */
export function findingsIn(written: Written, around: Surroundings, settings: CheckSettings): Finding[] {
  const found = checkKinds.flatMap((kind) => {
    const { on, words } = settings[kind]
    return on ? checks[kind](written, around, words) : []
  })
  const strangers = found.filter(({ kind }) => kind === 'other_customer')
  // Said once: a strange name above the text is that of the other customer.
  const said = found.filter(
    ({ says, what }) => says !== 'addressee_wrong' || !strangers.some((one) => what.includes(one.what)),
  )
  return [...new Map(said.map((finding) => [findingKey(finding), finding])).values()]
}

/** Which finding it is, whatever else is found beside it. */
export function findingKey({ kind, what }: Pick<Finding, 'kind' | 'what'>): string {
  return `${kind}:${what}`
}
