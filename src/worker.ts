import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Config } from '../config/config.ts'
import { type JobName, schedule } from '../config/schedule.ts'
import { backupWatches, tellOfBackups } from './backup/watch-over.ts'
import { writeToChannels } from './channel/write-to-channels.ts'
import type { HeldMailbox } from './configured.ts'
import type { Db } from './db/database.ts'
import { nextStepAt, takeDueSteps } from './escalation/take-due-steps.ts'
import { receiveMessages } from './ingest/receive-messages.ts'
import { watchMailbox } from './ingest/watch-mailbox.ts'
import { type Job, type Jobs, startJobs, type Watch } from './jobs/runner.ts'
import type { Log } from './log.ts'
import { openImap } from './mail/imap.ts'
import type { MailReader } from './mail/mail-reader.ts'
import { openSmtp } from './mail/smtp.ts'
import { problemsIn } from './mailbox/connection-words.ts'
import { notificationTimeouts, sendDueNotifications } from './notification/send-due-notifications.ts'
import { appendDueMail } from './outbox/append-due.ts'
import { failRetired } from './outbox/fail-retired.ts'
import { sendDueMail, type Ways } from './outbox/send-due.ts'
import { imapCopies } from './outbox/sent-copies.ts'
import { tellLatePolicies } from './policy/tell-late-policies.ts'
import { type Progress, progressLine } from './progress.ts'
import { tellOfRoutes } from './route/tell-of-routes.ts'
import { remindOfRules, runRules } from './rule/run-rules.ts'
import { indexDue } from './search/index-due.ts'
import { secretFor } from './settings/settings.store.ts'
import { recountDue } from './target/recount.ts'
import { tellDueClocks } from './target/tell-due-clocks.ts'
import { tidyUp } from './tidy-up.ts'
import { remindWaits } from './wait/remind-waits.ts'

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

/** Starts watching every mailbox and the timetable's work; `stop` lets what is on its way finish. */
export function startWorker(parts: WorkerParts): Jobs {
  const { db, log, clock } = parts
  // A process that is started anew is another holder, even under the same number.
  const holder = `${hostname()} ${process.pid} ${randomBytes(4).toString('hex')}`
  const tools = { db, log: log.room('jobs'), now: clock, holder }
  const jobs: Jobs = startJobs(tools, {
    jobs: [
      ...parts.mailboxes.flatMap((mailbox) => outgoing(parts, mailbox, (job) => jobs.wake(job))),
      reminders(parts, () => jobs.wake('send notifications')),
      escalations(parts, (name) => jobs.wake(name)),
      ...notifications(parts),
      ...targets(parts),
      found(parts),
      job('apply rules', (stop) => runRules(parts, () => jobs.wake('send notifications'), stop)),
      job('remind of rules', () => remindOfRules(parts, () => jobs.wake('send notifications'))),
      retired(parts),
      routes(parts, () => jobs.wake('send notifications')),
      job('watch over backups', () => tellOfBackups(parts)),
      job('write to channels', (stop) => writeToChannels(parts, stop)),
      job('tidy up', () => tidyUp(parts.db, parts.clock())),
    ],
    watches: [...watches(parts, holder), ...backupWatches(parts, tools)],
  })
  return jobs
}

function watches(parts: WorkerParts, holder: string): Watch[] {
  const { config, db, reader, mailboxes, log, clock, wake } = parts
  const tools = {
    db,
    reader,
    receive: announcing(wake),
    now: clock,
    mailBytes: config.limits.mailBytes,
    connect: openImap,
    say: problemsIn(config.language),
    log: log.room('ingest'),
    random: Math.random,
    holder,
    onProgress: parts.onProgress ?? everySoOften(clock, inLog(log)),
  }
  return mailboxes.map((mailbox) => ({
    name: `mailbox ${mailbox.key}`,
    run: (signal) => watchMailbox(tools, mailbox, signal),
  }))
}

function inLog(log: Log): (progress: Progress) => void {
  return (progress) => {
    const { mailbox, folder } = progress
    log.room('ingest').info(`first import ${progressLine([progress])}`, { mailbox, folder })
  }
}

const PROGRESS_EVERY = 5_000

/** A folder's progress at its end and now and then before: a log is no place for every batch. */
function everySoOften(clock: () => number, tell: (progress: Progress) => void): (progress: Progress) => void {
  const toldAt = new Map<string, number>()
  return (progress) => {
    const folder = `${progress.mailbox} ${progress.folder}`
    const isDue = clock() - (toldAt.get(folder) ?? 0) >= PROGRESS_EVERY
    if (!isDue && progress.done < progress.total) return
    toldAt.set(folder, clock())
    tell(progress)
  }
}

