/** What somebody may do in one mailbox, the weakest first: each may do all that those before it may. */
export const roles = ['read_only', 'assistant', 'agent', 'supervisor'] as const
export type Role = (typeof roles)[number]

/** The word as a role; null for any other. */
export function roleOf(word: string): Role | null {
  return roles.find((role) => role === word) ?? null
}

/** The stronger of two roles that somebody has in one mailbox, own or through groups. */
export function strongest(one: Role | null | undefined, other: Role): Role {
  return one && roles.indexOf(one) > roles.indexOf(other) ? one : other
}

/** The person who asks, with everything that decides what they may see and do. Loaded once a request. */
export type Viewer = {
  readonly accountId: number
  readonly name: string
  readonly title: string
  readonly email: string
  readonly locale: 'ja' | 'en'
  readonly timeZone: string
  readonly newestFirst: boolean
  readonly isAdmin: boolean
  /** The strongest role per mailbox, own or through a group. */
  readonly roles: ReadonlyMap<number, Role>
  readonly groupIds: ReadonlySet<number>
  /**
   * Restricted threads that an administrator has opened with a reason, and may still read. Only a request from
   * their browser has them: nothing is told or listed because of a visit.
   */
  readonly visits: ReadonlySet<number>
}

/** Of somebody only what decides what they see: nothing that differs from person to person but numbers. */
export type Rights = Pick<Viewer, 'accountId' | 'isAdmin' | 'roles' | 'groupIds' | 'visits'>

export function rightsOf({ accountId, isAdmin, roles, groupIds, visits }: Viewer): Rights {
  return { accountId, isAdmin, roles, groupIds, visits }
}

/** Whom a restricted thread is limited to. */
export type Named = { readonly accountIds: ReadonlySet<number>; readonly groupIds: ReadonlySet<number> }

/** The facts of a thread that decide who may see it. */
export type ThreadInSight = {
  readonly id: number
  readonly mailboxId: number
  /** null: everybody who sees the mailbox. */
  readonly restrictedTo: Named | null
}

/**
 * Whether a thread exists for this viewer. A restriction only narrows: who is named sees it as far as their
 * role in the mailbox goes. `sightOf` reads the facts; `reachableThreads` says the same as a query's condition.
 */
export function maySeeThread(viewer: Viewer, { id, mailboxId, restrictedTo }: ThreadInSight): boolean {
  if (!maySeeMailbox(viewer, mailboxId)) return false
  return restrictedTo === null || isNamed(viewer, restrictedTo) || viewer.visits.has(id)
}

function isNamed(viewer: Viewer, { accountIds, groupIds }: Named): boolean {
  return accountIds.has(viewer.accountId) || [...groupIds].some((id) => viewer.groupIds.has(id))
}

export function maySeeMailbox(viewer: Viewer, mailboxId: number): boolean {
  return viewer.isAdmin || viewer.roles.has(mailboxId)
}

/** Working a thread: commenting, moving, asking, writing drafts. An administrator without a role only reads. */
export function mayWork(viewer: Pick<Viewer, 'roles'>, mailboxId: number): boolean {
  return isAtLeast('assistant', viewer.roles.get(mailboxId))
}

/** Sending to the customer. An assistant writes what somebody else sends. */
export function maySend(viewer: Pick<Viewer, 'roles'>, mailboxId: number): boolean {
  return isAtLeast('agent', viewer.roles.get(mailboxId))
}

/** Setting policies, and sending where a policy asks for a supervisor. */
export function maySupervise(viewer: Pick<Viewer, 'roles'>, mailboxId: number): boolean {
  return isAtLeast('supervisor', viewer.roles.get(mailboxId))
}

/** Whether a role is the given one or a stronger one; no role is none. */
export function isAtLeast(least: Role, role: Role | null | undefined): boolean {
  return role != null && roles.indexOf(role) >= roles.indexOf(least)
}
