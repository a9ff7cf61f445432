import { type Status, statuses } from '../thread/status.ts'

/** What is done to one or several threads in one go, and can be taken back. */
export type Change =
  | { kind: 'status'; to: Status }
  | { kind: 'assignee'; to: number | null }
  | { kind: 'label'; labelId: number }
  | { kind: 'unlabel'; labelId: number }

/** How long a change can be taken back, ms. Later it would surprise those who have gone on with the threads. */
export const UNDO_FOR = 15 * 60_000

/** Threads that are changed in one go; each one costs a few ms, and others wait for their turn. */
export const MOST_AT_ONCE = 1000

/** @returns null for anything that {@link writeChange} does not write, such as `status:later` */
export function readChange(text: string): Change | null {
  const [, kind, value = ''] = /^(status|assignee|label|unlabel):(\w{0,15})$/.exec(text) ?? []
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
    default:
      return null
  }
}

/** A change as the fields of forms and the table of changes carry it: `status:done`, `assignee:` for nobody. */
export function writeChange(change: Change): string {
  return `${change.kind}:${aimOf(change)}`
}

export function aimOf(change: Change): string {
  switch (change.kind) {
    case 'status':
      return change.to
    case 'assignee':
      return change.to === null ? '' : String(change.to)
    case 'label':
    case 'unlabel':
      return String(change.labelId)
  }
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text)
}

/** What of a thread a change moves. */
export type Standing = { status: Status; assigneeId: number | null; customerWroteAt: number | null }

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
  }
}

/** Whether a thread still stands as the change left it, so that it can be put back. Labels are told by their events alone. */
export function isAsLeft(change: Change, now: Standing): boolean {
  switch (change.kind) {
    case 'status':
      return now.status === change.to
    case 'assignee':
      return now.assigneeId === change.to
    case 'label':
    case 'unlabel':
      return true
  }
}
