import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Viewer } from '../../src/access/viewer.ts'
import { addAccount } from '../../src/account/add-account.ts'
import { disableAccount } from '../../src/account/disable-account.ts'
import { endSessions } from '../../src/account/end-session.ts'
import { insertSession } from '../../src/account/session.store.ts'
import { newToken, tokenHash } from '../../src/account/session.ts'
import { setMemberships } from '../../src/account/set-membership.ts'
import type { Db } from '../../src/db/database.ts'
import type { EventKind } from '../../src/event/event.ts'
import { recordEvent } from '../../src/event/record-event.ts'
import { type Live, startLive } from '../../src/web/live.ts'
import type { LiveMessage } from '../../src/web/live-message.ts'
import { eachDatabase } from '../support/databases.ts'
import { morning } from './app.ts'
import { addMailboxWithThread } from './rows.ts'

eachDatabase((_name, open) => {
  let db: Db
  let live: Live
  let now = morning
  const begin = () => startLive(db, { clock: () => now, log: (line) => assert.fail(line) })
  beforeEach(async () => {
    now = morning
    db = await open()
    await addMailboxWithThread(db, 'support')
    await addMailboxWithThread(db, 'billing')
    live = begin()
  })
  afterEach(() => live.stop())

  describe('live updates', () => {
    test('tell a member of the mailbox which thread changed, how, and that its counts moved', async () => {
      const ito = await listen(await person('ito', [1]))
      await happen('message_received', 1)
      assert.deepEqual(await ito.heard(), [
        { type: 'thread', id: 1, mailbox: 1, version: 1, kind: 'message_received', actor: null },
        { type: 'counts', mailbox: 1 },
      ])
    })

    test('tell nothing to somebody without access, nor of another mailbox', async () => {
      const stranger = await listen(await person('stranger', []))
      const billing = await listen(await person('billing', [2]))
      await happen('message_received', 1)
      assert.deepEqual(await stranger.heard(), [])
      assert.deepEqual(await billing.heard(), [])
    })

    test('tell a notification only to its account', async () => {
      const ito = await listen(await person('ito', [1]))
      const sato = await listen(await person('sato', [1]))
      await recordEvent(db, {
        at: now,
        kind: 'notification_changed',
        mailboxId: null,
        threadId: null,
        actorId: null,
        facts: { account: sato.accountId },
      })
      assert.deepEqual(await ito.heard(), [])
      assert.deepEqual(await sato.heard(), [{ type: 'notification' }])
    })

    test('follow rights that are given and taken while somebody listens', async () => {
      const ito = await listen(await person('ito', []))
      await setMemberships(
        db,
        [{ mailboxId: 1, of: { accountId: ito.accountId }, role: 'agent' }],
        ito.accountId,
        now,
      )
      await live.settle()
      await happen('message_received', 1)
      assert.equal((await ito.heard()).length, 2)
      await setMemberships(
        db,
        [{ mailboxId: 1, of: { accountId: ito.accountId }, role: null }],
        ito.accountId,
        now,
      )
      await happen('status_changed', 1)
      assert.deepEqual(await ito.heard(), [])
    })

    test('end for a disabled account', async () => {
      const ito = await listen(await person('ito', [1]))
      const admin = await person('admin', [], true)
      await person('second-admin', [], true)
      await disableAccount(db, ito.accountId, admin.accountId, now)
      await live.settle()
      assert.equal(await ito.hasEnded(), true)
      assert.equal(live.listeners(), 0)
    })

    test('end for a session that was signed out, and go on for the others of that person', async () => {
      const viewer = await person('ito', [1])
      const phone = await listen(viewer)
      const desk = await listen(viewer)
      await endSessions(db, viewer.accountId, { hash: phone.sessionHash }, now)
      await live.settle()
      assert.equal(await phone.hasEnded(), true)
      assert.equal(await desk.hasEnded(), false)
    })

    test('go on after a restart where the browser was, and lose nothing', async () => {
      const viewer = await person('ito', [1])
      const before = await listen(viewer)
      await happen('message_received', 1)
      await before.heard()
      const last = before.lastId()
      await live.stop()
      await happen('comment_added', 1)

      live = begin()
      const after = await listen(viewer, last)
      const kinds = (await after.heard()).flatMap((message) =>
        message.type === 'thread' ? [message.kind] : [],
      )
      assert.deepEqual(kinds, ['comment_added'])
    })

    test('tell a row that was committed late, after rows with higher ids', async () => {
      const ito = await listen(await person('ito', [1]))
      await happen('message_received', 1, 1001)
      await ito.heard()
      await happen('assigned', 1, 1003)
      await ito.heard()
      const resumeAt = Number(ito.lastId())
      assert.ok(resumeAt < 1002, 'a browser that reconnects now goes on before the missing row')
      await happen('comment_added', 1, 1002)
      const kinds = (await ito.heard()).flatMap((message) =>
        message.type === 'thread' ? [message.kind] : [],
      )
      assert.deepEqual(kinds, ['comment_added'])
    })

    test('reach 200 browsers, each once', async () => {
      const viewer = await person('ito', [1])
      const all = await Promise.all(Array.from({ length: 200 }, () => listen(viewer)))
      await happen('message_received', 1)
      for (const one of all) assert.equal((await one.heard()).length, 2)
    })
  })

  async function person(name: string, mailboxIds: number[], isAdmin = false): Promise<Viewer> {
    const added = await addAccount(
      db,
      {
        name,
        reading: '',
        email: `${name}@example.jp`,
        title: '',
        locale: 'ja',
        timeZone: 'Asia/Tokyo',
        passwordHash: null,
        isAdmin,
        memberships: mailboxIds.map((mailboxId) => ({ mailboxId, role: 'agent' })),
      },
      now,
    )
    assert.ok('accountId' in added)
    const viewer = await loadViewer(db, added.accountId)
    assert.ok(viewer)
    return viewer
  }

  async function happen(kind: EventKind, threadId: number, id?: number): Promise<void> {
    if (id === undefined) {
      await recordEvent(db, { at: now, kind, mailboxId: 1, threadId, actorId: null })
    } else {
      await db
        .insertInto('events')
        .values({ id, at: now, kind, mailbox_id: 1, thread_id: threadId, actor_id: null, facts: '{}' })
        .execute()
    }
  }

  async function listen(viewer: Viewer, after: string | null = null) {
    const hash = tokenHash(newToken())
    const { accountId } = viewer
    await insertSession(db, {
      hash,
      accountId,
      createdAt: now,
      seenAt: now,
      userAgent: '',
      remoteAddress: '',
    })
    const answer = await live.open(viewer, hash, after === null ? null : Number(after))
    const reader = answer.body?.getReader()
    assert.ok(reader)
    await live.settle()
    let text = ''
    let ended = false
    // What was sent lies in the stream's queue already: one turn of the event loop reads all of it.
    const readOn = async () => {
      for (;;) {
        const next = await reader.read()
        if (next.done) break
        text += new TextDecoder().decode(next.value)
      }
      ended = true
    }
    void readOn()
    let seen = 0
    return {
      accountId,
      sessionHash: hash,
      lastId: () => /id: (\d+)\n(?![\s\S]*id: )/.exec(text)?.[1] ?? null,
      hasEnded: async () => {
        await new Promise(setImmediate)
        return ended
      },
      heard: async (): Promise<LiveMessage[]> => {
        await live.settle()
        await new Promise(setImmediate)
        const all = [...text.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? 'null'))
        const fresh = all.slice(seen)
        seen = all.length
        return fresh
      },
    }
  }
})
