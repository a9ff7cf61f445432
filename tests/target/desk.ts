import assert from 'node:assert/strict'
import type { Db } from '../../src/db/database.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { recountDue } from '../../src/target/recount.ts'
import { addTarget } from '../../src/target/set-target.ts'
import type { LimitFields } from '../../src/target/target.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import type { Status } from '../../src/thread/status.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { openCast } from '../support/cast.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

export const promised: LimitFields = { first_reply: 120, next_reply: 60, done: null, warn_before: 30 }

/**
 * A support desk in Tokyo, open from 9 to 18 on weekdays that are no holidays, that promises a first reply
 * within two business hours and each later one within one, and warns half an hour before.
 */
export async function openDesk(db: Db) {
  const cast = await openCast(db)
  let tokens = 0
  const ito = () => cast.viewer(cast.ids.ito)
  const sato = () => cast.viewer(cast.ids.sato)
  const promise = async (
    limits: Partial<LimitFields>,
    narrowed: { labelId?: number; customerLabelId?: number } = {},
    now = 0,
  ): Promise<number> => {
    const target = {
      mailboxId: cast.support,
      labelId: narrowed.labelId ?? null,
      customerLabelId: narrowed.customerLabelId ?? null,
      limits: { first_reply: null, next_reply: null, done: null, warn_before: null, ...limits },
    }
    const made = await addTarget(db, await sato(), target, now)
    if ('refused' in made) assert.fail(JSON.stringify(made))
    await recountDue(db, () => now)
    return made.targetId
  }
  await promise(promised)
  return {
    ...cast,
    promise,
    reply: async (
      threadId: number,
      now: number,
      { after = 'in_progress' as 'in_progress' | 'done', pause = 0 } = {},
    ): Promise<number> => {
      const reply = {
        ...{ threadId, to: 'hanako@shop.example', cc: '', bcc: '', subject: 'Re: 納期', body: '明日です。' },
        ...{ formToken: `token ${++tokens}`, threadVersion: await lastEventId(db, threadId), after, pause },
      }
      const queued = await queueReply(db, await ito(), reply, now)
      if ('refused' in queued) assert.fail(JSON.stringify(queued))
      return queued.outboxId
    },
    ask: async (threadId: number, now: number): Promise<number> => {
      const party = { groupId: cast.engineers }
      const opened = await openWait(
        db,
        await ito(),
        { threadId, party, question: '在庫は?', dueAt: null },
        now,
      )
      if ('refused' in opened) assert.fail(JSON.stringify(opened))
      return opened.waitId
    },
    answer: async (waitId: number, now: number) =>
      endWait(db, await ito(), { waitId, answer: 'あります' }, now),
    move: async (threadId: number, to: Status, now: number) =>
      changeStatus(db, await ito(), { threadId, to }, now),
    /** The clocks' rows, oldest first. */
    clocks: (threadId: number) =>
      db.selectFrom('thread_clocks').selectAll().where('thread_id', '=', threadId).orderBy('id').execute(),
  }
}
