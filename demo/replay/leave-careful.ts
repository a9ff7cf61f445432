import type { Db } from '../../src/db/database.ts'
import { startCareful } from '../../src/rule/set-careful.ts'
import { careful } from '../routes.ts'
import { accepted } from './accepted.ts'
import { found, type Office } from './office.ts'
import { idOf, type ToldThread } from './told-thread.ts'

/** Puts threads into careful mode, as supervisors did by hand. A story that is not told has none. @param now UTC ms */
export async function leaveCareful(
  db: Db,
  office: Office,
  told: readonly ToldThread[],
  now: number,
): Promise<void> {
  for (const { thread, by, reason, hints } of careful) {
    const one = told.find((candidate) => candidate.thread.key === thread)
    if (!one) continue
    accepted(await startCareful(db, found(office.people, by), { threadId: idOf(one), reason, hints }, now))
  }
}