function announcing(wake: () => void): typeof receiveMessages {
  return async (...batch) => {
    const receipt = await receiveMessages(...batch)
    if (receipt.stored > 0) wake()
    return receipt
  }
}

/** A mailbox's own jobs: a server that keeps silent holds up the mail of no other mailbox. */
function outgoing(
  { config, db, log, clock, wake }: WorkerParts,
  { id, key, smtp, imap, appendSent }: HeldMailbox,
  ring: (job: string) => void,
): Job[] {
  const copies = appendSent ? imapCopies(imap, imap.sent) : null
  const { language } = config
  const ways: Ways = new Map([[id, { smtp: openSmtp(smtp), copies, say: problemsIn(language), language }]])
  const append = job(
    'append to Sent',
    async (signal) => {
      const counts = await appendDueMail(db, ways, clock, signal)
      if (!isNothing(counts)) log.room('outbox').info('copies in Sent', { mailbox: key, ...counts })
    },
    key,
  )
  const send = job(
    'send replies',
    async (signal) => {
      const counts = await sendDueMail(db, ways, clock, signal)
      if (isNothing(counts)) return
      log.room('outbox').info('replies', { mailbox: key, ...counts })
      wake()
      if (counts.sent > 0) ring(append.name)
    },
    key,
  )
  return [send, append]
}

/** What was asked of others, and what was ordered, when its time comes. */
function reminders({ db, log, clock, wake }: WorkerParts, mailNow: () => void): Job {
  return job('remind of waits and policies', async (stop) => {
    const counts = {
      waits: await remindWaits(db, clock, stop),
      policies: await tellLatePolicies(db, clock, stop),
    }
    if (isNothing(counts)) return
    log.room('notification').info('reminders', counts)
    wake()
    mailNow()
  })
}

/** The clock of every escalation. Whom it calls is mailed at once. */
function escalations({ db, log, clock, wake }: WorkerParts, ring: (job: JobName) => void): Job {
  const name = 'take escalation steps'
  return job(name, async (stop) => {
    const made = await takeDueSteps(db, clock, stop)
    // A step that is due before the next tick is not left waiting for it.
    const next = await nextStepAt(db)
    const soon = next === null ? Number.POSITIVE_INFINITY : Math.max(0, next - clock())
    if (soon < schedule[name].every) setTimeout(() => ring(name), soon).unref()
    if (made === 0) return
    log.room('escalation').info('steps', { made })
    wake()
    ring('send notifications')
  })
}

/** Without a way to send them they stay in the list on the page, and due. */
function notifications({ config, db, log, clock, publicUrl, wake }: WorkerParts): Job[] {
  const settings = config.notifications
  if (settings === null) return []
  const transport = openSmtp(settings.smtp, notificationTimeouts)
  return [
    job('send notifications', async (stop) => {
      const secret = await secretFor(db, 'message-id')
      const sender = { transport, from: settings.from, publicUrl, secret, clock, stop }
      const counts = await sendDueNotifications(db, sender)
      if (isNothing(counts)) return
      log.room('notification').info('notifications', counts)
      wake()
    }),
  ]
}

/** Response targets: telling what is due, and following changed promises, hours and labels. */
function targets({ db, log, clock, wake }: WorkerParts): Job[] {
  const tell = job('tell due targets', async (signal) => {
    const counts = await tellDueClocks(db, clock, signal)
    if (isNothing(counts)) return
    log.room('target').info('response targets', counts)
    wake()
  })
  const reckon = job('reckon clocks anew', async (signal) => {
    const threads = await recountDue(db, clock, signal)
    if (threads === 0) return
    log.room('target').info('clocks reckoned anew', { threads })
    wake()
  })
  return [tell, reckon]
}

/** What was written can be searched for a moment after it: see search/due.store.ts. */
function found({ db, log }: WorkerParts): Job {
  return job('let be found', async (signal) => {
    const { failed } = await indexDue(db, signal)
    for (const one of failed) log.room('search').warn('cannot be found', one)
  })
}

/** Replies that wait in mailboxes that have left the configuration, for which nobody else works. */
function retired({ config, db, log, clock, wake }: WorkerParts): Job {
  return job('fail replies of retired mailboxes', async () => {
    const failed = await failRetired(db, config.language, clock)
    if (failed === 0) return
    log.room('outbox').warn('replies of mailboxes that left the configuration', { failed })
    wake()
  })
}

function routes(parts: WorkerParts, mailNow: () => void): Job {
  return job('examine routes', () => tellOfRoutes(parts, mailNow))
}

function job(name: JobName, run: Job['run'], mailbox?: string): Job {
  return { name: mailbox === undefined ? name : `${name} of ${mailbox}`, ...schedule[name], run }
}

function isNothing(counts: Record<string, number>): boolean {
  return Object.values(counts).every((count) => count === 0)
}
