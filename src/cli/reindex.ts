import { openReady } from '../db/open-ready.ts'
import { reindex } from '../search/reindex.ts'
import type { Context } from './context.ts'

/** Lets everything that is stored be found anew; the server may run beside it. */
export async function reindexCommand({ config, bar, stdout }: Context): Promise<void> {
  const { db } = await openReady(config().databaseUrl)
  try {
    const done = await reindex(db, (progress) =>
      bar?.show({ mailbox: '', folder: '', what: 'entries', ...progress }),
    )
    bar?.end()
    await stdout.write(`${done.toLocaleString('en')} entries can be found.\n`)
  } finally {
    await db.destroy()
  }
}
