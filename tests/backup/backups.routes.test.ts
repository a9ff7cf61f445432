import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openSession } from '../../src/account/sign-in.ts'
import { noteBegun, noteEnded } from '../../src/backup/backup.store.ts'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import type { WebConfig } from '../../src/web/deps.ts'
import { openCast } from '../support/cast.ts'
import { appOn, morning } from '../web/app.ts'

const HOUR = 3_600_000
const keep = { daily: 7, weekly: 4, monthly: 12 }
const nightly: WebConfig['backup'] = {
  schedule: { folder: '/mnt/backup', at: [180], keep, check: 'quick' },
  warnAfter: 36 * HOUR,
}

describe('the page of backups', () => {
  let db: Db
  let ids: Awaited<ReturnType<typeof openCast>>['ids']
  before(async () => {
    db = openSqlite(':memory:')
    await migrate(db)
    ids = (await openCast(db)).ids
  })
  after(() => db.destroy())

  const appWith = (change: Partial<WebConfig>) => {
    const { deps } = appOn(db)
    return appOn(db, { config: { ...deps.config, ...change } })
  }

  const seen = async (change: Partial<WebConfig>, who: number, path = '/admin/backups') => {
    const token = await openSession(db, who, { userAgent: 'x', address: '::1' }, morning)
    const answer = await appWith(change)
      .browser('en')
      .get(path, { cookie: `hoshin_session=${token}` })
    return { status: answer.status, text: await answer.text() }
  }

  it('is for administrators', async () => {
    assert.equal((await seen({}, ids.sato)).status, 404)
    assert.equal((await seen({}, ids.admin)).status, 200)
  })

  it('says what to configure where nothing is, and for PostgreSQL what to run, without a password', async () => {
    const without = await seen({}, ids.admin)
    assert.match(without.text, /folder = &quot;\/var\/lib\/hoshin\/backups&quot;/)
    const postgres = await seen(
      { installed: { configFile: '/etc/hoshin/hoshin.toml', database: 'postgres://hoshin@db/hoshin' } },
      ids.admin,
    )
    assert.match(postgres.text, /pg_dump --format=custom/)
    assert.match(postgres.text, /hoshin -c \/etc\/hoshin\/hoshin\.toml backup --note FILE/)
  })

  it('lists each with its size and what was verified, says why one failed and names the newest to go back to', async () => {
    const good = await noteBegun(db, 'schedule', '/mnt/backup/hoshin-20261122-030000.db', morning - 30 * HOUR)
    await noteEnded(db, good, { outcome: { size: 2_400_000 }, check: 'full' }, morning - 30 * HOUR + 1)
    const failed = await noteBegun(
      db,
      'schedule',
      '/mnt/backup/hoshin-20261123-030000.db',
      morning - 6 * HOUR,
    )
    const outcome = { problem: { code: 'disk-full', detail: '/mnt/backup' } } as const
    await noteEnded(db, failed, { outcome, check: 'full' }, morning - 6 * HOUR + 1)
    const { text } = await seen({ backup: nightly }, ids.admin)
    assert.match(text, /2\.4 MB/)
    assert.match(text, /検査済み（すべて）/)
    assert.match(text, /ディスクの空きが足りません: \/mnt\/backup。/)
    assert.match(
      text,
      /hoshin -c \/etc\/hoshin\/hoshin\.toml restore \/mnt\/backup\/hoshin-20261122-030000\.db/,
    )
    assert.match(text, /毎日 03:00（Asia\/Tokyo）に \/mnt\/backup へ作り/)
  })

  it('is told to a monitor: /health goes on saying 200, /health/backup does not', async () => {
    const health = async (path: string, backup: WebConfig['backup']) => {
      const answer = await appWith({ backup }).browser().get(path)
      return [answer.status, await answer.json()]
    }
    const standing = (status: string, backup: string) => ({ status, database: 'ok', backup })
    assert.deepEqual(await health('/health', nightly), [200, standing('ok', 'failing')])
    assert.deepEqual(await health('/health/backup', nightly), [503, standing('failing', 'failing')])
    const nobody = { schedule: null, warnAfter: null }
    assert.deepEqual(await health('/health/backup', nobody), [200, standing('ok', 'unwatched')])
  })
})
