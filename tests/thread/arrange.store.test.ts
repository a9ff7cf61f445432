import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import { editComment } from '../../src/comment/edit-comment.ts'
import type { Db } from '../../src/db/database.ts'
import { draftOf, filesOfDraft } from '../../src/draft/draft.store.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { assignThread } from '../../src/thread/assign-thread.ts'
import { changeStatus } from '../../src/thread/change-status.ts'
import { historyOf } from '../../src/thread/history-view.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { endWait } from '../../src/wait/end-wait.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { type Cast, DAY, HOUR, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + DAY
const a = { from: 'A <a@shop.example>', subject: '納期', messageId: 'a1@shop.example' }
const b = { from: 'B <b@shop.example>', subject: '返品', messageId: 'b1@shop.example' }

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
  })
  const ito = () => cast.viewer(cast.ids.ito)
  const participants = async (threadId: number) =>
    (await db.selectFrom('participants').select('address').where('thread_id', '=', threadId).execute())
      .map(({ address }) => address)
      .toSorted()
  const policyOn = async (threadId: number, dueAt: number | null = null) => {
    const set = await setPolicy(
      db,
      await cast.viewer(cast.ids.sato),
      {
        ...{ threadId, instruction: '方針', dueAt, replyBy: 'supervisor', needsApproval: false },
        ...{ returnWhen: '', replaces: 0 },
      },
      NOW,
    )
    assert.ok('policyId' in set)
    return set.policyId
  }
  const customerOf = async (threadId: number) => {
    const { customer_id } = await cast.thread(threadId)
    const row = await db
      .selectFrom('customers')
      .select('address')
      .where('id', '=', customer_id)
      .executeTakeFirst()
    return row?.address
  }

  describe('splitting', () => {
    const mixed = async () => {
      const thread = await cast.arrive({ ...a, cc: 'b@shop.example' })
      await cast.arrive({ ...b, subject: 'Re: 納期', inReplyTo: 'a1@shop.example', at: START + MINUTE })
      await assignThread(db, await ito(), { threadId: thread.id, to: cast.ids.ito }, START)
      const [first, second] = await cast.messages(thread.id)
      assert.ok(first && second)
      return { id: thread.id, first: first.id, second: second.id }
    }
    const split = async (threadId: number, messageIds: number[]) => {
      const done = await splitThread(db, await ito(), { threadId, messageIds }, NOW)
      assert.ok('threadId' in done, JSON.stringify(done))
      return done.threadId
    }

    it('takes the chosen mails, with what each thread says of its own', async () => {
      const { id, second } = await mixed()
      const made = await split(id, [second])
      const [old, fresh] = [await cast.thread(id), await cast.thread(made)]
      assert.deepEqual([old.message_count, old.last_at, old.last_from], [1, START, 'A'])
      assert.deepEqual(
        [fresh.message_count, fresh.last_at, fresh.last_from, fresh.status, fresh.assignee_id],
        [1, START + MINUTE, 'B', 'in_progress', cast.ids.ito],
      )
      assert.equal((await cast.messages(made))[0]?.placed_by, 'split')
      assert.deepEqual([await customerOf(id), await customerOf(made)], ['a@shop.example', 'b@shop.example'])
      assert.equal((await cast.events(made)).at(-1)?.kind, 'thread_split')
      assert.equal((await cast.events(id)).at(-1)?.kind, 'thread_split')
    })

    it('leaves nobody in the old thread who has no mail there, so that the subject lets nobody back in', async () => {
      const thread = await cast.arrive(a)
      await cast.arrive({ ...b, inReplyTo: 'a1@shop.example', at: START + MINUTE })
      const [, second] = await cast.messages(thread.id)
      const made = await split(thread.id, [second?.id ?? 0])
      assert.deepEqual(await participants(thread.id), ['a@shop.example'])
      assert.deepEqual(await participants(made), ['b@shop.example'])
      const later = await cast.arrive({
        ...b,
        messageId: 'b2@shop.example',
        subject: 'Re: 納期',
        at: START + HOUR,
      })
      assert.notEqual(later.id, thread.id)
    })

    it('gives the old thread to whose mail stays', async () => {
      const { id, first } = await mixed()
      const made = await split(id, [first])
      assert.deepEqual([await customerOf(id), await customerOf(made)], ['b@shop.example', 'a@shop.example'])
    })

    it('takes along the comments at the mails, and what people were told of either', async () => {
      const { id, first, second } = await mixed()
      const viewer = await ito()
      await addComment(db, viewer, { threadId: id, messageId: second, body: '@佐藤 こちら' }, NOW)
      await addComment(db, viewer, { threadId: id, messageId: first, body: '@佐藤 あちら' }, NOW)
      await cast.arrive({
        ...b,
        messageId: 'b3@shop.example',
        inReplyTo: 'a1@shop.example',
        at: START + 2 * MINUTE,
      })
      const third = (await cast.messages(id)).at(-1)
      const made = await split(id, [second, third?.id ?? 0])
      assert.deepEqual(
        (await cast.told(cast.ids.sato)).map(({ thread_id }) => thread_id),
        [made, id],
      )
      assert.deepEqual(
        (await cast.told(cast.ids.ito)).map(({ kind, thread_id }) => [kind, thread_id]),
        [['customer_wrote', made]],
      )
      assert.deepEqual(
        [(await cast.thread(id)).comment_count, (await cast.thread(made)).comment_count],
        [1, 1],
      )
    })

    it('leaves policy and waits where they were given', async () => {
      const { id, second } = await mixed()
      const policyId = await policyOn(id)
      await openWait(
        db,
        await ito(),
        { threadId: id, party: { groupId: cast.engineers }, question: '?', dueAt: NOW + HOUR },
        NOW,
      )
      const sato = await cast.viewer(cast.ids.sato)
      const made = await splitThread(db, sato, { threadId: id, messageIds: [second] }, NOW)
      assert.ok('threadId' in made)
      const [old, fresh] = [await cast.thread(id), await cast.thread(made.threadId)]
      assert.deepEqual([old.policy_id, old.wait_with, old.status], [policyId, '技術部', 'awaiting_dept'])
      assert.deepEqual([fresh.policy_id, fresh.wait_with], [null, null])
    })

    it('is refused for nothing, for everything, for mails of others and to who may not work', async () => {
      const { id, first, second } = await mixed()
      const other = await cast.arrive({ ...b, messageId: 'other@x', subject: 'x' })
      const foreign = (await cast.messages(other.id))[0]?.id ?? 0
      const tried = async (who: number, messageIds: number[]) =>
        splitThread(db, await cast.viewer(who), { threadId: id, messageIds }, NOW)
      assert.deepEqual(await tried(cast.ids.ito, []), { refused: 'nothing-chosen' })
      assert.deepEqual(await tried(cast.ids.ito, [foreign]), { refused: 'nothing-chosen' })
      assert.deepEqual(await tried(cast.ids.ito, [first, second]), { refused: 'all-chosen' })
      assert.deepEqual(await tried(cast.ids.admin, [first]), { refused: 'read-only' })
      assert.deepEqual(await tried(cast.ids.stranger, [first]), { refused: 'not-found' })
    })
  })

  describe('merging', () => {
    const two = async () => {
      const from = await cast.arrive(a)
      const into = await cast.arrive({ ...b, at: START + MINUTE })
      return { from: from.id, into: into.id }
    }
    const merge = async ({ from, into }: { from: number; into: number }) => {
      const done = await mergeThread(db, await ito(), { threadId: from, into }, NOW)
      assert.deepEqual(done, { threadId: into })
    }

    it('brings messages, people and counts together; the emptied one leads on', async () => {
      const { from, into } = await two()
      await merge({ from, into })
      const [emptied, merged] = [await cast.thread(from), await cast.thread(into)]
      assert.deepEqual([emptied.merged_into_id, emptied.folder, emptied.status], [into, 'trash', 'done'])
      assert.deepEqual([merged.message_count, merged.first_at, merged.last_at], [2, START, START + MINUTE])
      assert.deepEqual(await participants(into), ['a@shop.example', 'b@shop.example'])
      const later = await cast.arrive({ ...a, messageId: 'a2@shop.example', inReplyTo: 'a1@shop.example' })
      assert.equal(later.id, into)
    })

    it('leads through a chain of merges', async () => {
      const { from, into } = await two()
      const last = await cast.arrive({ ...b, messageId: 'c@x', subject: 'c' })
      await merge({ from, into })
      await merge({ from: into, into: last.id })
      assert.equal((await cast.thread(from)).merged_into_id, last.id)
    })

    it('takes along what happened on each thread, through a chain of merges', async () => {
      const { from, into } = await two()
      const last = await cast.arrive({ ...b, messageId: 'c@x', subject: 'c' })
      await assignThread(db, await ito(), { threadId: from, to: cast.ids.ito }, START)
      await merge({ from, into })
      await merge({ from: into, into: last.id })
      const kinds = (await historyOf(db, last.id)).map(({ kind }) => kind)
      assert.deepEqual(kinds, [
        ...['thread_merged', 'thread_merged', 'thread_merged', 'thread_merged'],
        ...['assigned', 'message_received', 'message_received', 'message_received'],
      ])
    })

    it('silences no open thread: what was done opens as the other stood', async () => {
      const { from, into } = await two()
      await changeStatus(db, await ito(), { threadId: into, to: 'done' }, NOW)
      await merge({ from, into })
      assert.equal((await cast.thread(into)).status, 'new')
    })

    it('brings the waits, and so the status', async () => {
      const { from, into } = await two()
      const opened = await openWait(
        db,
        await ito(),
        { threadId: from, party: { name: '工場', address: null }, question: '?', dueAt: NOW + HOUR },
        NOW,
      )
      await merge({ from, into })
      const merged = await cast.thread(into)
      assert.deepEqual(
        [merged.status, merged.wait_with, merged.due_at],
        ['awaiting_dept', '工場', NOW + HOUR],
      )
      assert.ok('waitId' in opened)
      await endWait(db, await ito(), { waitId: opened.waitId, answer: 'はい' }, NOW)
      assert.equal((await cast.thread(into)).status, 'in_progress')
    })

    it('brings the awaited decision, and who asked hears of it', async () => {
      const { from, into } = await two()
      await askPolicy(db, await ito(), { threadId: from, of: cast.ids.sato, body: '値引き?' }, NOW)
      await merge({ from, into })
      const merged = await cast.thread(into)
      assert.deepEqual([merged.policy_asked_at, merged.policy_asked_of], [NOW, cast.ids.sato])
      await policyOn(into)
      assert.deepEqual(
        (await cast.told(cast.ids.ito)).map(({ kind }) => kind),
        ['policy_set'],
      )
    })

    it('frees nobody from a policy: it binds in a target that has none', async () => {
      const { from, into } = await two()
      const policyId = await policyOn(from, NOW + HOUR)
      await merge({ from, into })
      const merged = await cast.thread(into)
      assert.deepEqual([merged.policy_id, merged.due_at], [policyId, NOW + HOUR])
      const queued = await queueReply(
        db,
        await ito(),
        {
          ...{
            threadId: into,
            to: 'b@shop.example',
            cc: '',
            bcc: '',
            subject: 's',
            body: 'b',
            formToken: 't',
          },
          ...{ threadVersion: await lastEventId(db, into), after: 'done', pause: 0 },
        },
        NOW,
      )
      assert.deepEqual(queued, { refused: 'supervisor-only' })
    })

    it('leaves the target’s own policy binding', async () => {
      const { from, into } = await two()
      await policyOn(from)
      const own = await policyOn(into)
      await merge({ from, into })
      assert.equal((await cast.thread(into)).policy_id, own)
    })

    it('brings unread notifications and comments, which can still be edited', async () => {
      const { from, into } = await two()
      const added = await addComment(
        db,
        await ito(),
        { threadId: from, messageId: null, body: '@佐藤 至急' },
        NOW,
      )
      await merge({ from, into })
      assert.deepEqual(
        (await cast.told(cast.ids.sato)).map(({ thread_id, read_at }) => [thread_id, read_at]),
        [[into, null]],
      )
      assert.ok('commentId' in added)
      const edited = await editComment(
        db,
        await ito(),
        { commentId: added.commentId, body: '至急でない' },
        NOW,
      )
      assert.equal('threadId' in edited && edited.threadId, into)
      assert.equal((await cast.thread(into)).comment_count, 1)
    })

    it('brings drafts; who writes in both finds both texts and files in one', async () => {
      const { from, into } = await two()
      const save = async (who: number, threadId: number, body: string) =>
        saveDraft(
          db,
          await cast.viewer(who),
          {
            ...{
              threadId,
              text: { to: '', cc: '', bcc: '', subject: '', body },
              threadVersion: 0,
              filesLimit: 99,
            },
            uploads: [{ filename: body, contentType: '', bytes: Buffer.from(body) }],
          },
          NOW,
        )
      await save(cast.ids.ito, from, '一')
      await save(cast.ids.ito, into, '二')
      await save(cast.ids.tanaka, from, '三')
      await merge({ from, into })
      const draft = await draftOf(db, into, cast.ids.ito)
      assert.equal(draft?.body, '二\n\n一')
      assert.deepEqual((await filesOfDraft(db, draft?.id ?? 0)).map(({ filename }) => filename).toSorted(), [
        '一',
        '二',
      ])
      assert.equal((await draftOf(db, into, cast.ids.tanaka))?.body, '三')
      assert.equal(await draftOf(db, from, cast.ids.ito), null)
    })

    it('lets whoever still has the old one open write in the new one', async () => {
      const { from, into } = await two()
      await merge({ from, into })
      const viewer = await cast.viewer(cast.ids.tanaka)
      await addComment(db, viewer, { threadId: from, messageId: null, body: 'メモ' }, NOW)
      await changeStatus(db, viewer, { threadId: from, to: 'done' }, NOW)
      const [emptied, merged] = [await cast.thread(from), await cast.thread(into)]
      assert.deepEqual([merged.comment_count, merged.status], [1, 'done'])
      assert.deepEqual([emptied.folder, emptied.comment_count], ['trash', 0])
    })

    it('is refused into itself, another mailbox, what is merged, and to who may not work', async () => {
      const { from, into } = await two()
      const elsewhere = await cast.arrive({ ...a }, { mailbox: cast.billing })
      const tried = async (who: number, threadId: number, target: number) =>
        mergeThread(db, await cast.viewer(who), { threadId, into: target }, NOW)
      assert.deepEqual(await tried(cast.ids.ito, from, from), { refused: 'itself' })
      assert.deepEqual(await tried(cast.ids.admin, from, into), { refused: 'read-only' })
      assert.deepEqual(await tried(cast.ids.ito, from, elsewhere.id), { refused: 'unknown-target' })
      assert.deepEqual(await tried(cast.ids.ito, from, 9999), { refused: 'unknown-target' })
      assert.deepEqual(await tried(cast.ids.stranger, from, into), { refused: 'not-found' })
      await merge({ from, into })
      assert.deepEqual(await tried(cast.ids.ito, from, into), { refused: 'not-found' })
      const third = await cast.arrive({ ...b, messageId: 'z@x', subject: 'z' })
      assert.deepEqual(await tried(cast.ids.ito, third.id, from), { refused: 'unknown-target' })
    })

    it('in both directions at once ends with one thread', async () => {
      const { from, into } = await two()
      const viewer = await ito()
      const done = await Promise.all([
        mergeThread(db, viewer, { threadId: from, into }, NOW),
        mergeThread(db, viewer, { threadId: into, into: from }, NOW),
      ])
      assert.equal(done.filter((one) => 'threadId' in one).length, 1)
      const open = await db.selectFrom('threads').selectAll().where('merged_into_id', 'is', null).execute()
      assert.deepEqual(
        open.map(({ message_count }) => message_count),
        [2],
      )
    })
  })
})
