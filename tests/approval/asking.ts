import assert from 'node:assert/strict'
import { textFrom, textsOf } from '../../src/approval/approval.store.ts'
import { approveReply } from '../../src/approval/approve-reply.ts'
import { type AskedApproval, askApproval } from '../../src/approval/ask-approval.ts'
import type { Db, Row } from '../../src/db/database.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { addAccount, addMembership, type Cast, HOUR, openCast, START } from '../support/cast.ts'

export const NOW = START + HOUR
export const TEXT = {
  to: 'hanako@shop.example',
  cc: '',
  bcc: '',
  subject: 'Re: 納期について',
  body: '花子様\n\n明日までに返金いたします。',
}

/** The support desk, with an assistant (長谷川) and a second supervisor (高橋, 課長). */
export async function openAsking(db: Db) {
  const cast = await openCast(db)
  await addMembership(db, cast.support, { account: cast.ids.stranger }, 'assistant')
  const takahashi = await addAccount(db, '高橋 誠', 'takahashi@minato.example', { title: '課長' })
  await addMembership(db, cast.support, { account: takahashi }, 'supervisor')
  const ids = { ...cast.ids, takahashi }
  const { id: threadId } = await cast.arrive({})
  let token = 0
  const form = async (text = TEXT) => ({
    ...{ threadId, ...text, threadVersion: await lastEventId(db, threadId), after: 'done' as const },
    formToken: String(++token).padStart(32, '0'),
  })
  const tools = {
    ids,
    threadId,
    form,
    write: async (who: number, text = TEXT, file?: string) => {
      const uploads = file
        ? [{ filename: file, contentType: 'text/plain', bytes: new TextEncoder().encode(file) }]
        : []
      const input = { threadId, text, threadVersion: 0, uploads, filesLimit: 9_999 }
      const saved = await saveDraft(db, await cast.viewer(who), input, NOW)
      assert.ok('draft' in saved, JSON.stringify(saved))
    },
    send: async (who: number, text = TEXT, at = NOW) =>
      queueReply(db, await cast.viewer(who), { ...(await form(text)), pause: 15_000 }, at),
    tryAsking: async (
      who: number,
      { text = TEXT, approverId = null as number | null, at = NOW } = {},
    ): Promise<AskedApproval> =>
      askApproval(db, await cast.viewer(who), { ...(await form(text)), approverId, note: '' }, at),
    ask: async (who: number, given: { text?: typeof TEXT; approverId?: number; at?: number } = {}) => {
      const asked = await tools.tryAsking(who, given)
      assert.ok('approvalId' in asked, JSON.stringify(asked))
      return asked.approvalId
    },
    request: (id: number): Promise<Row<'approvals'>> =>
      db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    /** As the page sends it: what stands there, unless something else is given. */
    approve: async (
      who: number,
      id: number,
      given: {
        text?: Partial<typeof TEXT>
        textVersion?: number
        round?: number
        threadVersion?: number
        at?: number
      } = {},
    ) => {
      const row = await tools.request(id)
      const latest = (await textsOf(db, id)).at(-1)
      assert.ok(latest)
      const seen = { textVersion: row.text_version, round: row.round, threadVersion: row.thread_version }
      const { text, at = NOW + 60_000, ...versions } = given
      const input = { id, text: { ...textFrom(latest), ...text }, pause: 15_000, ...seen, ...versions }
      return approveReply(db, await cast.viewer(who), input, at)
    },
    mails: () =>
      db
        .selectFrom('outbox')
        .innerJoin('messages', 'messages.id', 'outbox.message_id')
        .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
        .select([
          'outbox.id',
          'state',
          'account_id',
          'queued_by',
          'messages.author_id',
          'message_bodies.text',
        ])
        .orderBy('outbox.id')
        .execute(),
    steps: async (id: number) =>
      (
        await db
          .selectFrom('approval_steps')
          .selectAll()
          .where('approval_id', '=', id)
          .orderBy('seq')
          .execute()
      ).map(({ action, account_id }) => [action, account_id]),
  }
  return { ...tools, cast }
}

export type Asking = Awaited<ReturnType<typeof openAsking>> & { cast: Cast }
