import type { Db, Row } from '../db/database.ts'

/**
 * With what a mailbox would feed itself if it answered by machine: another mailbox under the same address, which
 * takes in whatever this one is sent; or a person whose address it is, so that notifications come back in.
 *
 * @returns a name for people, or null when nothing stands against it
 */
export async function feedsItself(
  db: Db,
  { id, address }: Pick<Row<'mailboxes'>, 'id' | 'address'>,
): Promise<string | null> {
  const other = await db
    .selectFrom('mailboxes')
    .select('name')
    .where((eb) => eb(eb.fn('lower', ['address']), '=', address.toLowerCase()))
    .where('id', '!=', id)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (other) return other.name
  const person = await db
    .selectFrom('accounts')
    .select('name')
    .where((eb) => eb(eb.fn('lower', ['email']), '=', address.toLowerCase()))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return person?.name ?? null
}
