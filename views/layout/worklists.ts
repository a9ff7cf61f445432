import type { KeyName } from '../keys.ts'
import type { ListName } from '../shown.ts'
import type { WorkCounts } from './rail.tsx'

/** A list of the rail with how much waits there; `hot` waits for this person. */
type Worklist = { list: ListName; count: number; hot?: boolean }

/** The lists that are shown: some only while something stands in them. */
export function worklists(counts: WorkCounts): Worklist[] {
  const lists: Worklist[] = [
    { list: 'mine', count: counts.mine },
    { list: 'mentions', count: counts.mentions, hot: counts.mentions > 0 },
    { list: 'decision', count: counts.decision, hot: counts.decision > 0 },
    { list: 'escalated', count: counts.escalated ?? 0 },
    { list: 'unassigned', count: counts.unassigned },
    { list: 'overdue', count: counts.overdue ?? 0, hot: Boolean(counts.overdue) },
  ]
  if (counts.acceptance) lists.splice(4, 0, { list: 'acceptance', count: counts.acceptance })
  if (counts.my_decision) {
    lists.splice(3, 0, { list: 'my_decision', count: counts.my_decision, hot: true })
  }
  if (counts.due_soon) lists.push({ list: 'due_soon', count: counts.due_soon })
  if (counts.failed) lists.push({ list: 'failed', count: counts.failed, hot: true })
  if (counts.broken) lists.push({ list: 'broken', count: counts.broken })
  lists.push({ list: 'drafts', count: counts.drafts })
  return lists
}

/** The keys that lead to the lists. */
export const goTo: Partial<Record<ListName, KeyName>> = {
  mine: 'go_mine',
  unassigned: 'go_unassigned',
  mentions: 'go_mentions',
  decision: 'go_decision',
  overdue: 'go_overdue',
  drafts: 'go_drafts',
}
