import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import { editComment } from '../../src/comment/edit-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { deliveriesOfComments } from '../../src/notification/deliveries.store.ts'
import { countUnread, listNotifications, threadsCalling } from '../../src/notification/notification.store.ts'
import { markRead, markThreadRead } from '../../src/notification/read-notifications.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { eachDatabase } from '../support/databases.ts'
import { addMailbox, addThread, type Desk, openDesk, START } from './desk.ts'

eachDatabase((_name, open) => {
  async function assign(desk: Desk, threadId = desk.threadId): Promise<void> {
    const input = { threadId, to: desk.people.supervisor }
    await assignThread(desk.db, await desk.viewer(desk.people.agent), input, START)
  }
  async function anotherThread(desk: Desk, mailboxId = desk.mailboxId): Promise<number> {
    return addThread(desk.db, mailboxId, {
      subject: '請求金額について',
      customer: { name: '渡辺 恵子', address: 'keiko@shop.example' },
      text: '請求金額が契約と異なります。',
    })
  }

  test('a mention and its notification are written together or not at all', async () => {
    const desk = await openDesk(await open())
    const viewer = await desk.viewer(desk.people.agent)
    const failing = desk.db.transaction().execute(async (tx) => {
      const input = { threadId: desk.threadId, messageId: null, body: '@佐藤 恵 ご確認ください。' }
      await addComment(tx, viewer, input, START)
      assert.equal((await tx.selectFrom('notifications').select('id').execute()).length, 1)
      throw new Error('the power is gone')
    })
    await assert.rejects(failing, /the power is gone/)
    assert.deepEqual(await desk.db.selectFrom('comments').select('id').execute(), [])
    assert.deepEqual(await desk.db.selectFrom('notifications').select('id').execute(), [])
  })

  test('the list shows the newest first, page by page, and nothing twice', async () => {
    const desk = await openDesk(await open())
    for (let n = 1; n <= 5; n++) await desk.mention(`@佐藤 恵 ${n}件目です。`)
    const viewer = await desk.viewer(desk.people.supervisor)
    const first = await listNotifications(desk.db, viewer, { limit: 2 })
    const second = await listNotifications(desk.db, viewer, { limit: 2, before: first.nextBefore ?? 0 })
    const third = await listNotifications(desk.db, viewer, { limit: 2, before: second.nextBefore ?? 0 })
    const shown = [first, second, third].flatMap((page) => page.notifications.map((one) => one.excerpt))
    assert.deepEqual(
      shown,
      [5, 4, 3, 2, 1].map((n) => `@佐藤 恵 ${n}件目です。`),
    )
    assert.equal(third.nextBefore, null)
    assert.equal(first.notifications[0]?.by, '伊藤 美咲')
  })

  test('a thread that left the viewer’s sight leaves the list and the counts too', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    const elsewhere = await addMailbox(desk.db, 'legal', '法務', 'legal@minato.example')
    await desk.db
      .updateTable('threads')
      .set({ mailbox_id: elsewhere })
      .where('id', '=', desk.threadId)
      .execute()
    const viewer = await desk.viewer(desk.people.supervisor)
    assert.deepEqual((await listNotifications(desk.db, viewer, { limit: 10 })).notifications, [])
    assert.deepEqual(await countUnread(desk.db, viewer), { total: 0, mentions: 0 })
  })

  test('unread mentions are counted apart from the rest', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    await assign(desk)
    const viewer = await desk.viewer(desk.people.supervisor)
    assert.deepEqual(await countUnread(desk.db, viewer), { total: 2, mentions: 1 })
  })

  test('opening a thread reads what was told about it and nothing else', async () => {
    const desk = await openDesk(await open())
    await assign(desk)
    await assign(desk, await anotherThread(desk))
    const viewer = await desk.viewer(desk.people.supervisor)
    assert.equal(await markThreadRead(desk.db, viewer, desk.threadId, START), 1)
    assert.equal(await markThreadRead(desk.db, viewer, desk.threadId, START), 0)
    assert.equal((await countUnread(desk.db, viewer)).total, 1)
  })

  test('nobody reads another person’s notifications away', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 @Emma Clarke ご確認ください。')
    const [supervisor, emma] = [desk.people.supervisor, desk.people.englishSupervisor]
    const { notifications } = await listNotifications(desk.db, await desk.viewer(supervisor), { limit: 1 })
    const ids = notifications.map((one) => one.id)
    assert.equal(await markRead(desk.db, await desk.viewer(emma), ids, START), 0)
    assert.equal(await markRead(desk.db, await desk.viewer(emma), 'all', START), 1)
    assert.equal((await countUnread(desk.db, await desk.viewer(supervisor))).total, 1)
  })

  test('the list of threads that call somebody holds those and no others', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    await assign(desk, await anotherThread(desk))
    const calling = async (accountId: number) =>
      desk.db
        .selectFrom('threads')
        .select('id')
        .where(threadsCalling(await desk.viewer(accountId)))
        .execute()
    assert.deepEqual(await calling(desk.people.supervisor), [{ id: desk.threadId }])
    assert.deepEqual(await calling(desk.people.englishSupervisor), [])
  })

  test('a comment shows whom it reached on screen, by mail, and not at all', async () => {
    const desk = await openDesk(await open())
    const commentId = await desk.mention('@佐藤 恵 @Emma Clarke @長谷川 亮 ご確認ください。')
    await markThreadRead(desk.db, await desk.viewer(desk.people.supervisor), desk.threadId, START + 5)
    const deliveries = (await deliveriesOfComments(desk.db, [commentId])).get(commentId)
    assert.deepEqual(
      deliveries?.map(({ name, state, at }) => ({ name, state, at })),
      [
        { name: '佐藤 恵', state: 'read', at: START + 5 },
        { name: 'Emma Clarke', state: 'queued', at: START },
        { name: '長谷川 亮', state: 'no_access', at: null },
      ],
    )
  })

  test('a mention that an edit adds notifies the one who was added, and the first one not again', async () => {
    const desk = await openDesk(await open())
    const commentId = await desk.mention('@佐藤 恵 ご確認ください。')
    const agent = await desk.viewer(desk.people.agent)
    await editComment(
      desk.db,
      agent,
      { commentId, body: '@佐藤 恵 @Emma Clarke ご確認ください。' },
      START + 1,
    )
    const deliveries = (await deliveriesOfComments(desk.db, [commentId])).get(commentId)
    assert.deepEqual(
      deliveries?.map(({ name }) => name),
      ['佐藤 恵', 'Emma Clarke'],
    )
  })

  test('who wants no mail of a kind gets none and still finds it in the list', async () => {
    const desk = await openDesk(await open())
    const choice = { account_id: desk.people.supervisor, kind: 'mention', by_email: 0 } as const
    await desk.db.insertInto('notification_choices').values(choice).execute()
    await desk.mention('@佐藤 恵 ご確認ください。')
    const viewer = await desk.viewer(desk.people.supervisor)
    const { notifications } = await listNotifications(desk.db, viewer, { limit: 10 })
    assert.deepEqual(
      notifications.map(({ kind, emailState }) => ({ kind, emailState })),
      [{ kind: 'mention', emailState: 'none' }],
    )
  })

  test('open pages are told of a new notification, and of one that was read', async () => {
    const desk = await openDesk(await open())
    await desk.mention('@佐藤 恵 ご確認ください。')
    assert.deepEqual(await told(desk.db), [{ account: desk.people.supervisor }])
    await markRead(desk.db, await desk.viewer(desk.people.supervisor), 'all', START)
    assert.equal((await told(desk.db)).length, 2)
  })
})

async function told(db: Db): Promise<unknown[]> {
  const rows = await db
    .selectFrom('events')
    .select(['facts', 'thread_id'])
    .where('kind', '=', 'notification_changed')
    .orderBy('id')
    .execute()
  return rows.map((row) => JSON.parse(row.facts))
}
