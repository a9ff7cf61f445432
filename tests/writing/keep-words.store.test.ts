import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { keepWords } from '../../src/writing/keep-words.ts'
import { keptWordsOf } from '../../src/writing/kept-words.store.ts'
import { type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const [DESK, PHONE, NEW] = ['a', 'b', 'c'].map((letter) => letter.repeat(32))

eachDatabase((_name, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  let at = START
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({})).id
  })
  type From = { page?: string | undefined; edit?: number; follows?: string; form?: string; who?: number }
  const keep = async (body: string, from: From = {}) => {
    const { page = DESK ?? '', edit = 1, follows = '', form = 'comment', who = cast.ids.ito } = from
    at += 1
    const input = { threadId, form, page, edit, follows, fields: { body } }
    return keepWords(db, await cast.viewer(who), input, at)
  }
  const kept = async (form = 'comment', thread = threadId) =>
    (await keptWordsOf(db, thread, cast.ids.ito)).get(form)

  it('keeps the words of each form and person apart, and the last of a page', async () => {
    await keep('一', { edit: 1 })
    await keep('一二', { edit: 2 })
    await keep('別のメールに', { form: 'comment-at-1' })
    await keep('田中の', { who: cast.ids.tanaka })
    await keep('一', { edit: 1 })
    assert.equal((await kept())?.fields.body, '一二', 'a late request changes nothing')
    assert.equal((await kept('comment-at-1'))?.fields.body, '別のメールに')
  })

  it('lets no page overwrite another, and one that was shown both take their place', async () => {
    await keep('机で', { page: DESK, edit: 3 })
    await keep('電車で', { page: PHONE })
    const both = await kept()
    assert.equal(both?.fields.body, '電車で\n\n机で')
    await keep('机で、続き', { page: DESK, edit: 4 })
    await keep('まとめ', { page: NEW, follows: both?.follows ?? '' })
    assert.equal((await kept())?.fields.body, 'まとめ\n\n机で、続き', 'what was typed since stays')
  })

  it('forgets what was emptied, and what was sent', async () => {
    await keep('一')
    assert.deepEqual(await keep(' ', { edit: 2 }), { kept: false })
    assert.equal(await kept(), undefined)
    await keep('方針をください', { form: 'policy-request' })
    await keep('書きかけのコメント')
    const request = { threadId, of: cast.ids.sato, body: '方針をください' }
    await askPolicy(db, await cast.viewer(cast.ids.ito), request, START)
    assert.equal(await kept('policy-request'), undefined)
    assert.equal((await kept())?.fields.body, '書きかけのコメント')
  })

  it('goes with the thread when that is merged', async () => {
    await keep('一')
    const into = (await cast.arrive({ subject: '統合先' })).id
    await mergeThread(db, await cast.viewer(cast.ids.ito), { threadId, into }, START)
    assert.equal((await kept('comment', into))?.fields.body, '一')
  })

  it('is refused to who may not work, and when it is too long', async () => {
    assert.deepEqual(await keep('x', { who: cast.ids.admin }), { refused: 'read-only' })
    assert.deepEqual(await keep('x', { who: cast.ids.stranger }), { refused: 'not-found' })
    assert.deepEqual(await keep('x'.repeat(60_001)), { refused: 'too-long' })
  })
})
