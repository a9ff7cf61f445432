import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { cutOffRunning, listBackups, noteBegun } from '../../src/backup/backup.store.ts'
import { copyInThread } from '../../src/backup/copy-thread.ts'
import { type BackupKeeper, backUpIfDue, keepBackups } from '../../src/backup/keep-backups.ts'
import { silentLog } from '../../src/log.ts'
import { DAY, HOUR, START } from '../support/cast.ts'
import { until } from '../support/deadline.ts'
import { openPlace, type Place } from './running-server.ts'

const never = new AbortController().signal

describe('the timetable’s backups', () => {
  let place: Place
  let now = START
  before(async () => {
    place = await openPlace()
  })
  after(() => place.close())

  const keeperIn = (name: string, change: Partial<BackupKeeper> = {}): BackupKeeper => {
    const folder = join(place.folder, name)
    return {
      db: place.db,
      schedule: { folder, at: [180], keep: { daily: 2, weekly: 0, monthly: 0 }, check: 'quick' },
      from: place.database,
      timeZone: 'Asia/Tokyo',
      copy: copyInThread,
      clock: () => now,
      log: silentLog,
      wake: () => {},
      ...change,
    }
  }

  it('are made once when due, in a thread, and old ones go; other files in the folder stay', async () => {
    const keeper = keeperIn('nightly')
    mkdirSync(keeper.schedule.folder)
    writeFileSync(join(keeper.schedule.folder, 'hoshin-20200101-030000.db'), 'somebody else’s')
    writeFileSync(join(keeper.schedule.folder, 'letter.txt'), 'precious')
    for (let day = 0; day < 5; day++) {
      now = START + day * DAY
      const made = await backUpIfDue(keeper, never)
      assert.ok(made && 'size' in made, JSON.stringify(made))
      assert.equal(await backUpIfDue(keeper, never), null, 'once')
    }
    assert.deepEqual(readdirSync(keeper.schedule.folder).toSorted(), [
      ...[
        'hoshin-20200101-030000.db',
        'hoshin-20261123-143000.db',
        'hoshin-20261124-143000.db',
        'letter.txt',
      ],
    ])
    const rows = await listBackups(place.db, 10)
    assert.deepEqual(
      rows.map(({ removed_at }) => removed_at === null),
      [true, true, false, false, false],
    )
  })

  it('that cannot be made say why, are tried again after an hour, and leave the earlier ones', async () => {
    now = START + 10 * DAY
    const keeper = keeperIn('not-there')
    assert.deepEqual(await backUpIfDue(keeper, never), {
      problem: { code: 'no-folder', detail: keeper.schedule.folder },
    })
    now += HOUR - 1
    assert.equal(await backUpIfDue(keeper, never), null)
    now += 1
    mkdirSync(keeper.schedule.folder)
    chmodSync(keeper.schedule.folder, 0o700)
    const made = await backUpIfDue(keeper, never)
    assert.ok(made && 'size' in made)
  })

  it('end early when the server stops, with nothing left behind', async () => {
    now = START + 20 * DAY
    await place.fill(30)
    const keeper = keeperIn('stopping')
    mkdirSync(keeper.schedule.folder)
    const stop = new AbortController()
    const ended = keepBackups(keeper, stop.signal)
    await until(() => readdirSync(keeper.schedule.folder).length > 0, { deadline: 20_000, every: 1 })
    stop.abort()
    await ended
    assert.deepEqual(readdirSync(keeper.schedule.folder), [])
    const [row] = await listBackups(place.db, 1)
    assert.deepEqual([row?.state, row?.problem], ['failed', 'cut-off'])
  })

  it('that a killed server left half are tidied up by the next', async () => {
    const folder = join(place.folder, 'killed')
    mkdirSync(folder)
    const path = join(folder, 'hoshin-20261201-030000.db')
    await noteBegun(place.db, 'schedule', path, START)
    const left = ['.0123abcd.part', '.0123abcd.part-journal'].map((suffix) => `${path}${suffix}`)
    for (const file of [...left, join(folder, 'other.part')]) writeFileSync(file, 'half')
    const stop = new AbortController()
    stop.abort()
    await keepBackups(keeperIn('killed'), stop.signal)
    assert.deepEqual(readdirSync(folder), ['other.part'])
    assert.ok(left.every((file) => !existsSync(file)))
    assert.deepEqual(await cutOffRunning(place.db, { madeBy: 'schedule', startedBefore: now }, now), [])
  })
})
