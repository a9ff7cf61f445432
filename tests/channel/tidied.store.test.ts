import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addChannel } from '../../src/channel/change-channels.ts'
import { channelsOf } from '../../src/channel/channel.store.ts'
import { deleteOldDeliveries, insertDeliveries } from '../../src/channel/delivery.store.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  describe('messages to chats', () => {
    it('are forgotten once they were settled long ago, and never while they are due', async () => {
      const cast = await openCast(await open())
      const { db, support } = cast
      const url = 'https://chat.example/hook'
      const wanted = { mailboxId: support, kind: 'slack' as const, name: '部屋', url, token: '' }
      await addChannel(db, await cast.viewer(cast.ids.sato), { ...wanted, locale: 'ja' }, START)
      const [channel] = await channelsOf(db, support)
      assert.ok(channel)
      const thread = await cast.arrive()
      const raised = await raiseEscalation(
        db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'question', criteria: { urgency: 1, expertise: 1, impact: 1 } },
          ...{ level: null, levelReason: '', of: null, report: emptyReport(), wantedBy: null },
          ...{ commentId: null, messageId: null },
        },
        START,
      )
      assert.ok('escalationId' in raised)
      await db.deleteFrom('channel_deliveries').execute()
      for (const seq of [101, 102, 103]) {
        const step = { escalationId: raised.escalationId, seq, worthUntil: START }
        await insertDeliveries(db, [channel.id], step, START)
      }
      const settle = (seq: number, at: number) =>
        db
          .updateTable('channel_deliveries')
          .set({ state: 'sent', next_at: null, settled_at: at })
          .where('seq', '=', seq)
          .execute()
      await settle(101, START - 1)
      await settle(102, START)
      await deleteOldDeliveries(db, START)
      const left = await db.selectFrom('channel_deliveries').select('seq').orderBy('seq').execute()
      assert.deepEqual(
        left.map(({ seq }) => seq),
        [102, 103],
      )
    })
  })
})
