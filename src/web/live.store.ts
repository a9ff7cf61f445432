import { z } from 'zod'
import { sightsOf } from '../access/sight.store.ts'
import type { Db } from '../db/database.ts'
import { eventKinds } from '../event/event.ts'
import type { HistoryRow } from './live-message.ts'

const Facts = z.record(z.string(), z.unknown()).catch({})
/** What a newer version wrote still tells that something about a thread changed. */
const Kind = z.enum([...eventKinds, 'unknown']).catch('unknown')

/** The newest `count` ids of the history, highest first. */
export async function newestEventIds(db: Db, count: number): Promise<number[]> {
  const rows = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(count).execute()
  return rows.map((row) => row.id)
}

/** Rows after an id and, beside them, those of `also` that have appeared; lowest id first. */
export async function historyAfter(
  db: Db,
  after: number,
  also: readonly number[],
  limit: number,
): Promise<HistoryRow[]> {
  const rows = await db
    .selectFrom('events')
    .leftJoin('threads', 'threads.id', 'events.thread_id')
    .select([
      'events.id',
      'events.kind',
      'events.mailbox_id',
      'events.thread_id',
      'events.actor_id',
      'events.facts',
      'threads.version',
    ])
    .where((eb) =>
      also.length === 0
        ? eb('events.id', '>', after)
        : eb.or([eb('events.id', '>', after), eb('events.id', 'in', [...also])]),
    )
    .orderBy('events.id')
    .limit(limit)
    .execute()
  const sights = await sightsOf(
    db,
    rows.map((row) => row.thread_id).filter((id) => id !== null),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: Kind.parse(row.kind),
    mailboxId: row.mailbox_id,
    threadId: row.thread_id,
    sight: row.thread_id === null ? null : (sights.get(row.thread_id) ?? null),
    threadVersion: row.version,
    actorId: row.actor_id,
    facts: Facts.parse(JSON.parse(row.facts)),
  }))
}

/** Those of the sessions that are still open. */
export async function openSessionHashes(
  db: Db,
  hashes: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db
    .selectFrom('sessions')
    .select('token_hash')
    .where('token_hash', 'in', [...hashes])
    .where('ends_at', '>', now)
    .execute()
  return new Set(rows.map((row) => row.token_hash))
}
