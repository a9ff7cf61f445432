import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { type CheckKind, checkKinds } from '../../src/check/check.ts'
import { keptChecks } from '../../src/check/check-settings.store.ts'
import { setChecks } from '../../src/check/set-checks.ts'
import { unconfirmed } from '../../src/check/unconfirmed.ts'
import type { Db } from '../../src/db/database.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { type NewReply, queueReply } from '../../src/outbox/queue-reply.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { type Cast, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + HOUR
let tokens = 0

eachDatabase((_, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({ from: '山口 花子 <hanako@shop.example>', subject: '納期について' })).id
  })

  const send = async (change: Partial<NewReply> = {}) =>
    queueReply(
      db,
      await cast.viewer(cast.ids.ito),
      {
        ...{ threadId, to: 'hanako@shop.example', cc: '', bcc: '', subject: 'Re: 納期について' },
        ...{ body: '山口様\n\n明日お届けします。', formToken: `check-${++tokens}`, after: 'in_progress' },
        ...{ threadVersion: await lastEventId(db, threadId), pause: 0, confirmed: '', ...change },
      },
      NOW,
    )
  const asked = async (change: Partial<NewReply>) => {
    const answer = await send(change)
    if (!('checked' in answer)) assert.fail(JSON.stringify(answer))
    return {
      ...answer.checked,
      refused: answer.refused,
      says: answer.checked.findings.map(({ says }) => says),
    }
  }
  const isSent = (answer: Awaited<ReturnType<typeof send>>) => 'outboxId' in answer
  const scores = async () => {
    const thread = await db
      .selectFrom('threads')
      .select('mailbox_id')
      .where('id', '=', threadId)
      .executeTakeFirstOrThrow()
    const kept = await keptChecks(db, thread.mailbox_id)
    return Object.fromEntries(
      checkKinds.filter((kind) => kept[kind].score.found > 0).map((kind) => [kind, kept[kind].score]),
    )
  }
  const set = async (
    change: Partial<Record<CheckKind, { on: boolean; words: string[] }>>,
    pause: number | null = null,
  ) =>
    setChecks(
      db,
      await cast.viewer(cast.ids.sato),
      {
        mailboxId: cast.support,
        pause,
        checks: Object.fromEntries(
          checkKinds.map((kind) => [kind, change[kind] ?? { on: true, words: [] }]),
        ) as unknown as Parameters<typeof setChecks>[2]['checks'],
      },
      NOW,
    )

  describe('sending a reply', () => {
    it('asks nothing about one of which there is nothing to say', async () => {
      assert.ok(isSent(await send()))
      assert.deepEqual(await scores(), {})
    })

    it('asks first, sends exactly what was confirmed, and asks anew about anything else', async () => {
      const body = '山口様\n\n{{due}}までに見積書を添付します。'
      const { says, mark, refused } = await asked({ body })
      assert.deepEqual([refused, says], ['unconfirmed', ['placeholder', 'attachment']])
      assert.equal((await asked({ body: `${body}。`, confirmed: mark })).refused, 'unconfirmed')
      assert.equal((await asked({ body, confirmed: mark, cc: 'x@far.example' })).refused, 'unconfirmed')
      assert.ok(isSent(await send({ body, confirmed: mark })))
    })

    it('asks anew when a file was attached meanwhile', async () => {
      const body = '山口様\n\n{{due}}'
      const { mark } = await asked({ body })
      await saveDraft(
        db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId, threadVersion: 0, filesLimit: 1000 },
          text: { to: '', cc: '', bcc: '', subject: '', body },
          uploads: [{ filename: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('a') }],
        },
        NOW,
      )
      assert.equal((await asked({ body, confirmed: mark })).refused, 'unconfirmed')
    })

    it('tells in the same answer what came in meanwhile', async () => {
      const threadVersion = await lastEventId(db, threadId)
      await cast.arrive({
        from: '山口 花子 <hanako@shop.example>',
        subject: 'Re: 納期について',
        references: '<mail-1@shop.example>',
      })
      const { refused, says } = await asked({ body: '山口様 {{x}}', threadVersion })
      assert.deepEqual([refused, says], ['thread-changed', ['placeholder']])
    })

    it('keeps score: what is gone at sending was right, what still stands was not', async () => {
      await asked({ body: '山口様\n{{a}}と{{b}}を添付します' })
      const { mark } = await asked({ body: '山口様\n今日と{{b}}を添付します' })
      await send({ body: '山口様\n今日と{{b}}を添付します', confirmed: mark })
      assert.deepEqual(await scores(), {
        placeholder: { found: 2, heeded: 1 },
        attachment: { found: 1, heeded: 0 },
      })
    })

    it('looks for the names of other customers, but for none that its writer may not see', async () => {
      const other = await cast.arrive({ from: '佐藤 次郎 <jiro@other.example>', subject: '別の件' })
      assert.deepEqual((await asked({ body: '佐藤様\n明日お届けします。' })).says, ['other_customer'])
      const restricted = await restrictThread(
        db,
        await cast.viewer(cast.ids.sato),
        { threadId: other.id, reason: 'x', accountIds: [cast.ids.sato], groupIds: [] },
        NOW,
      )
      assert.ok(!('refused' in restricted), JSON.stringify(restricted))
      assert.deepEqual((await asked({ body: '佐藤様\n明日お届けします。' })).says, ['addressee_wrong'])
    })

    it('follows what the mailbox has set: checks, words, and the pause', async () => {
      await set({ placeholder: { on: false, words: [] }, caution: { on: true, words: ['返金'] } }, 42_000)
      assert.deepEqual((await asked({ body: '山口様 {{x}} 返金します' })).says, ['caution'])
      const sent = await send({ body: '山口様 {{x}}' })
      assert.ok('sendAt' in sent && sent.sendAt === NOW + 42_000, JSON.stringify(sent))
    })

    it('asks whoever asks for approval in the same way, and keeps score of what they leave', async () => {
      const ask = async (body: string, confirmed = '') =>
        unconfirmed(
          db,
          await cast.viewer(cast.ids.ito),
          { threadId, to: 'hanako@shop.example', cc: '', bcc: '', subject: 'Re: x', body, confirmed },
          NOW,
        )
      const asked = await ask('山口様 {{x}}')
      assert.deepEqual(
        asked?.findings.map(({ says }) => says),
        ['placeholder'],
      )
      assert.ok(await ask('山口様 {{x}}を', asked?.mark))
      assert.equal(await ask('山口様 {{x}}', asked?.mark), null)
      assert.deepEqual(await scores(), { placeholder: { found: 1, heeded: 0 } })
    })

    it('lets only those who supervise the mailbox set that', async () => {
      const viewer = await cast.viewer(cast.ids.ito)
      const none = { mailboxId: cast.support, pause: null, checks: {} as never }
      assert.deepEqual(await setChecks(db, viewer, none, NOW), { refused: 'forbidden' })
    })
  })
})
