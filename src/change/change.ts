import type { Limits } from '../restriction/restriction.ts'
import { type Status, statuses } from '../thread/status.ts'

/** What is done to one or several threads in one go, and can be taken back. */
export type Change =
  | { kind: 'status'; to: Status }
  | { kind: 'assignee'; to: number | null }
  | { kind: 'label'; labelId: number }
  | { kind: 'unlabel'; labelId: number }
  | ({ kind: 'restriction' } & Restricted)
  | { kind: 'lift' }

/** Whom a thread is limited to, and why. */
export type Restricted = Limits & { reason: string }

/** How long a change can be taken back, ms. Later it would surprise those who have gone on with the threads. */
export const UNDO_FOR = 15 * 60_000

/** Threads that are changed in one go; each one costs a few ms, and others wait for their turn. */
export const MOST_AT_ONCE = 1000

/**
 * A change as a form carries it: `status:done`, `assignee:` for nobody. Restricting takes a form of its own.
 *
 * @returns null for anything else, such as `status:later`
 */
export function readChange(text: string): Change | null {
  const [, kind, value = ''] = /^(status|assignee|label|unlabel|lift):(\w{0,15})$/.exec(text) ?? []
  switch (kind) {
    case 'status': {
      const to = statuses.find((status) => status === value)
      return to ? { kind, to } : null
    }
    case 'assignee':
      if (value === '') return { kind, to: null }
      return isId(value) ? { kind, to: Number(value) } : null
    case 'label':
    case 'unlabel':
      return isId(value) ? { kind, labelId: Number(value) } : null
    case 'lift':
      return value === '' ? { kind } : null
    default:
      return null
  }
}

/** A change as its row carries it, from {@link aimOf}. */
export function keptChange(kind: string, aim: string): Change | null {
  if (kind !== 'restriction') return readChange(`${kind}:${aim}`)
  return { kind, ...(JSON.parse(aim) as Restricted) }
}

/** What is to be, in a word for the change's row. */
export function aimOf(change: Change): string {
  switch (change.kind) {
    case 'status':
      return change.to
    case 'assignee':
      return change.to === null ? '' : String(change.to)
    case 'label':
    case 'unlabel':
      return String(change.labelId)
    case 'restriction': {
      const { accountIds, groupIds, reason } = change
      return JSON.stringify({ accountIds, groupIds, reason })
    }
    case 'lift':
      return ''
  }
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text)
}

/** What of a thread a change moves. `restriction` is written down where that is what changes; null: it had none. */
export type Standing = {
  status: Status
  assigneeId: number | null
  customerWroteAt: number | null
  restriction?: Restricted | null
}

/** Events that move what this kind of change moves: one that came later makes it somebody else's. */
export function touching(kind: Change['kind']): readonly string[] {
  switch (kind) {
    case 'status':
      return ['status_changed']
    case 'assignee':
      return ['assigned']
    case 'label':
    case 'unlabel':
      return ['thread_labelled', 'thread_unlabelled']
    case 'restriction':
    case 'lift':
      return ['thread_restricted', 'restriction_changed', 'restriction_lifted']
  }
}

/** Whether a thread still stands as the change left it, so that it can be put back. Some are told by their events alone. */
export function isAsLeft(change: Change, now: Standing): boolean {
  switch (change.kind) {
    case 'status':
      return now.status === change.to
    case 'assignee':
      return now.assigneeId === change.to
    case 'label':
    case 'unlabel':
    case 'restriction':
    case 'lift':
      return true
  }
}
