import type { Config } from '../config/config.ts'
import { type JobName, schedule } from '../config/schedule.ts'
import type { HeldMailbox } from './configured.ts'
import type { Db } from './db/database.ts'
import type { Job } from './jobs/runner.ts'
import type { Log } from './log.ts'
import type { MailReader } from './mail/mail-reader.ts'
import type { Progress } from './progress.ts'

/** What the worker is made of. */
export type WorkerParts = {
  config: Config
  db: Db
  reader: MailReader
  mailboxes: readonly HeldMailbox[]
  log: Log
  clock: () => number
  /** Where links in notifications lead; no slash at its end. */
  publicUrl: string
  /** Tells open pages that something was committed. */
  wake: () => void
  /** Takes the progress of the first imports; without it the log says so now and then. */
  onProgress?: (progress: Progress) => void
}

/** A piece of the timetable under its name; of one mailbox, where it is that mailbox's own. */
export function job(name: JobName, run: Job['run'], mailbox?: string): Job {
  return { name: mailbox === undefined ? name : `${name} of ${mailbox}`, ...schedule[name], run }
}

/** Nothing was done, and nothing needs to be said. */
export function isNothing(counts: Record<string, number>): boolean {
  return Object.values(counts).every((count) => count === 0)
}
