import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { backupWatches, tellOfBackups } from './backup/watch-over.ts'
import { writeToChannels } from './channel/write-to-channels.ts'
import { clockJobs } from './clock-jobs.ts'
import type { HeldMailbox } from './configured.ts'
import { receiveMessages } from './ingest/receive-messages.ts'
import { watchMailbox } from './ingest/watch-mailbox.ts'
import { type Presence, presenceOf } from './jobs/presence.ts'
import { type Job, type Jobs, startJobs, type Watch } from './jobs/runner.ts'
import type { Log } from './log.ts'
import { openImap } from './mail/imap.ts'
import { openSmtp, type SmtpWay } from './mail/smtp.ts'
import { problemsIn } from './mailbox/connection-words.ts'
import { notificationTimeouts, sendDueNotifications } from './notification/send-due-notifications.ts'
import { appendDueMail } from './outbox/append-due.ts'
import { failRetired } from './outbox/fail-retired.ts'
import { lookInSent } from './outbox/look-in-sent.ts'
import { sendDueMail, type Ways } from './outbox/send-due.ts'
import { imapCopies } from './outbox/sent-copies.ts'
import { tellOfStuck } from './outbox/tell-of-stuck.ts'
import { type Progress, progressLine } from './progress.ts'
import { indexDue } from './search/index-due.ts'
import { secretFor } from './settings/settings.store.ts'
import { tidyUp } from './tidy-up.ts'
import { isNothing, job, type WorkerParts } from './worker-parts.ts'
import { endSilentWriting } from './writing/end-writing.ts'

/** Starts watching every mailbox and the timetable's work; `stop` lets what is on its way finish. */
export function startWorker(parts: WorkerParts): Jobs {
  const { db, log, clock } = parts
  // A process that is started anew is another holder, even under the same number.
  const holder = `${hostname()} ${process.pid} ${randomBytes(4).toString('hex')}`
  const tools = { db, log: log.room('jobs'), now: clock, holder }
  const presence = presenceOf({ db, now: clock, holder })
  const ways: SmtpWay[] = []
  const open: typeof openSmtp = (...to) => {
    const way = openSmtp(...to)
    ways.push(way)
    return way
  }
  const jobs: Jobs = startJobs(tools, {
    jobs: [
      ...parts.mailboxes.flatMap((mailbox) =>
        outgoing(parts, mailbox, { open, presence, ring: (job) => jobs.wake(job) }),
      ),
      ...clockJobs(parts, (name) => jobs.wake(name)),
      ...notifications(parts, open, presence),
      found(parts),
      retired(parts),
      stuck(parts),
      job('watch over backups', () => tellOfBackups(parts)),
      job('write to channels', (stop) => writeToChannels(parts, stop)),
      silentWriting(parts),
      job('tidy up', () => tidyUp(parts.db, parts.clock())),
    ],
    watches: [presence.watch, ...watches(parts, holder), ...backupWatches(parts, tools)],
  })
  return {
    ...jobs,
    stop: async () => {
      await jobs.stop()
      for (const way of ways) way.close()
    },
  }
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
  { id, key, smtp, imap, appendSent, rate }: HeldMailbox,
  { open, presence, ring }: { open: typeof openSmtp; presence: Presence; ring: (job: string) => void },
): Job[] {
  const sent = imapCopies(imap, imap.sent)
  const copies = appendSent ? sent : null
  const { language } = config
  const ways: Ways = new Map([[id, { smtp: open(smtp), copies, rate, say: problemsIn(language), language }]])
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
      const counts = await sendDueMail(db, ways, clock, { stop: signal, presence })
      if (isNothing(counts)) return
      log.room('outbox').info('replies', { mailbox: key, ...counts })
      wake()
      if (counts.sent > 0) ring(append.name)
    },
    key,
  )
  const look = job(
    'look into Sent',
    async () => {
      const found = await lookInSent(db, id, sent, clock)
      if (found === 0) return
      log.room('outbox').info('uncertain replies found in Sent', { mailbox: key, found })
      wake()
    },
    key,
  )
  return appendSent ? [send, append] : [send, look]
}

/** Without a way to send them they stay in the list on the page, and due. */
function notifications(
  { config, db, log, clock, publicUrl, wake }: WorkerParts,
  open: typeof openSmtp,
  presence: Presence,
): Job[] {
  const settings = config.notifications
  if (settings === null) return []
  const transport = open(settings.smtp, notificationTimeouts)
  return [
    job('send notifications', async (stop) => {
      const secret = await secretFor(db, 'message-id')
      const sender = { transport, from: settings.from, publicUrl, secret, clock, stop, presence }
      const counts = await sendDueNotifications(db, sender)
      if (isNothing(counts)) return
      log.room('notification').info('notifications', counts)
      wake()
    }),
  ]
}

/** What was written can be searched for a moment after it: see search/due.store.ts. */
function found({ db, log }: WorkerParts): Job {
  return job('let be found', async (signal) => {
    const { failed } = await indexDue(db, signal)
    for (const one of failed) log.room('search').warn('cannot be found', one)
  })
}

/** Replies that do not go out by themselves. */
function stuck({ db, log, clock, wake }: WorkerParts): Job {
  return job('watch over the outbox', async () => {
    const told = await tellOfStuck(db, clock())
    if (told === 0) return
    log.room('outbox').warn('administrators were told that mail is stuck', { told })
    wake()
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

/** Pages with a composer whose browser went without a word. */
function silentWriting({ db, clock, wake }: WorkerParts): Job {
  return job('end silent writing', async () => {
    if ((await endSilentWriting(db, clock())) > 0) wake()
  })
}
