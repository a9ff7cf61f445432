import type { Db } from '../db/database.ts'
import { type Finding, findingKey } from './check.ts'
import { addToScore } from './check-settings.store.ts'

/** Longer ones are told apart by their beginning. Characters, as PostgreSQL indexes no long values. */
const KEY_LENGTH = 200

/** Remembers what somebody was told, so that sending knows what became of it. @param now UTC ms */
export async function rememberFindings(
  tx: Db,
  threadId: number,
  accountId: number,
  findings: readonly Finding[],
  now: number,
): Promise<void> {
  if (findings.length === 0) return
  const rows = new Map(
    findings.map(({ kind, what }) => {
      const row = { thread_id: threadId, account_id: accountId, kind, what: keyed(what), at: now }
      return [findingKey(row), row]
    }),
  )
  await tx
    .insertInto('open_findings')
    .values([...rows.values()])
    .onConflict((conflict) => conflict.columns(['thread_id', 'account_id', 'kind', 'what']).doNothing())
    .execute()
}

/**
 * A reply goes out: what its writer was told and is gone by now was right, what still stands was not.
 *
 * @param standing what was found in the reply that goes
 */
export async function scoreFindings(
  tx: Db,
  thread: { id: number; mailbox_id: number },
  accountId: number,
  standing: readonly Finding[],
): Promise<void> {
  const told = await tx
    .deleteFrom('open_findings')
    .where('thread_id', '=', thread.id)
    .where('account_id', '=', accountId)
    .returning(['kind', 'what'])
    .execute()
  const left = new Set(standing.map((finding) => findingKey({ ...finding, what: keyed(finding.what) })))
  for (const kind of [...new Set(told.map((one) => one.kind))].toSorted()) {
    const all = told.filter((one) => one.kind === kind)
    const heeded = all.filter((one) => !left.has(`${one.kind}:${one.what}`)).length
    await addToScore(tx, thread.mailbox_id, kind, { found: all.length, heeded })
  }
}

/** Of replies that were never sent nothing is learnt. @param before UTC ms */
export async function deleteOldFindings(db: Db, before: number): Promise<void> {
  await db.deleteFrom('open_findings').where('at', '<', before).execute()
}

function keyed(what: string): string {
  return what.slice(0, KEY_LENGTH).toWellFormed()
}
