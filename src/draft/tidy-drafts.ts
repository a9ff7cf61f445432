import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { copiesBefore, deleteCopy } from './draft-copy.store.ts'
import { dropLooseBlob, looseSince } from './loose-blobs.store.ts'

const DAY = 24 * 60 * 60_000
/** A reply that is being composed right now reads the files of its draft. */
const LOOSE_FOR = DAY
/** Who finds a text beside their draft finds it within a week. */
const COPIES_KEPT = 7 * DAY

/** Removes copies of drafts that nobody came for, and the bytes of files that nothing needs any more. @param now UTC ms */
export async function tidyDrafts(db: Db, now: number): Promise<void> {
  for (;;) {
    const copies = await copiesBefore(db, now - COPIES_KEPT)
    if (copies.length === 0) break
    await transact(db, async (tx) => {
      for (const id of copies) await deleteCopy(tx, id, now)
    })
  }
  let after = 0
  for (;;) {
    const blobs = await looseSince(db, now - LOOSE_FOR, after)
    for (const id of blobs) await transact(db, (tx) => dropLooseBlob(tx, id))
    const last = blobs.at(-1)
    if (last === undefined) break
    after = last
  }
}
