/** What somebody may do in one mailbox. A supervisor may do all that an agent may. */
export type Role = 'agent' | 'supervisor'

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
}

/** The facts of a thread that decide who may see it. */
export type ThreadInSight = { readonly mailboxId: number }

/** Whether a thread exists for this viewer. {@link visibleThreads} says the same as a query's condition. */
export function maySeeThread(viewer: Viewer, thread: ThreadInSight): boolean {
  return maySeeMailbox(viewer, thread.mailboxId)
}

export function maySeeMailbox(viewer: Viewer, mailboxId: number): boolean {
  return viewer.isAdmin || viewer.roles.has(mailboxId)
}

/** Setting policies, and sending where a policy asks for a supervisor. */
export function maySupervise(viewer: Viewer, mailboxId: number): boolean {
  return viewer.roles.get(mailboxId) === 'supervisor'
}

/** Working a thread: replying, commenting, moving. An administrator without a role only reads. */
export function mayWork(viewer: Viewer, mailboxId: number): boolean {
  return viewer.roles.has(mailboxId)
}
