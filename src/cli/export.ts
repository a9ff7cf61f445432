import { openToRead } from '../db/open-ready.ts'
import { countRestricted, storedMessages } from '../export/export.store.ts'
import { exportedMessage, jsonLine } from '../export/exported-message.ts'
import type { Context } from './context.ts'
import { openRestricted } from './open-restricted.ts'

/**
 * Writes every message as one line of JSON (see docs/export.md) until all are written or nobody reads. Those of
 * restricted threads are among them where a reason was given.
 */
export async function exportCommand(
  { restricted: reason }: { restricted?: string },
  { config, stdout, stderr, clock }: Context,
): Promise<void> {
  const url = config().databaseUrl
  const restricted = reason !== undefined
  const db = restricted
    ? await openRestricted(url, { reason, what: 'export', messageId: null }, clock())
    : await openToRead(url)
  try {
    for await (const message of storedMessages(db, undefined, { restricted })) {
      if (!(await stdout.write(`${jsonLine(exportedMessage(message))}\n`))) return
    }
    const left = restricted ? 0 : await countRestricted(db)
    if (left > 0) {
      await stderr.write(
        `${left} messages of restricted threads were left out: --restricted REASON writes them too.\n`,
      )
    }
  } finally {
    await db.destroy()
  }
}
