import type { Db } from '../db/database.ts'

/** Who administers this installation and can sign in. */
export async function administrators(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('accounts')
    .select('id')
    .where('admin_since', 'is not', null)
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}
