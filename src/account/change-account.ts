import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { tellWaiting } from '../notification/tell-waiting.ts'
import { findAccount, lockActiveAdmins, updateAccount } from './account.store.ts'
import type { Locale } from './account.ts'
import { isLastAdmin } from './account.ts'

export type AccountWish = Partial<{
  name: string
  reading: string
  title: string
  phone: string
  locale: Locale
  timeZone: string
  newestFirst: boolean
  isAdmin: boolean
}>

/**
 * Changes what is given and leaves the rest. Who may change what is decided by the page: one's own title
 * and administration are given by an administrator.
 *
 * @returns refused `last-admin` when nobody would be left who administers
 */
export function changeAccount(
  db: Db,
  accountId: number,
  wish: AccountWish,
  actorId: number,
  now: number,
): Promise<{ changed: boolean } | { refused: 'unknown' | 'last-admin' }> {
  return transact(db, async (tx) => {
    const admins = await lockActiveAdmins(tx)
    const account = await findAccount(tx, accountId)
    if (!account) return { refused: 'unknown' }
    const { isAdmin, ...plain } = wish
    if (isAdmin === false && isLastAdmin(account, admins)) return { refused: 'last-admin' }
    const turns = isAdmin !== undefined && isAdmin !== (account.adminSince !== null)
    const what = [
      ...Object.keys(plain).filter((key) => differs(account, plain, key)),
      ...(turns ? ['isAdmin'] : []),
    ]
    if (what.length === 0) return { changed: false }
    await updateAccount(tx, accountId, { ...plain, ...(turns && { adminSince: isAdmin ? now : null }) })
    if (turns) await tellWaiting(tx, { accountIds: [accountId] }, now)
    await recordEvent(tx, {
      at: now,
      kind: 'account_changed',
      mailboxId: null,
      threadId: null,
      actorId,
      facts: { account: accountId, what: what.join(' ') },
    })
    return { changed: true }
  })
}

function differs(account: object, wish: object, key: string): boolean {
  return Reflect.get(account, key) !== Reflect.get(wish, key)
}
