import type { Db } from '../db/database.ts'
import { parseAddressList } from '../mail/addresses.ts'
import type { Party } from './open-wait.ts'

/**
 * `group:ID`, a department by its name (what the field sends without script), or a partner in words with an
 * e-mail address among them where one is known.
 */
export async function partyOf(db: Db, typed: string): Promise<Party> {
  const words = typed.trim()
  const [, id] = /^group:(\d{1,15})$/.exec(words) ?? []
  if (id) return { groupId: Number(id) }
  const group = await db.selectFrom('groups').select('id').where('name', '=', words).executeTakeFirst()
  if (group) return { groupId: group.id }
  const [address] = parseAddressList(words).addresses
  return address ? { name: address.name || words, address: address.address } : { name: words, address: null }
}
