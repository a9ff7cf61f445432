import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait, type Party } from '../../src/wait/open-wait.ts'
import { addGroup, addMembership, type Cast, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const factory = { name: '工場', address: 'Partner@Factory.example' }

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })
  const ask = async (party: Party, dueAt: number | null = null) => {
    const opened = await openWait(
      db,
      await cast.viewer(cast.ids.ito),
      { threadId, party, question: 'いつ?', dueAt },
      START,
    )
    assert.ok('waitId' in opened, JSON.stringify(opened))
    return opened.waitId
  }
  const end = async (waitId: number, who = cast.ids.ito) =>
    endWait(db, await cast.viewer(who), { waitId, answer: ' 明日 ' }, START + MINUTE)

  it('several waits: the thread waits until the last one ends, on whoever is left', async () => {
    const first = await ask({ groupId: cast.engineers }, START + 2 * HOUR)
    const second = await ask(factory, START + HOUR)
    let thread = await cast.thread(threadId)
    assert.deepEqual(
      [thread.status, thread.wait_with, thread.wait_due_at, thread.due_at],
      ['awaiting_dept', '工場、技術部', START + HOUR, START + HOUR],
    )
    await end(second)
    thread = await cast.thread(threadId)
    assert.deepEqual(
      [thread.status, thread.wait_with, thread.due_at],
      ['awaiting_dept', '技術部', START + 2 * HOUR],
    )
    await end(first)
    thread = await cast.thread(threadId)
    assert.deepEqual([thread.status, thread.wait_with, thread.due_at], ['in_progress', null, null])
    const last = (await cast.events(threadId)).at(-1)
    assert.deepEqual(
      [last?.kind, last?.facts.from, last?.facts.to],
      ['wait_ended', 'awaiting_dept', 'in_progress'],
    )
  })

  it('ends once, with its trimmed answer and who gave it', async () => {
    const id = await ask(factory)
    await end(id)
    assert.deepEqual(await end(id), { refused: 'ended-already' })
    const wait = await db.selectFrom('waits').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([wait.answer, wait.ended_by, wait.ended_at], ['明日', cast.ids.ito, START + MINUTE])
  })

  it('asks the members of a group who see the thread, and they may answer', async () => {
    const warehouse = await addGroup(db, '倉庫', [cast.ids.emma, cast.ids.tanaka])
    const id = await ask({ groupId: warehouse })
    assert.deepEqual(
      (await cast.told(cast.ids.tanaka)).map(({ kind }) => kind),
      ['wait_asked'],
    )
    assert.deepEqual(await cast.told(cast.ids.emma), [])
    assert.deepEqual(await end(id, cast.ids.emma), { refused: 'not-found' })
    await end(id, cast.ids.tanaka)
    assert.deepEqual(
      (await cast.told(cast.ids.ito)).map(({ kind }) => kind),
      ['wait_answered'],
    )
  })

  it('may not be ended by an administrator without a role, but for one who was asked', async () => {
    const id = await ask({ groupId: cast.engineers })
    assert.deepEqual(await end(id, cast.ids.admin), { refused: 'read-only' })
    await db
      .insertInto('group_members')
      .values({ group_id: cast.engineers, account_id: cast.ids.admin })
      .execute()
    assert.deepEqual(await end(id, cast.ids.admin), { threadId })
  })

  describe('mail from the address that was asked', () => {
    const answer = {
      from: '工場 <partner@factory.example>',
      inReplyTo: 'mail-1@shop.example',
      text: '金曜に出荷します',
    }

    it('is the answer: internal, ends the wait, marks nothing, and tells who asked', async () => {
      await ask(factory)
      const thread = await cast.arrive({ ...answer, at: START + MINUTE })
      assert.deepEqual(
        [thread.id, thread.status, thread.wait_with, thread.customer_wrote_at, thread.last_inbound_at],
        [threadId, 'in_progress', null, null, START],
      )
      const message = (await cast.messages(threadId)).at(-1)
      assert.equal(message?.direction, 'internal')
      const wait = await db.selectFrom('waits').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([wait.ended_by, wait.answer], [null, '金曜に出荷します'])
      assert.deepEqual(
        (await cast.told(cast.ids.ito)).map(({ kind }) => kind),
        ['wait_answered'],
      )
    })

    it('that says only that they are away ends nothing', async () => {
      await ask(factory)
      const thread = await cast.arrive({ ...answer, headers: ['Auto-Submitted: auto-replied'] })
      assert.deepEqual([thread.id, thread.status], [threadId, 'awaiting_dept'])
      assert.deepEqual(await cast.told(cast.ids.ito), [])
    })

    it('leaves the other waits open', async () => {
      await ask(factory)
      await ask({ groupId: cast.engineers })
      const thread = await cast.arrive(answer)
      assert.deepEqual([thread.status, thread.wait_with], ['awaiting_dept', '技術部'])
    })

    it('from anybody else is the customer’s: the waits stay, the thread is marked', async () => {
      await ask(factory)
      const thread = await cast.arrive({ inReplyTo: 'mail-1@shop.example', at: START + MINUTE })
      assert.deepEqual(
        [thread.status, thread.wait_with, thread.customer_wrote_at],
        ['awaiting_dept', '工場', START + MINUTE],
      )
    })
  })

  it('is refused without party, question, right or a due time to come', async () => {
    const tried = async (who: number, party: Party, question = '?', dueAt: number | null = null) => {
      const opened = await openWait(db, await cast.viewer(who), { threadId, party, question, dueAt }, START)
      return 'refused' in opened ? opened.refused : null
    }
    assert.equal(await tried(cast.ids.ito, { groupId: 999 }), 'no-party')
    assert.equal(await tried(cast.ids.ito, { name: ' ', address: ' ' }), 'no-party')
    assert.equal(await tried(cast.ids.ito, factory, ' '), 'empty')
    assert.equal(await tried(cast.ids.ito, factory, 'あ'.repeat(4001)), 'too-long')
    assert.equal(await tried(cast.ids.ito, factory, '?', START - 1), 'due-in-the-past')
    assert.equal(await tried(cast.ids.admin, factory), 'read-only')
    assert.equal(await tried(cast.ids.stranger, factory), 'not-found')
    assert.equal((await cast.thread(threadId)).status, 'new')
    await addMembership(db, cast.support, { account: cast.ids.stranger }, 'agent')
    assert.equal(await tried(cast.ids.stranger, factory), null)
  })
})
