import { allAccounts } from '../account/account.store.ts'
import { openToRead } from '../db/open-ready.ts'
import type { Context } from './context.ts'

/** Everybody, one line each, values parted by a tab: address, name, title, and what they are. */
export async function accountListCommand({ config, stdout, stderr }: Context): Promise<void> {
  const db = await openToRead(config().databaseUrl)
  try {
    const accounts = await allAccounts(db)
    if (accounts.length === 0)
      await stderr.write('There is no account yet: `hoshin account add` makes one.\n')
    const roles = await rolesOf(db)
    for (const account of accounts) {
      const marks = [
        ...(account.adminSince === null ? [] : ['admin']),
        ...(roles.get(account.id) ?? []),
        ...(account.disabledAt === null ? [] : ['disabled']),
      ]
      const columns = [account.email, account.name, account.title, marks.join(' ')]
      await stdout.write(`${columns.map(inOneColumn).join('\t')}\n`)
    }
  } finally {
    await db.destroy()
  }
}

/** `support:agent` for each mailbox, by account id; roles by way of a group stand with the group. */
async function rolesOf(db: Awaited<ReturnType<typeof openToRead>>): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('mailboxes', 'mailboxes.id', 'memberships.mailbox_id')
    .select(['memberships.account_id', 'memberships.role', 'mailboxes.key'])
    .where('memberships.account_id', 'is not', null)
    .orderBy('mailboxes.key')
    .execute()
  const roles = new Map<number, string[]>()
  for (const { account_id, role, key } of rows) {
    if (account_id !== null) roles.set(account_id, [...(roles.get(account_id) ?? []), `${key}:${role}`])
  }
  return roles
}

function inOneColumn(words: string): string {
  return words.replace(/[\t\r\n]+/g, ' ')
}
