import type { Db, Row } from '../db/database.ts'
import { sessionEnd } from './session.ts'

export type Session = {
  hash: string
  accountId: number
  createdAt: number
  seenAt: number
  userAgent: string
  remoteAddress: string
}

export async function insertSession(tx: Db, session: Session): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.hash,
      account_id: session.accountId,
      created_at: session.createdAt,
      seen_at: session.seenAt,
      ends_at: sessionEnd(session.createdAt, session.seenAt),
      user_agent: session.userAgent.slice(0, 300),
      remote_address: session.remoteAddress.slice(0, 64),
    })
    .execute()
}

/** The session and whose it is, in one query: each request asks. @returns null when there is none or it has ended */
export async function findSession(
  db: Db,
  hash: string,
  now: number,
): Promise<{ session: Session; account: Row<'accounts'> } | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .selectAll('accounts')
    .select(['token_hash', 'account_id', 'seen_at', 'ends_at', 'user_agent', 'remote_address'])
    .select('sessions.created_at as began_at')
    .where('token_hash', '=', hash)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  return row ? { session: fromRow({ ...row, created_at: row.began_at }), account: row } : null
}

/** Those still open, the most recently seen first. */
export async function sessionsOf(db: Db, accountId: number, now: number): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ends_at', '>', now)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function markSessionSeen(db: Db, session: Session, now: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: now, ends_at: sessionEnd(session.createdAt, now) })
    .where('token_hash', '=', session.hash)
    .execute()
}

/** @returns how many there were */
export async function deleteSessions(
  tx: Db,
  accountId: number,
  which: { hash: string } | { allBut: string } | 'all',
): Promise<number> {
  let query = tx.deleteFrom('sessions').where('account_id', '=', accountId)
  if (which !== 'all') {
    query =
      'hash' in which
        ? query.where('token_hash', '=', which.hash)
        : query.where('token_hash', '!=', which.allBut)
  }
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

export async function deleteEndedSessions(tx: Db, now: number): Promise<void> {
  await tx.deleteFrom('sessions').where('ends_at', '<=', now).execute()
}

function fromRow(row: Row<'sessions'>): Session {
  return {
    hash: row.token_hash,
    accountId: row.account_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    userAgent: row.user_agent,
    remoteAddress: row.remote_address,
  }
}
