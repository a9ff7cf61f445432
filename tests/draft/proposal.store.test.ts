import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { adoptProposal } from '../../src/draft/adopt-proposal.ts'
import { draftOf, filesOfDraft } from '../../src/draft/draft.store.ts'
import { proposalsOf } from '../../src/draft/proposal.store.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { addMembership, type Cast, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + HOUR

eachDatabase((_name, open) => {
  describe('what an assistant writes', () => {
    let db: Db
    let cast: Cast
    let threadId: number
    beforeEach(async () => {
      db = await open()
      cast = await openCast(db)
      await addMembership(db, cast.support, { account: cast.ids.stranger }, 'assistant')
      threadId = (await cast.arrive({})).id
    })
    const write = async (who: number, body: string, file?: string) => {
      const uploads = file
        ? [{ filename: file, contentType: 'text/plain', bytes: new TextEncoder().encode(file) }]
        : []
      const text = { to: 'hanako@shop.example', cc: '', bcc: '', subject: 'Re: 納期について', body }
      const input = { threadId, text, threadVersion: 0, uploads, filesLimit: 9_999 }
      const saved = await saveDraft(db, await cast.viewer(who), input, NOW)
      assert.ok('draft' in saved, JSON.stringify(saved))
      return saved.draft.id
    }
    const proposed = async (to: number) =>
      (await proposalsOf(db, await cast.viewer(to), await cast.thread(threadId))).map(({ by, body }) => [
        by,
        body,
      ])
    const adopt = async (who: number, draftId: number) =>
      adoptProposal(db, await cast.viewer(who), { draftId, filesLimit: 9_999 }, NOW)
    const send = async (who: number) => {
      const reply = { to: 'hanako@shop.example', cc: '', bcc: '', subject: 's', body: 'b', pause: 0 }
      const version = { formToken: String(who), threadVersion: await lastEventId(db, threadId) }
      return queueReply(
        db,
        await cast.viewer(who),
        { threadId, ...reply, ...version, after: 'done' },
        NOW + 1,
      )
    }

    it('is never sent by them', async () => {
      assert.deepEqual(await send(cast.ids.stranger), { refused: 'assistant' })
      assert.deepEqual(await db.selectFrom('outbox').selectAll().execute(), [])
    })

    it('is offered to those who may send, and only there; the draft of an agent is their own', async () => {
      await write(cast.ids.stranger, '明日お届けします。')
      await write(cast.ids.tanaka, '書きかけ')
      assert.deepEqual(await proposed(cast.ids.ito), [['長谷川 亮', '明日お届けします。']])
      assert.deepEqual(await proposed(cast.ids.stranger), [])
      assert.deepEqual(await proposed(cast.ids.admin), [])
    })

    it('has had its time once somebody has answered', async () => {
      await write(cast.ids.stranger, '明日お届けします。')
      assert.ok('outboxId' in (await send(cast.ids.ito)))
      assert.deepEqual(await proposed(cast.ids.ito), [])
    })

    it('is taken over with its files beneath what one has written, once', async () => {
      const draftId = await write(cast.ids.stranger, '明日お届けします。', 'a.txt')
      await write(cast.ids.ito, '伊藤です。')
      for (let n = 0; n < 2; n++) assert.deepEqual(await adopt(cast.ids.ito, draftId), { threadId })
      const own = await draftOf(db, threadId, cast.ids.ito)
      assert.equal(own?.body, '伊藤です。\n\n明日お届けします。')
      assert.deepEqual(
        (await filesOfDraft(db, own?.id ?? 0)).map(({ filename }) => filename),
        ['a.txt'],
      )
      assert.ok(await draftOf(db, threadId, cast.ids.stranger), 'the proposal stays its writer’s')
    })

    it('is taken over neither by one who may not send, nor out of anybody else’s draft', async () => {
      const proposal = await write(cast.ids.stranger, '明日お届けします。')
      const agents = await write(cast.ids.tanaka, '書きかけ')
      assert.deepEqual(await adopt(cast.ids.stranger, proposal), { refused: 'assistant', threadId })
      assert.deepEqual(await adopt(cast.ids.ito, agents), { refused: 'not-found' })
      assert.deepEqual(await adopt(cast.ids.emma, proposal), { refused: 'not-found' })
    })
  })
})
