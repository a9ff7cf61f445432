import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { endSessions } from '../../src/account/end-session.ts'
import { openSession } from '../../src/account/sign-in.ts'
import type { Db } from '../../src/db/database.ts'
import { deleteDraft } from '../../src/draft/draft.store.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { beginWriting, keepWriting } from '../../src/writing/begin-writing.ts'
import { endSilentWriting, endWriting } from '../../src/writing/end-writing.ts'
import { takeOver } from '../../src/writing/take-over.ts'
import { takenFrom } from '../../src/writing/writing.store.ts'
import { SILENCE, SILENCE_WITHOUT_SCRIPT } from '../../src/writing/writing.ts'
import { copiesInView, writersInView } from '../../src/writing/writing-view.ts'
import { type Cast, DAY, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })

  const begin = async (who: number, { page = `${who}`, asks = true, now = START, session = 's' } = {}) =>
    beginWriting(db, await cast.viewer(who), { threadId, page, sessionHash: session, asks }, now)
  const beat = async (who: number, now: number, page = `${who}`) =>
    keepWriting(db, await cast.viewer(who), { threadId, page, sessionHash: 's', script: true }, now)
  const end = async (who: number, now: number, page = `${who}`) =>
    endWriting(db, await cast.viewer(who), { threadId, page }, now)
  const seenBy = async (who: number, now: number) =>
    (await writersInView(db, await cast.viewer(who), threadId, now)).map((writer) => writer.name)
  const told = async () =>
    (await cast.events(threadId)).map(({ kind }) => kind).filter((kind) => kind.startsWith('writing'))
  const draft = async (who: number, body: string, now = START) =>
    saveDraft(
      db,
      await cast.viewer(who),
      {
        ...{ threadId, text: { to: 't', cc: '', bcc: '', subject: 's', body }, threadVersion: 1 },
        ...{ filesLimit: 10, uploads: [{ filename: 'a.txt', contentType: '', bytes: Buffer.from('x') }] },
      },
      now,
    )

  describe('an open composer', () => {
    it('is seen by others and not by its writer, and told once however often it beats', async () => {
      const { ito, tanaka } = cast.ids
      assert.deepEqual(await begin(ito), { begun: true })
      for (const beats of [1, 2, 3]) await beat(ito, START + beats * 20_000)
      assert.deepEqual(await seenBy(tanaka, START + MINUTE), ['伊藤 美咲'])
      assert.deepEqual(await seenBy(ito, START + MINUTE), [])
      assert.deepEqual(await told(), ['writing'])
      assert.equal((await cast.thread(threadId)).status, 'in_progress')
    })

    it('ends when its page says so, and with several pages when the last one does', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito, { page: 'one' })
      await begin(ito, { page: 'two' })
      await end(ito, START + 1, 'one')
      assert.deepEqual(await seenBy(tanaka, START + 1), ['伊藤 美咲'])
      await end(ito, START + 2, 'two')
      assert.deepEqual(await seenBy(tanaka, START + 2), [])
      assert.deepEqual(await told(), ['writing', 'writing_ended'])
    })

    it('ends by silence alone, whatever process died, and is told and forgotten once', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito)
      await beat(ito, START)
      assert.deepEqual(await seenBy(tanaka, START + SILENCE - 1), ['伊藤 美咲'])
      assert.deepEqual(await seenBy(tanaka, START + SILENCE), [], 'nobody had to tidy up')
      assert.equal(await endSilentWriting(db, START + SILENCE - 1), 0)
      const ended = await Promise.all([1, 2].map(() => endSilentWriting(db, START + SILENCE)))
      assert.deepEqual(ended.sort(), [0, 1], `of two workers one does it (${name})`)
      assert.deepEqual(await told(), ['writing', 'writing_ended'])
    })

    it('without script counts for some minutes', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito)
      assert.deepEqual(await seenBy(tanaka, START + SILENCE_WITHOUT_SCRIPT - 1), ['伊藤 美咲'])
      assert.deepEqual(await seenBy(tanaka, START + SILENCE_WITHOUT_SCRIPT), [])
    })

    it('counts again when its computer slept, unless somebody took over meanwhile', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito)
      await endSilentWriting(db, START + DAY)
      await beat(ito, START + DAY)
      assert.deepEqual(await seenBy(tanaka, START + DAY), ['伊藤 美咲'])
      await takeOver(db, await cast.viewer(tanaka), threadId, START + DAY)
      await endSilentWriting(db, START + DAY + 10 * MINUTE)
      await beat(ito, START + DAY + 10 * MINUTE)
      assert.deepEqual(await seenBy(tanaka, START + DAY + 10 * MINUTE), [])
    })

    it('ends with the session that it was opened in, and in no other', async () => {
      const { ito, tanaka } = cast.ids
      const from = { userAgent: 'x', address: 'y' }
      await openSession(db, ito, from, START)
      await openSession(db, ito, from, START)
      const [one, two] = await db.selectFrom('sessions').select('token_hash').execute()
      await begin(ito, { page: 'one', session: one?.token_hash ?? '' })
      await endSessions(db, ito, { hash: two?.token_hash ?? '' }, START)
      assert.deepEqual(await seenBy(tanaka, START), ['伊藤 美咲'])
      await endSessions(db, ito, { hash: one?.token_hash ?? '' }, START)
      assert.deepEqual(await seenBy(tanaka, START), [])
    })

    it('ends when the reply is handed on', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito)
      await draft(ito, '一')
      await deleteDraft(db, threadId, ito)
      assert.deepEqual(await seenBy(tanaka, START), [])
    })

    it('is refused to whoever only reads, and exists for nobody else', async () => {
      assert.deepEqual(await begin(cast.ids.admin), { refused: 'read-only' })
      assert.deepEqual(await begin(cast.ids.stranger), { refused: 'not-found' })
      await beat(cast.ids.stranger, START)
      assert.equal((await db.selectFrom('writings').selectAll().execute()).length, 0)
    })
  })

  describe('the second person', () => {
    it('is asked, and writes as well if they want to', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito, { now: START - 2 * MINUTE })
      const ask = { ask: [{ accountId: ito, name: '伊藤 美咲', since: START - 2 * MINUTE }] }
      assert.deepEqual(await begin(tanaka), ask)
      assert.deepEqual(await begin(tanaka, { asks: false }), { begun: true })
      assert.deepEqual(await begin(ito, { page: 'again' }), { begun: true }, 'who writes is not asked')
    })

    it('is the one who came later, when two open at once', async () => {
      const both = await Promise.all([begin(cast.ids.ito), begin(cast.ids.tanaka)])
      assert.deepEqual(both.map((one) => 'ask' in one).sort(), [false, true])
    })

    it('takes over: the first is told and keeps the draft, and what was saved till then is shared', async () => {
      const { ito, tanaka, sato } = cast.ids
      await begin(ito)
      await draft(ito, '前半')
      const taken = await takeOver(db, await cast.viewer(tanaka), threadId, START + MINUTE)
      assert.deepEqual(taken, { from: [ito], threadId })
      assert.deepEqual(await takenFrom(db, threadId, ito), { by: '田中 健', at: START + MINUTE })
      assert.deepEqual(await begin(tanaka), { begun: true }, 'nobody is in the way')
      const event = (await cast.events(threadId)).at(-2)
      assert.deepEqual(
        [event?.kind, event?.actor_id, event?.facts],
        ['writing_taken_over', tanaka, { of: ito }],
      )

      await draft(ito, '前半と後半', START + 2 * MINUTE)
      const thread = await cast.thread(threadId)
      const shared = await copiesInView(db, await cast.viewer(tanaka), thread)
      assert.deepEqual(
        shared.map(({ of, body, files }) => [of, body, files]),
        [['伊藤 美咲', '前半', ['a.txt']]],
      )
      for (const other of [ito, sato, cast.ids.admin])
        assert.deepEqual(await copiesInView(db, await cast.viewer(other), thread), [])
    })

    it('taking over from nobody changes nothing', async () => {
      const before = (await cast.events(threadId)).length
      assert.deepEqual(await takeOver(db, await cast.viewer(cast.ids.ito), threadId, START), {
        from: [],
        threadId,
      })
      assert.equal((await cast.events(threadId)).length, before)
    })

    it('may be taken over from in turn, by whoever decides to go on', async () => {
      const { ito, tanaka } = cast.ids
      await begin(ito)
      await takeOver(db, await cast.viewer(tanaka), threadId, START)
      await begin(tanaka)
      assert.ok('ask' in (await begin(ito, { page: 'anew' })), 'asked like anybody')
      await begin(ito, { page: 'anew', asks: false })
      assert.equal(await takenFrom(db, threadId, ito), null, 'it has been read')
      assert.deepEqual(await seenBy(tanaka, START), ['伊藤 美咲'])
    })
  })
})
