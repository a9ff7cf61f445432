import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { recordEvent } from '../../src/event/record-event.ts'
import { startLive } from '../../src/web/live.ts'
import { morning } from './app.ts'

let db: Db
before(async () => {
  db = openSqlite(':memory:')
  await migrate(db)
})
after(() => db.destroy())

const viewer: Viewer = {
  accountId: 1,
  name: '',
  title: '',
  email: '',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  newestFirst: true,
  isAdmin: true,
  roles: new Map(),
  groupIds: new Set(),
  visits: new Set(),
}

test('a browser that cannot be told what it missed is let go, and the others hear on', async () => {
  const lines: string[] = []
  const unreliable = { broken: false }
  const live = startLive(failing(db, unreliable), { clock: () => morning, log: (line) => lines.push(line) })
  const event = { at: morning, kind: 'signed_in', mailboxId: null, threadId: null, actorId: null } as const
  await recordEvent(db, event)
  await recordEvent(db, event)
  const well = (await live.open(viewer, 'a', null)).body?.getReader()
  await live.settle()

  unreliable.broken = true
  const unlucky = (await live.open(viewer, 'b', 1)).body?.getReader()
  await unlucky?.read()
  assert.equal((await unlucky?.read())?.done, true)
  unreliable.broken = false
  assert.equal(live.listeners(), 1)

  await recordEvent(db, { ...event, kind: 'notification_changed', facts: { account: 1 } })
  await live.settle()
  await well?.read()
  assert.match(new TextDecoder().decode((await well?.read())?.value), /"notification"/)
  assert.match(lines.join('\n'), /the database is away/)
  await live.stop()
})

/** The same database, of which every reading fails while it is broken. */
function failing(real: Db, unreliable: { broken: boolean }): Db {
  return new Proxy(real, {
    get(target, key) {
      if (unreliable.broken && key === 'selectFrom') throw new Error('the database is away')
      const found: unknown = Reflect.get(target, key, target)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}
