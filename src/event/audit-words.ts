import type { Key } from '../../views/locales/index.ts'
import { fullTime, type Reader } from '../../views/reader.ts'
import type { Role } from '../access/viewer.ts'
import type { Audited, namesInAudit } from './audit.store.ts'

type Names = Awaited<ReturnType<typeof namesInAudit>>

/** What happened, in one sentence; who did it stands before it. */
export function auditInWords(reader: Reader, event: Audited, names: Names): string {
  const { t } = reader
  const { facts, mailbox } = event
  const between = reader.locale === 'ja' ? '、' : ', '
  const account = nameOf(names.accounts, facts.account) || facts.name || facts.email || t('audit.somebody')
  const group = nameOf(names.groups, facts.group) || facts.name
  const people = (ids: readonly number[]) => ids.map((id) => nameOf(names.accounts, id)).join(between)
  const what = [...facts.what, ...facts.change].map((word) => t(whatKey(word))).join(between)
  switch (event.kind) {
    case 'signed_in':
    case 'signed_out':
      return t(`audit.${event.kind}`)
    case 'account_joined':
    case 'account_disabled':
      return t(`audit.${event.kind}`, { account })
    case 'account_changed':
      return t('audit.account_changed', { account, what })
    case 'mailbox_changed':
    case 'calendar_changed':
      return t('audit.mailbox_changed', { mailbox: mailbox ?? '', what })
    case 'label_changed':
      return t('audit.label_changed', { label: facts.name, what })
    case 'membership_changed':
      return t('audit.membership_changed', {
        who: facts.group === null ? account : `@${group}`,
        mailbox: mailbox ?? '',
        before: t(roleKey(facts.before)),
        after: t(roleKey(facts.after)),
      })
    case 'database_restored':
      return t('audit.database_restored', {
        time: fullTime(reader, facts.taken ?? event.at),
        count: facts.replies ?? 0,
      })
    case 'restricted_opened': {
      // Its number tells that it exists, so only those who see it read which it was.
      const seen = facts.thread !== null && names.threads.has(facts.thread)
      const { reason } = facts
      if (facts.what.includes('export')) return t('audit.restricted_exported', { reason })
      return seen
        ? t('audit.restricted_opened', { thread: facts.thread ?? 0, reason })
        : t('audit.restricted_opened_some', { reason })
    }
    case 'group_changed':
      return [
        t(facts.what.includes('created') ? 'audit.group_created' : 'audit.group_changed', { group }),
        ...(facts.joined.length > 0 ? [t('audit.group_joined', { people: people(facts.joined) })] : []),
        ...(facts.left.length > 0 ? [t('audit.group_left', { people: people(facts.left) })] : []),
      ].join(' · ')
  }
}

function roleKey(role: Role | null): Key {
  return role === null ? 'admin.role_none' : `admin.role_${role}_short`
}

function nameOf(names: ReadonlyMap<number, string>, id: number | null): string {
  return id === null ? '' : (names.get(id) ?? '')
}

function whatKey(word: string): Key {
  const known = whats.find((what) => what === word)
  return `audit_what.${known ?? 'other'}`
}

const whats = [
  'checks',
  'templates',
  'name',
  'reading',
  'title',
  'locale',
  'timeZone',
  'phone',
  'newestFirst',
  'isAdmin',
  'password',
  'notifications',
  'enabled',
  'invited',
  'invitation_withdrawn',
  'password_link',
  'signature',
  'created',
  'edited',
  'merged',
  'removed',
  'calendar_hours',
  'calendar_zone',
  'calendar_holidays',
  'calendar_closings',
  'calendar_openings',
  'added',
  'changed',
  'retired',
  'returned',
  'target_added',
  'target_changed',
  'target_removed',
  'target_audiences',
  'route',
  'route_running',
  'channel_added',
  'channel_removed',
  'absence_set',
  'absence_changed',
  'absence_ended',
] as const
