import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { openSqliteFile } from '../db/sqlite-file.ts'
import { readBlob } from '../message/blob.store.ts'
import { BackupRefused } from './backup.ts'

/** `quick` looks at the structure and at a sample of the mails, `full` at every page, index and mail. */
export type Check = 'quick' | 'full'

/** Originals and files that a quick check reads. */
const SAMPLE = 200

/**
 * Verifies a database file that nobody works on: its structure, that every row that another points to is there,
 * and that the stored bytes of mails are those that were stored.
 *
 * @throws BackupRefused `damaged`, with what was found first
 */
export async function examineFile(path: string, check: Check): Promise<void> {
  const db = openSqliteFile(path, { readonly: true })
  try {
    await examineStructure(db, check)
    await examineBlobs(db, check)
  } catch (error) {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused('damaged', error instanceof Error ? error.message : String(error))
  } finally {
    await db.destroy()
  }
}

async function examineStructure(db: Db, check: Check): Promise<void> {
  const pragma = check === 'full' ? sql`pragma integrity_check(1)` : sql`pragma quick_check(1)`
  const found = (await pragma.execute(db)).rows.flatMap((row) => Object.values(row ?? {}).map(String))
  if (found.join() !== 'ok') throw new BackupRefused('damaged', found[0] ?? 'no answer')
  const { rows: orphans } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const [orphan] = orphans
  if (orphan) {
    throw new BackupRefused(
      'damaged',
      `${orphans.length} rows of ${orphan.table} lack their ${orphan.parent}`,
    )
  }
}

async function examineBlobs(db: Db, check: Check): Promise<void> {
  const chosen = db.selectFrom('blobs').select(['id', 'sha256'])
  const blobs =
    check === 'full'
      ? await chosen.orderBy('id').execute()
      : await chosen.orderBy(sql`random()`).limit(SAMPLE).execute()
  for (const { id, sha256 } of blobs) {
    const bytes = await readBlob(db, id)
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw new BackupRefused('damaged', `the bytes of blob ${id} are not those that were stored`)
    }
  }
}
