import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type BackupFacts, backupStanding } from '../../src/backup/backup.ts'
import { isDue } from '../../src/backup/keep-backups.ts'
import { noLongerKept } from '../../src/backup/retention.ts'
import { backupName, lastDue, nextDue } from '../../src/backup/timetable.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const tokyo = 'Asia/Tokyo'

describe('the timetable of backups', () => {
  it('knows the last and the next time in the zone, over midnight', () => {
    const now = Date.parse('2026-11-20T02:30:00+09:00')
    assert.equal(lastDue([180, 900], tokyo, now), Date.parse('2026-11-19T15:00:00+09:00'))
    assert.equal(nextDue([180, 900], tokyo, now), Date.parse('2026-11-20T03:00:00+09:00'))
    assert.equal(lastDue([150], tokyo, now), now)
  })

  it('makes one on a day on which summer time skips the hour, and one on which it repeats it', () => {
    const skipped = Date.parse('2026-03-29T03:30:00+01:00')
    const repeated = Date.parse('2026-10-25T04:00:00Z')
    assert.ok(lastDue([90], 'Europe/London', skipped) > Date.parse('2026-03-29T00:00:00Z'))
    assert.ok(lastDue([90], 'Europe/London', repeated) > Date.parse('2026-10-24T23:00:00Z'))
  })

  it('has exactly one backup due between two looks a day apart, in every zone', () => {
    const zones = fc.constantFrom(tokyo, 'UTC', 'America/Sao_Paulo', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 900 }),
        (zone, at, day) => {
          const now = Date.UTC(2026, 0, 1) + day * DAY
          const last = lastDue([at], zone, now)
          const next = nextDue([at], zone, now)
          assert.ok(last <= now && now < next)
          assert.ok(next - last >= DAY - HOUR && next - last <= DAY + HOUR, `${next - last}`)
          assert.equal(lastDue([at], zone, next), next)
        },
      ),
    )
  })

  it('names a file by the time of the zone', () => {
    assert.equal(backupName(Date.parse('2026-11-19T18:00:05Z'), tokyo), 'hoshin-20261120-030005.db')
  })
})

describe('whether a backup is due', () => {
  const due = 100 * HOUR
  const at = (started_at: number, state: 'good' | 'failed', problem: string | null = null) => ({
    started_at,
    state,
    problem,
  })
  it('is decided by the last attempt', () => {
    assert.equal(isDue(null, due, due), true, 'the first one is made at once')
    assert.equal(isDue(at(due - 1, 'good'), due, due), true)
    assert.equal(isDue(at(due, 'good'), due, due + 20 * HOUR), false)
    assert.equal(isDue(at(due, 'failed', 'disk-full'), due, due + HOUR - 1), false)
    assert.equal(isDue(at(due, 'failed', 'disk-full'), due, due + HOUR), true)
    assert.equal(isDue(at(due, 'failed', 'cut-off'), due, due + HOUR / 10), true)
  })
})

describe('retention', () => {
  const keep = { daily: 7, weekly: 4, monthly: 12 }
  const now = Date.parse('2026-11-20T04:00:00+09:00')
  const nightly = (nights: number) =>
    Array.from({ length: nights }, (_, night) => ({ id: night, at: now - HOUR - night * DAY }))

  it('keeps a week of days, a month of weeks and a year of months', () => {
    const gone = new Set(noLongerKept(nightly(800), keep, tokyo, now).map(({ id }) => id))
    const stay = nightly(800).filter(({ id }) => !gone.has(id))
    const days = stay.map(({ at }) => new Date(at + 9 * HOUR).toISOString().slice(0, 10))
    assert.deepEqual(days.slice(0, 7), [
      ...['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15', '2026-11-14'],
    ])
    // Sundays, then the ends of months.
    assert.deepEqual(days.slice(7, 9), ['2026-11-08', '2026-11-01'])
    assert.deepEqual(days.slice(9), [
      ...['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31'],
      ...['2026-04-30', '2026-03-31', '2026-02-28', '2026-01-31', '2025-12-31'],
    ])
  })

  it('keeps what there is after a long stop: days without a backup do not count', () => {
    const old = nightly(5).map(({ id, at }) => ({ id, at: at - 300 * DAY }))
    assert.deepEqual(noLongerKept(old, keep, tokyo, now), [])
  })

  it('keeps all of the last 24 hours and never the newest goes, whatever is asked', () => {
    const hourly = Array.from({ length: 100 }, (_, n) => ({ id: n, at: now - n * HOUR }))
    const gone = noLongerKept(hourly, { daily: 1, weekly: 0, monthly: 0 }, tokyo, now)
    assert.deepEqual(
      hourly.filter((one) => !gone.includes(one)).map(({ id }) => id),
      Array.from({ length: 24 }, (_, n) => n),
    )
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 * 24 }), { minLength: 1 }), (hours) => {
        const all = hours.map((ago, id) => ({ id, at: now - ago * HOUR }))
        const left = noLongerKept(all, { daily: 1, weekly: 0, monthly: 0 }, tokyo, now)
        const newest = Math.max(...all.map(({ at }) => at))
        assert.ok(all.some((one) => one.at === newest && !left.includes(one)))
        // Doing it twice takes nothing more.
        const rest = all.filter((one) => !left.includes(one))
        assert.deepEqual(noLongerKept(rest, { daily: 1, weekly: 0, monthly: 0 }, tokyo, now), [])
      }),
    )
  })
})

describe('how backups stand', () => {
  const now = 1000 * HOUR
  const facts: BackupFacts = { goodAt: now - 10 * HOUR, failed: null, since: 0 }
  const problem = { code: 'disk-full', detail: '/backups' } as const
  it('is good, too old, failing, or nobody’s matter', () => {
    assert.equal(backupStanding(facts, null, now).is, 'unwatched')
    assert.equal(backupStanding(facts, 10 * HOUR, now).is, 'good')
    assert.equal(backupStanding(facts, 10 * HOUR - 1, now).is, 'old')
    assert.equal(backupStanding({ ...facts, failed: { at: now, problem } }, 99 * HOUR, now).is, 'failed')
    assert.equal(backupStanding({ ...facts, goodAt: null, since: now - 5 * HOUR }, 6 * HOUR, now).is, 'good')
    assert.equal(backupStanding({ ...facts, goodAt: null, since: now - 7 * HOUR }, 6 * HOUR, now).is, 'old')
  })
})
