import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadViewer } from '../../src/access/viewer.store.ts'
import { addAccount } from '../../src/account/add-account.ts'
import { insertSession } from '../../src/account/session.store.ts'
import { tokenHash } from '../../src/account/session.ts'
import { migrate } from '../../src/db/migrate.ts'
import { listenPostgres, openPostgres } from '../../src/db/postgres.ts'
import { recordEvent } from '../../src/event/record-event.ts'
import { announce, eventChannel, startLive } from '../../src/web/live.ts'
import { until } from '../support/deadline.ts'
import { missing } from '../support/missing.ts'
import { startPostgres } from '../support/postgres.ts'
import { morning } from './app.ts'

const skip = process.env.HOSHIN_TEST_QUICK === '1' ? 'a quick run' : missing('postgres')

test('another process that announces its commit wakes the browsers of this one', { skip }, async () => {
  await using server = await startPostgres()
  const url = await server.createDatabase()
  await using here = openPostgres(url, 3)
  await using there = openPostgres(url, 1)
  await migrate(here)
  const fail = (line: string) => assert.fail(line)
  let wakes = 0
  const live = startLive(here, {
    clock: () => morning,
    log: fail,
    listen: (wake) =>
      listenPostgres(url, eventChannel, () => {
        wakes++
        wake()
      }),
  })
  try {
    const common = {
      reading: '',
      title: '',
      locale: 'ja',
      timeZone: 'Asia/Tokyo',
      passwordHash: null,
    } as const
    await addAccount(here, { ...common, name: 'ito', email: 'ito@example.jp', isAdmin: false }, morning)
    const viewer = (await loadViewer(here, 1)) ?? assert.fail('no viewer')
    const hash = tokenHash('token')
    await insertSession(here, {
      hash,
      accountId: 1,
      createdAt: morning,
      seenAt: morning,
      userAgent: '',
      remoteAddress: '',
    })
    const body = (await live.open(viewer, hash, null)).body ?? assert.fail('no stream')
    const reader = body.getReader()
    await reader.read()
    // LISTEN takes a moment to stand; until then announcements go unheard.
    await until(() => {
      announce(there, fail)
      return wakes > 0
    })

    await recordEvent(there, {
      at: morning,
      kind: 'notification_changed',
      mailboxId: null,
      threadId: null,
      actorId: null,
      facts: { account: 1 },
    })
    announce(there, fail)
    const { value } = await reader.read()
    assert.match(new TextDecoder().decode(value), /"type":"notification"/)
  } finally {
    await live.stop()
  }
})
