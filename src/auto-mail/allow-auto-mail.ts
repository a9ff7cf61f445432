import { z } from 'zod'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { allowed } from './allowance.ts'

const kept = z.array(z.number())

/**
 * Asks for one automatic mail to an address, and counts it in the transaction that queues the mail: two workers at
 * once cannot both send the third. None ever goes to an address of our own, from which it would come back in.
 *
 * @param address of any case
 * @param now UTC ms
 */
export async function allowAutoMail(tx: Db, address: string, now: number): Promise<boolean> {
  const to = address.trim().toLowerCase()
  if (to === '' || (await isOwnAddress(tx, to))) return false
  await tx
    .insertInto('auto_mail_counts')
    .values({ address: to, times: '[]' })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute()
  const row = await tx
    .selectFrom('auto_mail_counts')
    .select('times')
    .where('address', '=', to)
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  const { may, times } = allowed(kept.parse(JSON.parse(row.times)), now)
  await tx
    .updateTable('auto_mail_counts')
    .set({ times: JSON.stringify(times) })
    .where('address', '=', to)
    .execute()
  return may
}

/** @param address lower case */
export async function isOwnAddress(tx: Db, address: string): Promise<boolean> {
  const own = await tx
    .selectFrom('mailboxes')
    .select('id')
    .where((eb) => eb(eb.fn('lower', ['address']), '=', address))
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return own !== undefined
}
