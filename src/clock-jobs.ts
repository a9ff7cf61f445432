import { type JobName, schedule } from '../config/schedule.ts'
import { takeDueApprovalSteps } from './approval/take-due-steps.ts'
import { acknowledge } from './auto-mail/acknowledge.ts'
import { nextStepAt, takeDueSteps } from './escalation/take-due-steps.ts'
import type { Job } from './jobs/runner.ts'
import { tellLatePolicies } from './policy/tell-late-policies.ts'
import { tellOfRoutes } from './route/tell-of-routes.ts'
import { remindOfRules, runRules } from './rule/run-rules.ts'
import { recountDue } from './target/recount.ts'
import { tellDueClocks } from './target/tell-due-clocks.ts'
import { remindWaits } from './wait/remind-waits.ts'
import { isNothing, job, type WorkerParts } from './worker-parts.ts'

/**
 * The part of the timetable that keeps time for people: escalations, promises, questions to others, orders,
 * rules and routes.
 *
 * @param ring begins another job's next run now
 */
export function clockJobs(parts: WorkerParts, ring: (job: JobName) => void): Job[] {
  const mailNow = () => ring('send notifications')
  return [
    reminders(parts, mailNow),
    escalations(parts, ring),
    approvals(parts, mailNow),
    ...targets(parts, mailNow),
    acknowledgements(parts),
    job('apply rules', (stop) => runRules(parts, mailNow, stop)),
    job('remind of rules', () => remindOfRules(parts, mailNow)),
    job('examine routes', () => tellOfRoutes(parts, mailNow)),
  ]
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

/** What came in is acknowledged where its mailbox does so. */
function acknowledgements({ db, log, clock, wake }: WorkerParts): Job {
  return job('acknowledge', async (stop) => {
    const queued = await acknowledge(db, clock, stop)
    if (queued === 0) return
    log.room('auto-mail').info('acknowledgements', { queued })
    wake()
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

/** Whoever was asked for approval is reminded, and then somebody else is. */
function approvals({ db, log, clock, wake }: WorkerParts, mailNow: () => void): Job {
  return job('take approval steps', async (stop) => {
    const made = await takeDueApprovalSteps(db, clock, stop)
    if (made === 0) return
    log.room('approval').info('steps', { made })
    wake()
    mailNow()
  })
}

/** Response targets: telling what is due, and following changed promises, hours and labels. */
function targets({ db, log, clock, wake }: WorkerParts, mailNow: () => void): Job[] {
  const tell = job('tell due targets', async (signal) => {
    const counts = await tellDueClocks(db, clock, signal)
    if (isNothing(counts)) return
    log.room('target').info('response targets', counts)
    wake()
    mailNow()
  })
  const reckon = job('reckon clocks anew', async (signal) => {
    const threads = await recountDue(db, clock, signal)
    if (threads === 0) return
    log.room('target').info('clocks reckoned anew', { threads })
    wake()
  })
  return [tell, reckon]
}
