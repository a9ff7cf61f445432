import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { takeLease } from './lease.store.ts'

/** A piece of recurring work. It must find by itself what is due, so that a run that is lost costs nothing. */
export type Job = {
  name: string
  /** ms between the end of one run and the beginning of the next. */
  every: number
  /** Of several processes one runs it at a time. */
  single: boolean
  /** It stops early, between two pieces of work, once the signal is aborted. */
  run(signal: AbortSignal): Promise<unknown>
}

/** Work that goes on until its signal ends it, such as watching a mailbox. */
export type Watch = { name: string; run(signal: AbortSignal): Promise<void> }

export type RunnerTools = { db: Db; log: Log; now: () => number; holder: string }

export type Jobs = {
  /** Begins a job's next run now, for whoever has just made work for it. */
  wake(name: string): void
  /** Lets what is on its way finish, begins nothing more, and resolves when all is done. */
  stop(): Promise<void>
}

/** ms. A failing job is tried again, but not so often that it fills the log. */
const AFTER_FAILURE = 10_000
/** ms. For a single job's lease: a run that takes longer may be joined by another process. */
const LEASE = 10 * 60_000

/** Runs the timetable and the watches until `stop`, or until the signal ends them. */
export function startJobs(
  tools: RunnerTools,
  { jobs, watches = [], signal }: { jobs: readonly Job[]; watches?: readonly Watch[]; signal?: AbortSignal },
): Jobs {
  const ending = new AbortController()
  const ended = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal
  const alarms = new Map<string, Alarm>(jobs.map((job) => [job.name, new Alarm()]))
  const running = [
    ...jobs.map((job) => repeat(tools, job, alarms.get(job.name) ?? new Alarm(), ended)),
    ...watches.map((watch) => keepGoing(tools, watch, ended)),
  ]
  return {
    wake: (name) => alarms.get(name)?.ring(),
    stop: async () => {
      ending.abort()
      await Promise.all(running)
    },
  }
}

/** Wakes a sleeper early; rung while nobody sleeps, it keeps the next one from falling asleep. */
class Alarm {
  #rung = false
  #wake = () => {}

  ring(): void {
    this.#rung = true
    this.#wake()
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      const woken = new AbortController()
      this.#wake = () => woken.abort()
      await pause(ms, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {})
    }
    this.#rung = false
    this.#wake = () => {}
  }
}

async function repeat(tools: RunnerTools, job: Job, alarm: Alarm, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const well = await runOnce(tools, job, signal)
    await alarm.sleep(well ? job.every : Math.max(job.every, AFTER_FAILURE), signal)
  }
}

async function runOnce(tools: RunnerTools, job: Job, signal: AbortSignal): Promise<boolean> {
  try {
    if (job.single && !(await mayRun(tools, job))) return true
    await job.run(signal)
    return true
  } catch (error) {
    tools.log.error('a job failed', { job: job.name, error: wordsOf(error) })
    return false
  }
}

/** The lease is kept after the run, so that other processes hold the same interval. */
async function mayRun({ db, now, holder }: RunnerTools, job: Job): Promise<boolean> {
  const until = now() + Math.max(job.every, LEASE)
  return takeLease(db, { name: `job ${job.name}`, holder, until }, now())
}

async function keepGoing(tools: RunnerTools, watch: Watch, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watch.run(signal)
    } catch (error) {
      tools.log.error('a watch failed', { watch: watch.name, error: wordsOf(error) })
    }
    if (!signal.aborted) await pause(AFTER_FAILURE, undefined, { signal }).catch(() => {})
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
