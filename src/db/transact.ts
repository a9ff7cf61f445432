import type { Db, Tx } from './database.ts'

const RETRIES = 5
/** PostgreSQL: serialization_failure and deadlock_detected. The transaction left no trace and may be tried again. */
const worthAnotherTry = new Set(['40001', '40P01'])

/**
 * Runs the act in one transaction. Inside a transaction it joins that one, so that a verb may be
 * called alone or as a part of another verb, and only the outermost caller commits.
 */
export async function transact<T>(db: Db, act: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return act(db)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(act)
    } catch (error) {
      if (attempt >= RETRIES || !worthAnotherTry.has(codeOf(error))) throw error
    }
  }
}

function isTransaction(db: Db): db is Tx {
  return db.isTransaction
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
