/** The four, in the order in which work goes through them. */
export const statuses = ['new', 'in_progress', 'awaiting_dept', 'done'] as const

export type Status = (typeof statuses)[number]
export type Folder = 'inbox' | 'spam' | 'trash'

/** What stands on a thread when something happens to it. */
export type Standing = { status: Status; assigned: boolean }

/** What the standing becomes, and whether the mark "customer wrote" is set. */
export type Move = { status: Status; customerWrote: boolean }

/**
 * A customer's mail on a thread that exists. Done work opens again; work that is under way keeps its
 * status and its waits, and is only marked, so that nobody loses what they were waiting for. A new thread
 * that somebody is responsible for is marked too: they know the first mail, not this one.
 * Automatic mail is no customer writing.
 */
export function afterInbound(standing: Standing, kind: 'mail' | 'bounce' | 'auto_reply' | 'broken'): Move {
  switch (kind) {
    case 'auto_reply':
      return { status: standing.status, customerWrote: false }
    case 'bounce':
      // What was thought to be done has not arrived.
      return { status: standing.status === 'done' ? 'in_progress' : standing.status, customerWrote: false }
    case 'mail':
    case 'broken':
      if (standing.status === 'done') return { status: 'new', customerWrote: true }
      return { status: standing.status, customerWrote: standing.status !== 'new' || standing.assigned }
  }
}

/** Somebody takes the thread or begins a reply. */
export function afterTaking(status: Status): Status {
  return status === 'new' ? 'in_progress' : status
}

/** A wait ended; the last one that ends gives the thread back to the team. */
export function afterWaitEnded(status: Status, stillOpen: number): Status {
  return status === 'awaiting_dept' && stillOpen === 0 ? 'in_progress' : status
}
