import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { loadConfig, WrongConfig } from '../../config/config.ts'

const HOUR = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'hoshin-config-'))
after(() => rmSync(folder, { recursive: true }))

const backupOf = (toml: string) => {
  const path = join(folder, 'hoshin.toml')
  writeFileSync(path, toml)
  return loadConfig({ path, env: {} }).backup
}

const problemsOf = (toml: string): string[] => {
  try {
    backupOf(toml)
    return []
  } catch (error) {
    if (!(error instanceof WrongConfig)) throw error
    return error.problems.map(({ key, found, expected }) => `${key}: ${found}, not ${expected}`)
  }
}

describe('[backup]', () => {
  it('without it nothing is made and nobody is alarmed', () => {
    assert.deepEqual(backupOf(''), { schedule: null, warnAfter: null })
  })

  it('with a folder one is made each night, and the alarm follows the longest gap', () => {
    assert.deepEqual(backupOf('[backup]\nfolder = "/b"'), {
      schedule: { folder: '/b', at: [180], keep: { daily: 7, weekly: 4, monthly: 12 }, check: 'quick' },
      warnAfter: 36 * HOUR,
    })
    const often = backupOf('[backup]\nfolder = "/b"\nat = ["20:00", "08:00", "20:00"]')
    assert.deepEqual([often.schedule?.at, often.warnAfter], [[480, 1200], 24 * HOUR])
  })

  it('with PostgreSQL the alarm alone may stand there', () => {
    const postgres = '[database]\nurl = "postgres://h@db/h"\n[backup]\n'
    assert.deepEqual(backupOf(`${postgres}warn_after_hours = 30`), { schedule: null, warnAfter: 30 * HOUR })
    assert.deepEqual(problemsOf(`${postgres}folder = "/b"`), [
      'backup.folder: a folder, not no folder with PostgreSQL, whose own tools make the backups; docs/backup.md says how',
    ])
  })

  it('says of each mistake what stands there and what belongs there', () => {
    const cases: [string, RegExp][] = [
      ['folder = "/b"\nat = "25:00"', /^backup\.at: .*a time of day such as "03:00"/],
      ['folder = "/b"\nat = []', /^backup\.at: a list of 0, not/],
      ['folder = ""', /^backup\.folder: "", not the path of a folder$/],
      ['folder = "/b"\nkeep_daily = 0', /^backup\.keep_daily: 0, not a number of days from 1 to 3660$/],
      ['folder = "/b"\nkeep_weekly = 1.5', /^backup\.keep_weekly: 1\.5, not a number of weeks/],
      ['folder = "/b"\ncheck = "none"', /^backup\.check: "none", not "quick" or "full"$/],
      ['folder = "/b"\nwarn_after_hours = 23', /^backup\.warn_after_hours: 23, not at least 24: /],
      ['at = "03:00"', /^backup\.at: no backup\.folder, not backup\.folder beside it/],
      ['every = "day"', /^backup\.every: a key that hoshin does not know/],
    ]
    for (const [toml, words] of cases) {
      const problems = problemsOf(`[backup]\n${toml}`)
      assert.equal(problems.length, 1, `${toml}: ${problems.join(' | ')}`)
      assert.match(problems[0] ?? '', words)
    }
  })
})
