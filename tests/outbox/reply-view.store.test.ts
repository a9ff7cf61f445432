import assert from 'node:assert/strict'
import { it } from 'node:test'
import { foldedReply } from '../../src/outbox/reply-view.ts'
import { makeReader } from '../../views/reader.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  it('a thread of a retired mailbox says that nothing can be sent before anybody writes', async () => {
    const cast = await openCast(await open())
    const thread = await cast.arrive({})
    const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })
    const reply = async () => foldedReply(cast.db, await cast.viewer(cast.ids.ito), reader, thread)
    assert.equal((await reply()).state, 'folded')
    await cast.db.updateTable('mailboxes').set({ retired_at: START }).execute()
    assert.deepEqual(await reply(), {
      state: 'refused',
      why: 'このメールボックスは設定から外されているため、送信できません。',
    })
  })
})
