import { z } from 'zod'
import { roles } from '../access/viewer.ts'
import type { EventKind } from './event.ts'

/** What administrators look up: people, rights and mailboxes, and who was there. */
export const auditKinds = [
  'signed_in',
  'signed_out',
  'account_joined',
  'account_changed',
  'account_disabled',
  'group_changed',
  'mailbox_changed',
  'label_changed',
  'calendar_changed',
  'membership_changed',
  'restricted_opened',
  'database_restored',
] as const satisfies readonly EventKind[]

export type AuditKind = (typeof auditKinds)[number]

const id = z.number().int().nullable().catch(null).default(null)
const words = z
  .string()
  .catch('')
  .default('')
  .transform((text) => text.split(' ').filter((word) => word !== ''))
const ids = words.transform((list) => list.map(Number).filter(Number.isSafeInteger))
const role = z.enum(roles).nullable().catch(null).default(null)

/** The facts of these events, as far as the page tells them; what an older or newer version wrote is passed over. */
export const auditFacts = z.object({
  account: id,
  /** Of a restore: the instant of the backup, UTC ms, and how many replies wait for a decision. */
  taken: id,
  replies: id,
  group: id,
  name: z.string().catch('').default(''),
  email: z.string().catch('').default(''),
  what: words,
  change: words,
  joined: ids,
  left: ids,
  before: role,
  after: role,
  thread: id,
  reason: z.string().catch('').default(''),
})

export type AuditFacts = z.infer<typeof auditFacts>
