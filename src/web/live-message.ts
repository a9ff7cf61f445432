import type { ThreadInSight } from '../access/viewer.ts'
import type { EventKind } from '../event/event.ts'

type Told = EventKind | 'unknown'

/** What browsers are told: enough to know what to fetch anew, never the content itself. */
export type LiveMessage =
  | { type: 'thread'; id: number; mailbox: number; version: number | null; kind: Told; actor: number | null }
  | { type: 'counts'; mailbox: number }
  | { type: 'notification' }
  | { type: 'connection'; mailbox: number | null }

/** Who hears it: everybody who sees this thread or this mailbox, or one account. */
export type Audience = { thread: ThreadInSight } | { mailbox: number } | { account: number }

export type Addressed = { message: LiveMessage; audience: Audience }

/** A row of the history, with its thread's version as it is now. */
export type HistoryRow = {
  id: number
  kind: Told
  mailboxId: number | null
  threadId: number | null
  /** Who may see the thread now; null without one. */
  sight: ThreadInSight | null
  threadVersion: number | null
  actorId: number | null
  facts: Readonly<Record<string, unknown>>
}

const movesNoCount = new Set<Told>([
  'writing',
  'writing_ended',
  'writing_taken_over',
  'original_opened',
  'comment_edited',
])

const changesRights = new Set<Told>([
  'membership_changed',
  'group_changed',
  'account_changed',
  'account_disabled',
  'signed_out',
])

/** Whether people's rights or sessions must be read again before anything more is told. */
export function mayChangeRights(rows: readonly HistoryRow[]): boolean {
  return rows.some((row) => changesRights.has(row.kind))
}

/**
 * What the rows mean for browsers, oldest first. Counts and connections are told once for each mailbox,
 * and a thread once for each kind of change, however many rows there are.
 *
 * `notification_changed` goes to the account in `facts.account`.
 */
export function messagesFor(rows: readonly HistoryRow[]): Addressed[] {
  const told = new Map<string, Addressed>()
  const tell = (key: string, message: LiveMessage, audience: Audience) => {
    told.delete(key)
    told.set(key, { message, audience })
  }
  for (const row of rows) {
    const { kind, mailboxId: mailbox, threadId: id } = row
    if (kind === 'notification_changed') {
      const account = row.facts.account
      if (typeof account === 'number') tell(`note ${account}`, { type: 'notification' }, { account })
    } else if (kind === 'connection_changed' || kind === 'mailbox_changed') {
      if (mailbox !== null) tell(`way ${mailbox}`, { type: 'connection', mailbox }, { mailbox })
    } else if (id !== null && mailbox !== null && row.sight) {
      const audience: Audience = { thread: row.sight }
      const version = row.threadVersion
      const message: LiveMessage = { type: 'thread', id, mailbox, version, kind, actor: row.actorId }
      tell(`thread ${id} ${kind} ${row.actorId}`, message, audience)
      if (movesNoCount.has(kind)) continue
      // That numbers move tells of a restricted thread too; only when it comes or goes do they for everybody.
      if (row.sight.restrictedTo === null || kind === 'thread_restricted')
        tell(`counts ${mailbox}`, { type: 'counts', mailbox }, { mailbox })
      else tell(`counts ${mailbox} ${id}`, { type: 'counts', mailbox }, audience)
    }
  }
  return [...told.values()]
}

/** One server-sent event. The id is where a browser that reconnects goes on. */
export function encodeMessage(message: LiveMessage, resumeAt: number): Uint8Array {
  return encoder.encode(`id: ${resumeAt}\ndata: ${JSON.stringify(message)}\n\n`)
}

export const keepAlive = new TextEncoder().encode(': \n\n')

const encoder = new TextEncoder()
