import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { setAudiences } from '../../src/target/set-target.ts'
import type { Audience } from '../../src/target/target.ts'
import { tellDueClocks } from '../../src/target/tell-due-clocks.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { DAY, HOUR, MINUTE, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, openDesk } from './desk.ts'

/** Friday, the promise of a mail that came at 14:30; Monday is a holiday. */
const WARNED = START + 90 * MINUTE
const DUE = START + 2 * HOUR

eachDatabase((_name, open) => {
  let db: Db
  let desk: Desk
  let threadId: number
  beforeEach(async () => {
    db = await open()
    desk = await openDesk(db)
    threadId = (await desk.arrive({ messageId: 'first@shop.example' })).id
  })
  const tell = (now: number) => tellDueClocks(db, () => now)
  const told = async (id: number) =>
    (await desk.told(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('target_'))
  const take = async () =>
    assignThread(db, await desk.viewer(desk.ids.ito), { threadId, to: desk.ids.ito }, START)
  const audience = async (warning: Audience, overdue: Audience) =>
    setAudiences(db, await desk.viewer(desk.ids.sato), { mailboxId: desk.support, warning, overdue }, START)

  describe('what is due', () => {
    it('is told at its warning and when it is late, each once', async () => {
      await take()
      assert.deepEqual(await tell(WARNED - 1), { warned: 0, overdue: 0 })
      assert.deepEqual(await tell(WARNED), { warned: 1, overdue: 0 })
      assert.deepEqual(await tell(DUE - 1), { warned: 0, overdue: 0 })
      assert.deepEqual(await tell(DUE), { warned: 0, overdue: 1 })
      assert.deepEqual(await tell(DUE + DAY), { warned: 0, overdue: 0 })
      assert.deepEqual(await told(desk.ids.ito), ['target_warning', 'target_overdue'])
      assert.deepEqual(await told(desk.ids.sato), ['target_overdue'])
      assert.deepEqual(await told(desk.ids.tanaka), [])
      const kinds = (await desk.events(threadId)).map(({ kind }) => kind)
      assert.deepEqual(
        kinds.filter((kind) => kind.startsWith('target_')),
        ['target_warned', 'target_missed'],
      )
    })

    it('is told as late alone, where the warning was slept through', async () => {
      await take()
      assert.deepEqual(await tell(DUE + HOUR), { warned: 0, overdue: 1 })
      assert.deepEqual(await told(desk.ids.ito), ['target_overdue'])
    })

    it('is told whom the mailbox says', async () => {
      await take()
      await audience('supervisors', 'nobody')
      await tell(WARNED)
      await tell(DUE)
      assert.deepEqual([await told(desk.ids.ito), await told(desk.ids.sato)], [[], ['target_warning']])
      // The list and the history know it all the same.
      assert.equal((await desk.events(threadId)).at(-1)?.kind, 'target_missed')
    })

    it('is told the supervisors where nobody is responsible', async () => {
      await tell(WARNED)
      assert.deepEqual(await told(desk.ids.sato), ['target_warning'])
    })

    it('is not told whoever does not see the thread any more', async () => {
      await take()
      await db.deleteFrom('memberships').where('account_id', '=', desk.ids.ito).execute()
      await tell(WARNED)
      assert.deepEqual(await told(desk.ids.ito), [])
    })

    it('is told nobody once it was answered, or while a department is asked', async () => {
      const other = await desk.arrive({ subject: '別件' })
      await desk.reply(threadId, START + HOUR)
      await desk.ask(other.id, START + HOUR)
      assert.deepEqual(await tell(DUE + HOUR), { warned: 0, overdue: 0 })
    })

    it('is told once more by the next clock, and not by the same one that runs again', async () => {
      await take()
      await tell(WARNED)
      const outboxId = await desk.reply(threadId, WARNED + MINUTE, { pause: HOUR })
      const ito = await desk.viewer(desk.ids.ito)
      await settleReply(db, ito, { outboxId, settlement: 'cancel' }, WARNED + 2 * MINUTE)
      await tell(WARNED + 3 * MINUTE)
      assert.deepEqual(await told(desk.ids.ito), ['target_warning'])
      await desk.reply(threadId, WARNED + 4 * MINUTE)
      const wrote = { at: DUE, references: '<first@shop.example>', messageId: 'second@shop.example' }
      await desk.arrive(wrote)
      await tell(DUE + 30 * MINUTE)
      assert.deepEqual(await told(desk.ids.ito), ['target_warning', 'target_warning'])
    })

    it('is told in one piece: what is interrupted is due as before', async () => {
      await take()
      await assert.rejects(
        db.transaction().execute(async (tx) => {
          await tellDueClocks(tx, () => DUE)
          throw new Error('the process dies')
        }),
      )
      assert.deepEqual(await told(desk.ids.ito), [])
      assert.deepEqual(await tell(DUE), { warned: 0, overdue: 1 })
    })

    it('is told once by two processes at the same time', async () => {
      await take()
      await Promise.all([tell(DUE), tell(DUE), tell(DUE)])
      assert.deepEqual(await told(desk.ids.ito), ['target_overdue'])
      const events = (await desk.events(threadId)).filter(({ kind }) => kind === 'target_missed')
      assert.equal(events.length, 1)
    })

    it('is not told mail by mail when a first import brings in what is long late', async () => {
      const arrival = await desk.arrivalOf({ at: START - 30 * DAY, subject: '昔の件' })
      const { threadIds } = await desk.receive([arrival], { now: START })
      await tell(START)
      assert.deepEqual(await told(desk.ids.sato), [])
      const old = await desk.thread(threadIds[0] ?? 0)
      assert.ok(old.due_at !== null && old.due_at < START, 'and yet it is in the list of what is late')
    })

    it('is told when it came late because hoshin was away for a while', async () => {
      const arrival = await desk.arrivalOf({ at: START - 4 * HOUR, subject: '昼の件' })
      await desk.receive([arrival], { now: START })
      assert.deepEqual(await tell(START), { warned: 0, overdue: 1 })
    })
  })
})
