import type { Flash } from '../../views/layout.tsx'
import type { Key } from '../../views/locales/index.ts'
import type { Reader } from '../../views/reader.ts'
import { threadUrl } from '../../views/shown.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { findLabel } from '../label/label.store.ts'
import {
  findChange,
  type KeptChange,
  leftOut,
  onlyThreadOf,
  type ChangeSums as Sums,
  sumsOfChange,
} from './change.store.ts'
import { type Change, UNDO_FOR } from './change.ts'

/** What a change came to, with the way back while there is one; null where there is nothing to tell. */
export async function changeInWords(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  changeId: number,
  wasTooLate = false,
): Promise<Flash | null> {
  const kept = await findChange(db, viewer, changeId)
  if (!kept) return null
  const { t } = reader
  if (wasTooLate && kept.undoneAt === null) return { kind: 'refused', words: t('change_flash.too_late') }
  const sums = await sumsOfChange(db, changeId)
  return kept.undoneAt === null
    ? whatWasDone(db, viewer, reader, kept, sums)
    : whatWasUndone(db, viewer, reader, kept, sums)
}

async function whatWasDone(
  db: Db,
  viewer: Viewer,
  { t, now }: Reader,
  { id, at, change }: KeptChange,
  sums: Sums,
): Promise<Flash> {
  const words = [
    ...(sums.changed > 0 ? [await doneInWords(db, viewer, t, id, change, sums.changed)] : []),
    ...(sums.already > 0 ? [t('change_flash.already', { count: sums.already })] : []),
    ...(sums.refused > 0 ? [t('change_flash.refused', { count: sums.refused })] : []),
  ]
  const left = await leftOut(db, viewer, id, 'refused')
  return {
    kind: sums.changed === 0 && sums.refused > 0 ? 'refused' : 'done',
    words: words.join(' '),
    at,
    left: left.map((one) => leftInWords(t, one)),
    ...(sums.changed > 0 &&
      at > now - UNDO_FOR && { undo: { action: `/changes/${id}/reversal`, words: t('change_flash.undo') } }),
  }
}

async function whatWasUndone(
  db: Db,
  viewer: Viewer,
  { t }: Reader,
  { id, undoneAt }: KeptChange,
  sums: Sums,
): Promise<Flash> {
  const count = sums.changed - sums.kept
  const only = count === 1 ? await onlyThreadOf(db, viewer, id) : null
  const words = [
    ...(only
      ? [t('change_flash.one_undone', { subject: nameOf(t, only.subject) })]
      : count > 0
        ? [t('change_flash.undone', { count })]
        : []),
    ...(sums.kept > 0 ? [t('change_flash.kept', { count: sums.kept })] : []),
  ]
  const left = await leftOut(db, viewer, id, 'kept')
  return {
    kind: count === 0 ? 'refused' : 'done',
    words: words.join(' '),
    at: undoneAt ?? 0,
    left: left.map((one) => leftInWords(t, one)),
    ...(only && { link: { href: threadUrl(only.id, {}), words: t('change_flash.open') } }),
  }
}

async function doneInWords(
  db: Db,
  viewer: Viewer,
  t: Reader['t'],
  changeId: number,
  change: Change,
  count: number,
): Promise<string> {
  const only = count === 1 ? await onlyThreadOf(db, viewer, changeId) : null
  const subject = only && nameOf(t, only.subject)
  switch (change.kind) {
    case 'status': {
      const to = t(`status.${change.to}`)
      return subject ? t('change_flash.one_status', { subject, to }) : t('change_flash.status', { count, to })
    }
    case 'assignee': {
      if (change.to === null)
        return subject
          ? t('change_flash.one_unassigned', { subject })
          : t('change_flash.unassigned', { count })
      const name = await nameOfAccount(db, change.to)
      return subject
        ? t('change_flash.one_assigned', { subject, name })
        : t('change_flash.assigned', { count, name })
    }
    case 'restriction':
      return t('change_flash.restricted', { count })
    case 'lift':
      return t('change_flash.lifted', { count })
    case 'label':
    case 'unlabel': {
      const name = (await findLabel(db, viewer, change.labelId))?.name ?? ''
      const word = change.kind === 'label' ? 'labelled' : 'unlabelled'
      return subject
        ? t(`change_flash.one_${word}`, { subject, name })
        : t(`change_flash.${word}`, { count, name })
    }
  }
}

async function nameOfAccount(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('accounts').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

const LONGEST = 30

function nameOf(t: Reader['t'], subject: string): string {
  const whole = [...(subject || t('list.no_subject'))]
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST).join('')}…` : whole.join('')
}

const reasons: Readonly<Record<string, Key>> = {
  'not-found': 'change_flash.why_not_found',
  'read-only': 'change_flash.why_read_only',
  'waits-open': 'change_flash.why_waits_open',
  'needs-wait': 'change_flash.why_needs_wait',
  'no-role': 'change_flash.why_no_role',
  outside: 'change_flash.why_outside',
  'unknown-label': 'change_flash.why_unknown_label',
  'too-many': 'change_flash.why_too_many',
  'not-yours': 'change_flash.why_not_yours',
  'locks-out': 'change_flash.why_locks_out',
  'unknown-person': 'change_flash.why_no_role',
  'changed-since': 'change_flash.why_changed_since',
}

function leftInWords(t: Reader['t'], left: { threadId: number; subject: string | null; why: string }) {
  const { threadId, subject, why } = left
  return {
    href: subject === null ? null : threadUrl(threadId, {}),
    name: subject === null ? `#${threadId}` : nameOf(t, subject),
    why: t(reasons[why] ?? 'change_flash.why_not_found'),
  }
}
