import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { beginReply } from '../../src/outbox/begin-reply.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { settleReply } from '../../src/outbox/settle-reply.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { seeThread } from '../../src/thread/see-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { type Status, statuses } from '../../src/thread/status.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Cast, MINUTE, openCast, START, sentFolder } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { tabsOf } from './tabs.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)

  describe('a thread moved by hand', () => {
    it('goes where it is put, as an event with author and time, and stops its clocks when done', async () => {
      const { id } = await cast.arrive({})
      for (const to of ['in_progress', 'done', 'new'] as const) {
        const from = (await cast.thread(id)).status
        assert.deepEqual(await changeStatus(db, await ito(), { threadId: id, to }, START + 5), { from, to })
        const last = (await cast.events(id)).at(-1)
        assert.deepEqual(
          [last?.kind, last?.actor_id, last?.at, last?.facts],
          ['status_changed', cast.ids.ito, START + 5, { from, to }],
        )
      }
    })

    it('to where it is already changes nothing and records nothing', async () => {
      const { id, version } = await cast.arrive({})
      await changeStatus(db, await ito(), { threadId: id, to: 'new' }, START)
      assert.equal((await cast.thread(id)).version, version)
      assert.equal((await cast.events(id)).length, 1)
    })

    it('cannot wait for nobody, and cannot leave those who are being asked', async () => {
      const { id } = await cast.arrive({})
      assert.deepEqual(await changeStatus(db, await ito(), { threadId: id, to: 'awaiting_dept' }, START), {
        refused: 'needs-wait',
      })
      await openWait(
        db,
        await ito(),
        { threadId: id, party: { groupId: cast.engineers }, question: '?', dueAt: null },
        START,
      )
      for (const to of ['new', 'in_progress', 'done'] as const) {
        assert.deepEqual(await changeStatus(db, await ito(), { threadId: id, to }, START), {
          refused: 'waits-open',
          parties: '技術部',
        })
      }
    })

    it('is refused to who only reads and to who sees nothing', async () => {
      const { id } = await cast.arrive({})
      const tried = async (who: number) =>
        changeStatus(db, await cast.viewer(who), { threadId: id, to: 'done' }, START)
      assert.deepEqual(await tried(cast.ids.admin), { refused: 'read-only' })
      assert.deepEqual(await tried(cast.ids.stranger), { refused: 'not-found' })
    })
  })

  describe('an assignee', () => {
    it('who takes it puts it in progress; who is given it is told, and it stays new', async () => {
      const mine = await cast.arrive({})
      await assignThread(db, await ito(), { threadId: mine.id, to: cast.ids.ito }, START)
      assert.equal((await cast.thread(mine.id)).status, 'in_progress')
      const theirs = await cast.arrive({ subject: '二' })
      await assignThread(db, await ito(), { threadId: theirs.id, to: cast.ids.tanaka }, START)
      assert.equal((await cast.thread(theirs.id)).status, 'new')
      assert.deepEqual(
        (await cast.told(cast.ids.tanaka)).map(({ kind }) => kind),
        ['assigned'],
      )
      assert.deepEqual(await cast.told(cast.ids.ito), [])
    })

    it('must have a role in the mailbox', async () => {
      const { id } = await cast.arrive({})
      assert.deepEqual(await assignThread(db, await ito(), { threadId: id, to: cast.ids.emma }, START), {
        refused: 'no-role',
        name: 'Emma Clarke',
      })
      assert.deepEqual(await assignThread(db, await ito(), { threadId: id, to: 999 }, START), {
        refused: 'not-found',
      })
    })

    it('given twice and taken away is told again only when given again', async () => {
      const { id } = await cast.arrive({})
      for (const to of [cast.ids.tanaka, cast.ids.tanaka, null, cast.ids.tanaka]) {
        await assignThread(db, await ito(), { threadId: id, to }, START)
      }
      assert.equal((await cast.told(cast.ids.tanaka)).length, 2)
    })

    it('who opens it has seen what the customer wrote; another reader has not', async () => {
      const { id } = await cast.arrive({})
      await assignThread(db, await ito(), { threadId: id, to: cast.ids.ito }, START)
      const marked = await cast.arrive({ inReplyTo: 'mail-1@shop.example' })
      await seeThread(db, await cast.viewer(cast.ids.tanaka), marked, START)
      assert.notEqual((await cast.thread(id)).customer_wrote_at, null)
      const newer = await cast.arrive({ inReplyTo: 'mail-1@shop.example', at: START + MINUTE })
      await seeThread(db, await ito(), marked, START)
      assert.equal((await cast.thread(id)).customer_wrote_at, START + MINUTE, 'what came since is not seen')
      await seeThread(db, await ito(), newer, START)
      assert.equal((await cast.thread(id)).customer_wrote_at, null)
    })
  })

  it('opening a reply or writing its first word puts a new thread in progress, once', async () => {
    const one = await cast.arrive({})
    const two = await cast.arrive({ subject: '二' })
    await beginReply(db, await ito(), one.id, START)
    await beginReply(db, await ito(), one.id, START)
    const draft = {
      text: { to: '', cc: '', bcc: '', subject: '', body: 'a' },
      threadVersion: 0,
      filesLimit: 1,
    }
    await saveDraft(db, await ito(), { threadId: two.id, ...draft }, START)
    await beginReply(db, await cast.viewer(cast.ids.admin), (await cast.arrive({ subject: '三' })).id, START)
    assert.deepEqual(await tabsOf(db, await ito(), cast.support), {
      new: 1,
      in_progress: 2,
      awaiting_dept: 0,
      done: 0,
    })
    assert.equal((await cast.events(one.id)).length, 2)
  })

  it(`counters, sums, clocks and history stay true through whatever happens (${name})`, async () => {
    let seed = 20261120
    const next = (below: number) => {
      // A linear congruential generator (Numerical Recipes): the same walk on every machine.
      seed = (seed * 1664525 + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    const pick = <T>(from: readonly T[]): T | undefined => from[next(from.length)]
    const people = [cast.ids.ito, cast.ids.tanaka, cast.ids.sato]
    let now = START
    for (let n = 0; n < 120; n++) {
      now += MINUTE
      const all = await db.selectFrom('threads').selectAll().orderBy('id').execute()
      const threadId = pick(all)?.id ?? 0
      const viewer = await cast.viewer(pick(people) ?? cast.ids.ito)
      const lastEvent =
        (await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ??
        0
      const known = await db.selectFrom('messages').select('message_id').orderBy('id').execute()
      const answer = pick(known)?.message_id ?? undefined
      const from = pick(['a@shop.example', 'b@shop.example', 'partner@factory.example']) ?? ''
      await [
        () => cast.arrive({ from, subject: `件名 ${n}`, at: now }),
        () => cast.arrive({ from, at: now, ...(answer && { inReplyTo: answer }) }),
        () =>
          cast.arrive({
            from,
            at: now,
            headers: ['Auto-Submitted: auto-replied'],
            ...(answer && { inReplyTo: answer }),
          }),
        () =>
          cast.arrive(
            { from: 'support@minato.example', to: from, at: now, ...(answer && { inReplyTo: answer }) },
            { folder: sentFolder },
          ),
        () => changeStatus(db, viewer, { threadId, to: pick(statuses) ?? 'new' }, now),
        () => assignThread(db, viewer, { threadId, to: pick([...people, null]) ?? null }, now),
        () =>
          openWait(
            db,
            viewer,
            {
              threadId,
              party: { name: '工場', address: 'partner@factory.example' },
              question: '?',
              dueAt: now + next(1e7),
            },
            now,
          ),
        async () => {
          const wait = pick(await db.selectFrom('waits').select('id').where('ended_at', 'is', null).execute())
          if (wait) await endWait(db, viewer, { waitId: wait.id, answer: 'x' }, now)
        },
        () =>
          setPolicy(
            db,
            viewer,
            {
              threadId,
              instruction: 'x',
              dueAt: now + next(1e7),
              replyBy: 'anyone',
              needsApproval: false,
              returnWhen: '',
              replaces: 0,
            },
            now,
          ),
        async () =>
          queueReply(
            db,
            viewer,
            {
              ...{
                threadId,
                to: 'a@shop.example',
                cc: '',
                bcc: '',
                subject: 's',
                body: 'b',
                formToken: `t${n}`,
                pause: 0,
              },
              ...{
                threadVersion: await lastEventId(db, threadId),
                after: pick(['done', 'in_progress', 'unchanged'] as const) ?? 'done',
              },
            },
            now,
          ),
        async () => {
          const mail = pick(
            await db.selectFrom('outbox').select('id').where('state', '=', 'queued').execute(),
          )
          if (mail) await settleReply(db, viewer, { outboxId: mail.id, settlement: 'cancel' }, now)
        },
        () => mergeThread(db, viewer, { threadId, into: pick(all)?.id ?? 0 }, now),
        async () => {
          const message = pick(await cast.messages(threadId))
          if (message) await splitThread(db, viewer, { threadId, messageIds: [message.id] }, now)
        },
      ][next(13)]?.()
      await assertTrue(all, lastEvent, `after step ${n}`)
    }
  })

  type Before = { id: number; status: Status }[]

  async function assertTrue(before: Before, lastEvent: number, when: string): Promise<void> {
    const threads = await db.selectFrom('threads').selectAll().orderBy('id').execute()
    const counted = await db.selectFrom('thread_counts').selectAll().where('n', '<>', 0).execute()
    const grouped = await db
      .selectFrom('threads')
      .select(['mailbox_id', 'folder', 'status', (eb) => eb.fn.countAll<number>().as('n')])
      .groupBy(['mailbox_id', 'folder', 'status'])
      .execute()
    const lines = (rows: { mailbox_id: number; folder: string; status: string; n: number }[]) =>
      rows.map((row) => `${row.mailbox_id} ${row.folder} ${row.status} ${Number(row.n)}`).toSorted()
    assert.deepEqual(lines(counted), lines(grouped), `counters ${when}`)

    const events = await db
      .selectFrom('events')
      .select(['thread_id', 'facts'])
      .where('id', '>', lastEvent)
      .orderBy('id')
      .execute()
    const messages = await db.selectFrom('messages').select(['thread_id', 'received_at']).execute()
    const waits = await db.selectFrom('waits').select(['thread_id']).where('ended_at', 'is', null).execute()
    for (const thread of threads) {
      const own = messages.filter((message) => message.thread_id === thread.id)
      const open = waits.filter((wait) => wait.thread_id === thread.id).length
      if (thread.merged_into_id === null) {
        assert.equal(thread.message_count, own.length, `messages of ${thread.id} ${when}`)
        assert.equal(thread.last_at, Math.max(...own.map((message) => message.received_at)), `last ${when}`)
        assert.equal(thread.status === 'awaiting_dept', open > 0, `waits of ${thread.id} ${when}`)
        assert.equal(thread.wait_with !== null, open > 0)
        if (thread.status === 'done') assert.equal(thread.due_at, null)
      } else {
        assert.deepEqual([own.length, open, thread.folder], [0, 0, 'trash'], when)
      }
      const was = before.find(({ id }) => id === thread.id)
      if (was && was.status !== thread.status) {
        const facts = events.filter((event) => event.thread_id === thread.id).map((event) => event.facts)
        const told =
          facts.some((fact) => fact.includes(`"${was.status}"`)) &&
          facts.some((fact) => fact.includes(`"${thread.status}"`))
        assert.ok(
          told || facts.some((fact) => fact.includes('"wait"')),
          `${was.status} → ${thread.status} ${when}: ${facts.join()}`,
        )
      }
    }
  }
})
