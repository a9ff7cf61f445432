import { sql } from 'kysely'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeMailbox, maySeeThread, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { historyAfter, newestEventIds, openSessionHashes } from './live.store.ts'
import { advance, beginAt, type Cursor, settledAt } from './live-cursor.ts'
import { type Audience, encodeMessage, keepAlive, mayChangeRights, messagesFor } from './live-message.ts'

/** Tells open pages what happened, out of the history: nothing is told that was not committed. */
export type Live = {
  /** Something was committed here: look now instead of at the next poll. */
  wake(): void
  /**
   * A stream of server-sent events for this person.
   *
   * @param after the id of the last event that the browser has, so that what it missed comes first
   */
  open(viewer: Viewer, sessionHash: string, after: number | null): Promise<Response>
  /** How many browsers listen now. */
  listeners(): number
  /** Reads until nothing new is there; for tests and for a tidy end. */
  settle(): Promise<void>
  stop(): Promise<void>
}

type LiveOptions = {
  clock: () => number
  /** Calls back when another process announces commits; returns how to stop. PostgreSQL only. */
  listen?: (wake: () => void) => () => Promise<void>
  log: (line: string) => void
}

/** The channel on which processes that share a PostgreSQL database announce commits. */
export const eventChannel = 'hoshin_events'

const POLL = 1_000
const KEEP_ALIVE = 20_000
/** Rights that changed by no event, and sessions that ran out, end a stream at the latest after this. ms. */
const CHECK_AGAIN = 300_000
const BATCH = 500
/** What somebody missed for longer is told by the page that they load. */
const REPLAY_AT_MOST = 2_000
/** Messages that wait for one slow browser; beyond, it is cut off and comes back by itself. */
const WAITING_AT_MOST = 200

type Listener = {
  viewer: Viewer
  readonly sessionHash: string
  readonly controller: ReadableStreamDefaultController<Uint8Array>
}

export function startLive(db: Db, { clock, listen, log }: LiveOptions): Live {
  const listeners = new Set<Listener>()
  let cursor: Cursor | null = null
  let reading: Promise<void> | null = null
  let again = false
  let checkedAt = clock()

  const poll = setInterval(() => listeners.size > 0 && look(), POLL)
  const pulse = setInterval(() => broadcast(keepAlive, () => true), KEEP_ALIVE)
  poll.unref()
  pulse.unref()
  const unlisten = listen?.(look)

  function look(): void {
    again = true
    reading ??= readOn().finally(() => {
      reading = null
    })
  }

  async function readOn(): Promise<void> {
    while (again) {
      again = false
      try {
        // Nobody listens: what happens meanwhile is not told, and whoever comes begins at the newest.
        if (listeners.size > 0) await readBatch()
      } catch (error) {
        log(`live updates: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }

  async function readBatch(): Promise<void> {
    const from = cursor ?? (await begin())
    const rows = await historyAfter(db, from.highest, [...from.missing.keys()], BATCH)
    cursor = advance(
      from,
      rows.map((row) => row.id),
      clock(),
    )
    if (rows.length === BATCH) again = true
    if (mayChangeRights(rows) || clock() - checkedAt > CHECK_AGAIN) await checkRights()
    const resumeAt = settledAt(cursor)
    for (const { message, audience } of messagesFor(rows)) {
      broadcast(encodeMessage(message, resumeAt), (viewer) => hears(viewer, audience))
    }
  }

  async function begin(): Promise<Cursor> {
    return beginAt(await newestEventIds(db, 100), clock())
  }

  async function checkRights(): Promise<void> {
    checkedAt = clock()
    const asked = [...listeners]
    const viewers = await loadViewers(db, [...new Set(asked.map((one) => one.viewer.accountId))])
    const open = await openSessionHashes(
      db,
      asked.map((one) => one.sessionHash),
      clock(),
    )
    for (const one of asked) {
      const viewer = viewers.get(one.viewer.accountId)
      if (viewer && open.has(one.sessionHash)) one.viewer = viewer
      else cutOff(one)
    }
  }

  function broadcast(bytes: Uint8Array, to: (viewer: Viewer) => boolean): void {
    for (const one of listeners) if (to(one.viewer)) send(one, bytes)
  }

  function send(one: Listener, bytes: Uint8Array): void {
    if ((one.controller.desiredSize ?? 0) < -WAITING_AT_MOST) cutOff(one)
    else one.controller.enqueue(bytes)
  }

  function cutOff(one: Listener): void {
    if (listeners.delete(one)) one.controller.close()
  }

  /** What this browser missed. Until all is told it would go on from where it came. */
  async function replay(one: Listener, after: number): Promise<void> {
    const { highest } = cursor ?? (await begin())
    if (after >= highest) return
    const rows = await historyAfter(db, Math.max(after, highest - REPLAY_AT_MOST), [], REPLAY_AT_MOST)
    const missed = messagesFor(rows).filter(({ audience }) => hears(one.viewer, audience))
    for (const { message } of missed) {
      if (listeners.has(one)) send(one, encodeMessage(message, after))
    }
  }

  return {
    wake() {
      look()
      announce(db, log)
    },
    async open(viewer, sessionHash, after) {
      if (listeners.size === 0) cursor = null
      const begun = cursor ?? (await begin())
      cursor ??= begun
      let leave = () => {}
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const one: Listener = { viewer, sessionHash, controller }
          leave = () => listeners.delete(one)
          listeners.add(one)
          controller.enqueue(keepAlive)
          try {
            if (after !== null) await replay(one, after)
          } catch (error) {
            // Left in the list, a stream that failed would break every broadcast. The browser comes back by itself.
            log(`live updates: ${error instanceof Error ? error.message : String(error)}`)
            cutOff(one)
          }
          look()
        },
        cancel: () => leave(),
      })
      return new Response(body, { headers: streamHeaders })
    },
    listeners: () => listeners.size,
    async settle() {
      look()
      while (reading) await reading
    },
    async stop() {
      clearInterval(poll)
      clearInterval(pulse)
      for (const one of listeners) cutOff(one)
      await reading
      await unlisten?.()
    },
  }
}

const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // nginx would hold the stream back until a buffer is full.
  'X-Accel-Buffering': 'no',
}

function hears(viewer: Viewer, audience: Audience): boolean {
  if ('account' in audience) return viewer.accountId === audience.account
  if ('thread' in audience) return maySeeThread(viewer, audience.thread)
  return maySeeMailbox(viewer, audience.mailbox)
}

/**
 * Tells other processes on the same PostgreSQL database that something was committed. Only a wake-up:
 * when it is lost they see the rows at their next poll.
 */
export function announce(db: Db, log: (line: string) => void): void {
  if (engineOf(db) !== 'postgres') return
  sql`select pg_notify(${eventChannel}, '')`.execute(db).catch((error) => log(`announcing: ${error.message}`))
}
