import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadViewer } from '../../src/access/viewer.store.ts'
import { type Presence, presenceOf } from '../../src/jobs/presence.ts'
import { type ConnectionProblem, problemSentence } from '../../src/mail/connection-problem.ts'
import { parseMail } from '../../src/mail/mime.ts'
import type { SmtpOutcome } from '../../src/mail/smtp.ts'
import { deliveriesOfComments } from '../../src/notification/deliveries.store.ts'
import { LEASE, leaseDue, recordFailedTry, recordMailed } from '../../src/notification/mail-lease.store.ts'
import { markThreadRead } from '../../src/notification/read-notifications.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, MINUTE, openDesk, recordingTransport, START } from './desk.ts'

const refused: ConnectionProblem = {
  code: 'refused',
  way: 'smtp',
  host: 'mail.minato.example',
  port: 465,
  user: '',
  folder: '',
  detail: 'connect ECONNREFUSED',
}
const unreachable: SmtpOutcome = { unreachable: refused }

eachDatabase((_name, open) => {
  const states = async (desk: Desk) =>
    (await desk.db.selectFrom('notifications').select('email_state').orderBy('id').execute()).map(
      (row) => row.email_state,
    )

  test('a server that is down delays the mail by the schedule, and the state is seen on the comment', async () => {
    const desk = await openDesk(await open())
    const commentId = await desk.mention('@佐藤 恵 至急です。')
    const state = async () => (await deliveriesOfComments(desk.db, [commentId])).get(commentId)?.[0]
    const down = recordingTransport(() => unreachable)

    await sendDueNotifications(desk.db, desk.sender(down.send))
    assert.deepEqual(await state(), {
      accountId: desk.people.supervisor,
      name: '佐藤 恵',
      state: 'failed',
      at: START + MINUTE,
      error: problemSentence(refused),
    })
    desk.clock.now = START + MINUTE - 1
    await sendDueNotifications(desk.db, desk.sender(down.send))
    assert.equal(down.sent.length, 1)

    desk.clock.now = START + MINUTE
    await sendDueNotifications(desk.db, desk.sender(down.send))
    assert.equal((await state())?.at, START + 3 * MINUTE)

    desk.clock.now = START + 3 * MINUTE
    const up = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(up.send))
    assert.equal(up.sent.length, 1)
    assert.deepEqual(
      { state: (await state())?.state, at: (await state())?.at, error: (await state())?.error },
      { state: 'sent', at: START + 3 * MINUTE, error: null },
    )
  })

  test('after the last attempt it stays failed and is tried no more', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 至急です。')
    const down = recordingTransport(() => unreachable)
    for (let attempt = 0; attempt < 20; attempt++) {
      await sendDueNotifications(desk.db, desk.sender(down.send))
      desk.clock.now += 240 * MINUTE
    }
    assert.equal(down.sent.length, 13)
    assert.deepEqual(await states(desk), ['failed'])
  })

  test('an unreachable server ends the round: the others are not tried in vain', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 @Emma Clarke 至急です。')
    const down = recordingTransport(() => unreachable)
    await sendDueNotifications(desk.db, desk.sender(down.send))
    assert.equal(down.sent.length, 1)
  })

  test('one that is refused does not hold up the others', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 @Emma Clarke 至急です。')
    const way = recordingTransport(() =>
      way.sent.length === 1
        ? { refused: { permanent: true, reply: '550 no such user' } }
        : { accepted: { reply: '250 ok' } },
    )
    const total = await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.deepEqual(total, { mailed: 1, failed: 1, needless: 0 })
    assert.deepEqual(await states(desk), ['queued', 'sent'])
  })

  test('a mail of which nobody knows whether it arrived goes again under the same Message-ID', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const way = recordingTransport(() =>
      way.sent.length === 1 ? { uncertain: 'the connection closed' } : { accepted: { reply: '250 ok' } },
    )
    await sendDueNotifications(desk.db, desk.sender(way.send))
    desk.clock.now += MINUTE
    await sendDueNotifications(desk.db, desk.sender(way.send))
    const [first, second] = await Promise.all(way.sent.map(({ raw }) => parseMail(raw)))
    assert.equal(way.sent.length, 2)
    assert.equal(first?.messageId, second?.messageId)
  })

  test('two senders at once send each mail once', async () => {
    const desk = await openDesk(await open())
    for (let n = 0; n < 5; n++) await desk.mention(`@佐藤 恵 @Emma Clarke 確認 ${n}`)
    const way = recordingTransport()
    const totals = await Promise.all([
      sendDueNotifications(desk.db, desk.sender(way.send)),
      sendDueNotifications(desk.db, desk.sender(way.send)),
    ])
    assert.equal(totals[0].mailed + totals[1].mailed, 10)
    const ids = await Promise.all(way.sent.map(async ({ raw }) => (await parseMail(raw)).messageId))
    assert.equal(new Set(ids).size, 10)
    assert.equal(ids.length, 10)
  })

  test('what a sender that died had taken goes out after its lease, and not before', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    await leaseDue(desk.db, desk.clock.now)
    const way = recordingTransport()
    desk.clock.now += LEASE - 1
    await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.equal(way.sent.length, 0)
    desk.clock.now += 1
    await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.equal(way.sent.length, 1)
  })

  test('what a process had taken goes out as soon as it is known to be dead, and its own waits', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const now = () => desk.clock.now
    const [dead, alive] = ['a', 'b'].map((holder) => presenceOf({ db: desk.db, now, holder }))
    assert.ok(dead && alive)
    await dead.confirm()
    await alive.confirm()
    await leaseDue(desk.db, now(), { sender: dead.name })
    const way = recordingTransport()
    const sendAs = (presence: Presence) =>
      sendDueNotifications(desk.db, { ...desk.sender(way.send), presence })
    await sendAs(alive)
    assert.equal(way.sent.length, 0, 'the other one lives')
    desk.clock.now += 31_000
    await sendAs(dead)
    assert.equal(way.sent.length, 0, 'it knows what it does itself')
    desk.clock.now += 31_000
    await sendAs(alive)
    assert.equal(way.sent.length, 1)
  })

  test('a clock that was put back by a year holds up nothing', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    desk.clock.now -= 365 * 24 * 60 * MINUTE
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.equal(way.sent.length, 1)
  })

  test('what was taken in one go with a mail that found no server is due as it was', async () => {
    const desk = await openDesk(await open())
    for (let n = 0; n < 5; n++) await desk.mention(`@佐藤 恵 確認 ${n}`)
    const down = recordingTransport(() => unreachable)
    await sendDueNotifications(desk.db, desk.sender(down.send))
    const rows = await desk.db
      .selectFrom('notifications')
      .select(['email_state', 'email_attempts', 'email_next_at'])
      .orderBy('id')
      .execute()
    assert.deepEqual(
      rows.map((row) => [row.email_state, row.email_attempts, row.email_next_at]),
      [['queued', 1, START + MINUTE], ...Array.from({ length: 4 }, () => ['queued', 0, START])],
    )
  })

  test('a sender that was too slow does not overwrite what the one after it records', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const [slow] = await leaseDue(desk.db, START)
    const [next] = await leaseDue(desk.db, START + LEASE)
    assert.ok(slow && next)
    await recordFailedTry(desk.db, slow, { words: 'timed out', isFinal: false }, START + LEASE)
    await recordMailed(desk.db, next, START + LEASE)
    assert.deepEqual(await states(desk), ['sent'])
  })

  test('who was switched off or lost the mailbox meanwhile gets no mail', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 @Emma Clarke ご確認ください。')
    const { supervisor, englishSupervisor } = desk.people
    await desk.db.updateTable('accounts').set({ disabled_at: START }).where('id', '=', supervisor).execute()
    await desk.db.deleteFrom('memberships').where('account_id', '=', englishSupervisor).execute()
    const way = recordingTransport()
    const total = await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.deepEqual(total, { mailed: 0, failed: 0, needless: 2 })
    assert.deepEqual(await states(desk), ['none', 'none'])
  })

  test('what waits to be mailed is held back from whom a restriction leaves out meanwhile', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 @Emma Clarke ご確認ください。')
    const { supervisor } = desk.people
    const by = await loadViewer(desk.db, supervisor)
    const { thread_id: threadId } = await desk.db
      .selectFrom('notifications')
      .select('thread_id')
      .executeTakeFirstOrThrow()
    assert.ok(by)
    const limits = { accountIds: [supervisor], groupIds: [], reason: '個人情報' }
    assert.ok('changed' in (await restrictThread(desk.db, by, { threadId: threadId ?? 0, ...limits }, START)))
    const way = recordingTransport()
    const total = await sendDueNotifications(desk.db, desk.sender(way.send))
    assert.deepEqual(total, { mailed: 1, failed: 0, needless: 1 })
  })

  test('what was read on screen is not mailed, but a call by name is', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 お願いします。')
    await assignThread(
      desk.db,
      await desk.viewer(desk.people.agent),
      { threadId: desk.threadId, to: desk.people.supervisor },
      START,
    )
    await markThreadRead(desk.db, await desk.viewer(desk.people.supervisor), desk.threadId, START)
    const way = recordingTransport()
    await sendDueNotifications(desk.db, desk.sender(way.send))
    const subjects = await Promise.all(way.sent.map(async ({ raw }) => (await parseMail(raw)).subject))
    assert.deepEqual(subjects, ['[メンション] 複合機の納期遅れについて'])
  })

  for (const [whose, address] of [
    ['the thread’s customer', 'hanako@shop.example'],
    ['a mailbox', 'support@minato.example'],
    ['the notifications’ own sender', 'notify@minato.example'],
  ] as const) {
    test(`an account with the address of ${whose} never gets a mail, and the comment says so`, async () => {
      const desk = await openDesk(await open())
      await desk.db
        .updateTable('accounts')
        .set({ email: address })
        .where('id', '=', desk.people.supervisor)
        .execute()
      const commentId = await desk.mention('@佐藤 恵 ご確認ください。')
      const way = recordingTransport()
      await sendDueNotifications(desk.db, desk.sender(way.send))
      desk.clock.now += 24 * 60 * MINUTE
      await sendDueNotifications(desk.db, desk.sender(way.send))
      assert.equal(way.sent.length, 0)
      const [delivery] = (await deliveriesOfComments(desk.db, [commentId])).get(commentId) ?? []
      assert.equal(delivery?.state, 'failed')
      assert.match(delivery?.error ?? '', /^not sent: /)
    })
  }
})
