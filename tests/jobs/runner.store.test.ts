import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { takeLease } from '../../src/jobs/lease.store.ts'
import { withLease } from '../../src/jobs/lease.ts'
import { type Job, startJobs } from '../../src/jobs/runner.ts'
import { openLog, silentLog } from '../../src/log.ts'
import { eachDatabase } from '../support/databases.ts'
import { until } from '../support/deadline.ts'

const never = new AbortController().signal

eachDatabase((_name, open) => {
  describe('a lease', () => {
    it('is given to one holder, who may prolong it', async () => {
      const db = await open()
      const ask = (holder: string, now: number) => takeLease(db, { name: 'x', holder, until: now + 10 }, now)
      assert.deepEqual(
        [await ask('a', 0), await ask('b', 5), await ask('a', 9), await ask('b', 12)],
        [true, false, true, false],
      )
    })

    it('can be taken by another when its time is over', async () => {
      const db = await open()
      await takeLease(db, { name: 'x', holder: 'a', until: 10 }, 0)
      assert.equal(await takeLease(db, { name: 'x', holder: 'b', until: 20 }, 10), true)
      assert.equal(await takeLease(db, { name: 'x', holder: 'a', until: 20 }, 11), false)
    })

    it('ends the work of a holder who lost it', async () => {
      const db = await open()
      const tools = { db, now: Date.now, holder: 'slow', log: silentLog }
      const stop = new AbortController()
      let ended = 0
      const work = withLease(
        tools,
        { name: 'x', signal: stop.signal, times: { length: 60_000, renewal: 5 } },
        (held) =>
          new Promise((resolve) => {
            held.addEventListener('abort', () => {
              ended++
              resolve()
            })
            void db
              .updateTable('leases')
              .set({ holder: 'other', until: Date.now() + 60_000 })
              .execute()
          }),
      )
      await until(() => ended === 1, { what: 'the work to end' })
      stop.abort()
      await work
    })
  })

  describe('the timetable', () => {
    const tools = async () => ({ db: await open(), log: silentLog, now: Date.now, holder: 'one' })
    const job = (change: Partial<Job> & Pick<Job, 'run'>): Job => ({
      name: 'work',
      every: 60_000,
      single: false,
      ...change,
    })

    it('runs each job at once and again after its interval', async () => {
      let runs = 0
      const jobs = startJobs(await tools(), { jobs: [job({ every: 1, run: async () => runs++ })] })
      await until(() => runs >= 3, { what: 'three runs' })
      await jobs.stop()
    })

    it('never runs a job beside itself', async () => {
      let running = 0
      let most = 0
      let runs = 0
      const run = async () => {
        most = Math.max(most, ++running)
        await new Promise((next) => setImmediate(next))
        running--
        runs++
      }
      const jobs = startJobs(await tools(), { jobs: [job({ every: 0, run })] })
      for (let n = 0; n < 10; n++) jobs.wake('work')
      await until(() => runs > 5)
      await jobs.stop()
      assert.equal(most, 1)
    })

    it('runs a job early when it is woken, and also when it was woken during a run', async () => {
      let runs = 0
      const begun: { wake: (() => void) | null } = { wake: null }
      const run = async () => {
        if (++runs === 1) begun.wake?.()
      }
      const jobs = startJobs(await tools(), {
        jobs: [job({ run: () => new Promise<void>((done) => setImmediate(() => done(run()))) })],
      })
      begun.wake = () => jobs.wake('work')
      await until(() => runs === 2, { what: 'the second run' })
      jobs.wake('work')
      await until(() => runs === 3, { what: 'the third run' })
      await jobs.stop()
    })

    it('lets a run finish before it stops, and begins none after', async () => {
      let finish = () => {}
      let runs = 0
      let finished = false
      const run = () =>
        new Promise<void>((resolve) => {
          runs++
          finish = () => {
            finished = true
            resolve()
          }
        })
      const jobs = startJobs(await tools(), { jobs: [job({ every: 0, run })] })
      await until(() => runs === 1)
      const stopping = jobs.stop()
      assert.equal(finished, false)
      finish()
      await stopping
      assert.deepEqual([finished, runs], [true, 1])
    })

    it('goes on with the others when one fails, and logs why', async () => {
      const lines: string[] = []
      let runs = 0
      const log = openLog(
        (line) => lines.push(line),
        () => 0,
      )
      const jobs = startJobs(
        { ...(await tools()), log },
        {
          jobs: [
            job({ name: 'bad', run: () => Promise.reject(new Error('no disk')) }),
            job({ name: 'good', every: 1, run: async () => runs++ }),
          ],
        },
      )
      await until(() => runs > 2 && lines.length > 0)
      await jobs.stop()
      assert.match(lines[0] ?? '', /a job failed job=bad error="no disk"/)
      assert.equal(lines.length, 1)
    })

    it('runs a single job in one of several processes', async () => {
      const shared = await tools()
      let runs = 0
      const single = job({ single: true, run: async () => runs++ })
      const processes = ['one', 'two', 'three'].map((holder) =>
        startJobs({ ...shared, holder }, { jobs: [single] }),
      )
      await until(() => runs > 0)
      await Promise.all(processes.map((one) => one.stop()))
      assert.equal(runs, 1)
    })

    it('ends its watches when it stops', async () => {
      let watching = 0
      const watch = {
        name: 'watch',
        run: (signal: AbortSignal) =>
          new Promise<void>((resolve) => {
            watching++
            signal.addEventListener('abort', () => {
              watching--
              resolve()
            })
          }),
      }
      const jobs = startJobs(await tools(), { jobs: [], watches: [watch], signal: never })
      await until(() => watching === 1)
      await jobs.stop()
      assert.equal(watching, 0)
    })
  })
})
