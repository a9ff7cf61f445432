import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'

/** Whom a thread is limited to, by ids. */
export type Limits = { accountIds: readonly number[]; groupIds: readonly number[] }

/** Longest reason, in characters. */
export const REASON_LIMIT = 500

/** How long an administrator may read on after giving a reason, ms. */
export const VISIT = 60 * 60_000

/**
 * Whether somebody may limit a thread, change that, and lift it: a supervisor, the assignee, and an
 * administrator during a visit, without whom a thread whose people have all left would be shut for good.
 */
export function mayRestrict(
  viewer: Viewer,
  thread: { id: number; mailboxId: number; assigneeId: number | null },
): boolean {
  const { id, mailboxId, assigneeId } = thread
  if (maySupervise(viewer, mailboxId) || viewer.visits.has(id)) return true
  return assigneeId === viewer.accountId && mayWork(viewer, mailboxId)
}

/** Somebody with what decides whether a restriction leaves them in. */
type Inmate = { id: number; groupIds: readonly number[] }

/** Those of the people whom the limits leave in. */
export function leftIn<T extends Inmate>(people: readonly T[], limits: Limits): T[] {
  return people.filter(
    ({ id, groupIds }) =>
      limits.accountIds.includes(id) || groupIds.some((groupId) => limits.groupIds.includes(groupId)),
  )
}

/** What differs between two sets of limits: who came in, who went. Accounts and groups apart. */
export function differences(before: Limits, after: Limits) {
  const without = (ids: readonly number[], others: readonly number[]) =>
    ids.filter((id) => !others.includes(id))
  return {
    joined: without(after.accountIds, before.accountIds),
    left: without(before.accountIds, after.accountIds),
    groupsJoined: without(after.groupIds, before.groupIds),
    groupsLeft: without(before.groupIds, after.groupIds),
  }
}
