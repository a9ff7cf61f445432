import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import type { Account, NewAccount } from './account.ts'

export async function findAccount(db: Db, id: number): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** @param email folded, see foldEmail */
/** How somebody is called on pages, whether or not they are still there; empty for no account. */
export async function nameOf(db: Db, id: number | null): Promise<string> {
  if (id === null) return ''
  const row = await db.selectFrom('accounts').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Everybody, the disabled last, otherwise by reading as a Japanese list is. */
export async function allAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('accounts').selectAll().execute()
  const byReading = new Intl.Collator('ja')
  return rows
    .map(fromRow)
    .sort(
      (a, b) =>
        Number(a.disabledAt !== null) - Number(b.disabledAt !== null) ||
        byReading.compare(a.reading || a.name, b.reading || b.name) ||
        a.id - b.id,
    )
}

export async function isAnyAccount(db: Db): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** For checking a password; of a disabled account null, as of one that never chose one. */
export async function passwordHashOf(db: Db, accountId: number): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select('password_hash')
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** Ids of administrators who can sign in, locked so that two of them cannot remove each other at once. */
export async function lockActiveAdmins(tx: Db): Promise<number[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('admin_since', 'is not', null)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    // SQLite has one writer at a time and knows no `for update`.
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .execute()
  return rows.map((row) => row.id)
}

/** @returns the new account's id, or null when the address is taken */
export async function insertAccount(tx: Db, account: NewAccount, now: number): Promise<number | null> {
  const row = await tx
    .insertInto('accounts')
    .values({
      name: account.name,
      reading: account.reading,
      email: account.email,
      title: account.title,
      locale: account.locale,
      time_zone: account.timeZone,
      password_hash: account.passwordHash,
      admin_since: account.isAdmin ? now : null,
      disabled_at: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export type AccountChange = Partial<{
  name: string
  reading: string
  title: string
  phone: string
  locale: 'ja' | 'en'
  timeZone: string
  newestFirst: boolean
  passwordHash: string
  adminSince: number | null
  disabledAt: number | null
}>

export async function updateAccount(tx: Db, id: number, change: AccountChange): Promise<void> {
  const columns = {
    name: change.name,
    reading: change.reading,
    title: change.title,
    phone: change.phone,
    locale: change.locale,
    time_zone: change.timeZone,
    newest_first:
      change.newestFirst === undefined ? undefined : change.newestFirst ? (1 as const) : (0 as const),
    password_hash: change.passwordHash,
    admin_since: change.adminSince,
    disabled_at: change.disabledAt,
  }
  // Kysely leaves out what is undefined; an update that sets nothing would be no SQL.
  if (Object.values(columns).every((value) => value === undefined)) return
  await tx.updateTable('accounts').set(columns).where('id', '=', id).execute()
}

function fromRow(row: Row<'accounts'>): Account {
  return {
    id: row.id,
    name: row.name,
    reading: row.reading,
    email: row.email,
    title: row.title,
    phone: row.phone,
    locale: row.locale,
    timeZone: row.time_zone,
    newestFirst: row.newest_first === 1,
    adminSince: row.admin_since,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  }
}
