import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'

/** What a person puts beneath their replies, above the mailbox's own signature. */
export async function setOwnSignature(db: Db, viewer: Viewer, signature: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ signature: signature.replace(/\r\n?/g, '\n').trim() })
    .where('id', '=', viewer.accountId)
    .execute()
}

export async function signatureOf(db: Db, accountId: number): Promise<string> {
  const row = await db
    .selectFrom('accounts')
    .select('signature')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.signature ?? ''
}

/** What stands beneath a person's replies of a mailbox: their own, then the mailbox's. */
export async function signatureBeneath(
  db: Db,
  mailbox: { signature: string },
  accountId: number,
): Promise<string> {
  return [await signatureOf(db, accountId), mailbox.signature.trim()].filter((part) => part !== '').join('\n')
}
