import { availableParallelism } from 'node:os'
import type { Config } from '../config/config.ts'
import type { Db } from './db/database.ts'
import type { PolledMailbox } from './ingest/poll-mailbox.ts'
import type { Log } from './log.ts'
import { type MailReader, openMailReader } from './mail/mail-reader.ts'
import { syncMailboxes } from './mailbox/sync-mailboxes.ts'

/** A mailbox of the configuration, with the id of its row. */
export type HeldMailbox = Config['mailboxes'][number] & PolledMailbox

/** Lets the database follow the configuration and gives the configured mailboxes with their rows' ids. */
export async function syncConfigured(db: Db, config: Config, log: Log, now: number): Promise<HeldMailbox[]> {
  const { ids, ...sync } = await syncMailboxes(db, config.mailboxes, now)
  for (const [what, names] of Object.entries(sync)) {
    if (names.length > 0)
      log
        .room('mailbox')
        .info(what === 'waiting' ? 'members without an account' : what, { names: names.join(', ') })
  }
  return config.mailboxes.flatMap((mailbox) => {
    const id = ids.get(mailbox.key)
    return id === undefined ? [] : [{ ...mailbox, id }]
  })
}

/** With as many threads as configured, else as the machine suggests: one core is left for everything else. */
export function openConfiguredReader({ limits }: Config): MailReader {
  const suggested = Math.max(1, Math.min(4, availableParallelism() - 1))
  return openMailReader({
    workers: limits.parseWorkers ?? suggested,
    limits: { bytes: limits.mailBytes, ms: limits.parseMs },
  })
}
