import { Hono } from 'hono'
import { BackupsPage, type BackupView } from '../../views/admin/backups-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { type BackupRow, backupFacts, listBackups, problemOf } from './backup.store.ts'
import { backupStanding } from './backup.ts'
import { nextDue } from './timetable.ts'

const SHOWN = 60

/** How the backups stand, for administrators. They are made and restored on the server only. */
export function backupsRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get('/admin/backups', async (c) => {
    const { standing, schedule } = await standingNow()
    const backups = await listBackups(db, SHOWN)
    return sendDocument(
      c,
      <BackupsPage
        frame={await frameOf(c, deps, { page: 'admin' })}
        standing={standing.is}
        goodAt={standing.goodAt}
        schedule={schedule}
        commands={commandsOf(backups)}
        configFile={config.installed.configFile}
        backups={backups.map(viewOf)}
      />,
    )
  })

  async function standingNow() {
    const { schedule, warnAfter } = config.backup
    const now = clock()
    return {
      standing: backupStanding(await backupFacts(db), warnAfter, now),
      schedule: schedule && {
        ...{ folder: schedule.folder, keep: schedule.keep, timeZone: config.timeZone },
        times: schedule.at.map(timeInWords),
        nextAt: nextDue(schedule.at, config.timeZone, now),
      },
    }
  }

  function commandsOf(backups: readonly BackupRow[]) {
    const { configFile, database } = config.installed
    const newest = backups.find(({ state, removed_at }) => state === 'good' && removed_at === null)
    const hoshin = `hoshin -c ${configFile}`
    const isPostgres = database.startsWith('postgres')
    return {
      now: `sudo -u hoshin ${hoshin} backup FILE`,
      back: [
        'sudo systemctl stop hoshin',
        `sudo -u hoshin ${hoshin} restore ${newest?.path ?? 'FILE'}`,
        'sudo systemctl start hoshin',
      ].join('\n'),
      example: isPostgres ? null : '[backup]\nfolder = "/var/lib/hoshin/backups"',
      outside: isPostgres
        ? `pg_dump --format=custom --file=FILE '${database}'\npg_restore --list FILE > /dev/null\n${hoshin} backup --note FILE`
        : null,
    }
  }

  return app
}

function timeInWords(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function viewOf(row: BackupRow): BackupView {
  return {
    id: row.id,
    at: row.started_at,
    path: row.path,
    madeBy: row.made_by,
    state: row.state,
    size: row.size,
    checked: row.checked,
    problem: row.state === 'failed' ? problemOf(row) : null,
    removedAt: row.removed_at,
  }
}
