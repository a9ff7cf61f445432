import { openToRead } from '../db/open-ready.ts'
import { storedMessages } from '../export/export.store.ts'
import { exportedMessage, jsonLine } from '../export/exported-message.ts'
import type { Context } from './context.ts'

/** Writes every message as one line of JSON (see docs/export.md) until all are written or nobody reads. */
export async function exportCommand({ config, stdout }: Context): Promise<void> {
  const db = await openToRead(config().databaseUrl)
  try {
    for await (const message of storedMessages(db)) {
      if (!(await stdout.write(`${jsonLine(exportedMessage(message))}\n`))) return
    }
  } finally {
    await db.destroy()
  }
}
