import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { WINDOW } from './rate-limit.ts'

/**
 * Lets attempts for one account, and those from one address, be counted one after the other. SQLite has one
 * writer at a time anyway; on PostgreSQL many at once would not see each other's rows.
 */
export async function lockAttempts(
  tx: Db,
  { email, address }: { email: string; address: string },
): Promise<void> {
  if (engineOf(tx) !== 'postgres') return
  await sql`select pg_advisory_xact_lock(1, hashtext(${address}))`.execute(tx)
  await sql`select pg_advisory_xact_lock(2, hashtext(${email}))`.execute(tx)
}

/** Instants (UTC ms) of the attempts that still count. */
export async function recentAttempts(
  db: Db,
  { email, address, now }: { email: string; address: string; now: number },
): Promise<{ forEmail: number[]; fromAddress: number[] }> {
  const rows = await db
    .selectFrom('sign_in_failures')
    .selectAll()
    .where('at', '>', now - WINDOW)
    .where((eb) => eb.or([eb('email', '=', email), eb('remote_address', '=', address)]))
    .execute()
  return {
    forEmail: rows.filter((row) => row.email === email).map((row) => row.at),
    fromAddress: rows.filter((row) => row.remote_address === address).map((row) => row.at),
  }
}

/** Written before the password is looked at, so that many attempts at once count each other. */
export async function insertAttempt(
  tx: Db,
  { email, address, now }: { email: string; address: string; now: number },
): Promise<void> {
  await tx
    .deleteFrom('sign_in_failures')
    .where('at', '<=', now - WINDOW)
    .execute()
  await tx
    .insertInto('sign_in_failures')
    .values({ email: email.slice(0, 254), remote_address: address, at: now })
    .execute()
}

/** The right password forgives what was mistyped before. */
export async function deleteAttempts(tx: Db, email: string): Promise<void> {
  await tx.deleteFrom('sign_in_failures').where('email', '=', email).execute()
}
