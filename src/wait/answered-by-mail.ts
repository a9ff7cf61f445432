import type { Db, Row } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { endWaits } from './end-wait.ts'

/** A mail that may be the answer of somebody who was asked. `sender` in lower case. */
export type AnsweringMail = { sender: string; ids: readonly string[]; excerpt: string }

/**
 * Whether a mail is for us alone because somebody who was asked on this thread wrote it: by their address, or because
 * it answers the question that was mailed. Their answer ends the wait; what they write afterwards stays among
 * ourselves as well. The customer's own mail never does, whoever else was asked.
 *
 * @returns the thread as it then stands, with the ended wait that it is more about, if no wait ended by it; null for a
 *   mail of anybody else
 */
export async function answeredByMail(
  tx: Db,
  thread: Thread,
  { sender, ids, excerpt }: AnsweringMail,
  now: number,
): Promise<{ thread: Thread; more: Row<'waits'> | null } | null> {
  if (sender === '') return null
  const waits = await tx
    .selectFrom('waits')
    .leftJoin('messages', 'messages.id', 'waits.message_id')
    .selectAll('waits')
    .select('messages.message_id as question_id')
    .where('waits.thread_id', '=', thread.id)
    .where('waits.address', 'is not', null)
    .execute()
  if (waits.length === 0 || (await isCustomer(tx, thread, sender))) return null
  const asked = waits.filter(
    ({ address, question_id: id }) => address === sender || (id !== null && ids.includes(id)),
  )
  if (asked.length === 0) return null
  const open = asked.filter((wait) => wait.ended_at === null && mayAnswer(wait, sender))
  if (open.length === 0) return { thread, more: asked.at(-1) ?? null }
  return { thread: await endWaits(tx, thread, open, { answer: excerpt, by: null }, now), more: null }
}

/** A colleague in the same house answers as well; a stranger to whom it was forwarded only tells us something. */
function mayAnswer({ address }: Row<'waits'>, sender: string): boolean {
  return address === sender || domainOf(address ?? '') === domainOf(sender)
}

function domainOf(address: string): string {
  return address.replace(/^.*@/, '')
}

async function isCustomer(tx: Db, thread: Thread, sender: string): Promise<boolean> {
  if (thread.customer_id === null) return false
  const customer = await tx
    .selectFrom('customers')
    .select('address')
    .where('id', '=', thread.customer_id)
    .executeTakeFirst()
  return customer?.address === sender
}
